/** A loopback server that answers any provider's client as a test tells it, or not at all. */
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** What the server answers. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ProviderServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Bodies of the requests so far. */
  readonly seen: readonly unknown[];
  /** Requests whose sender hung up before the answer. */
  readonly cut: () => number;
  /** Answers what comes from now on; null leaves it waiting. */
  answer(answer: Answer | null): void;
}

/** Starts a server on a free port of 127.0.0.1; disposing of it ends open connections. */
export async function serveProvider(): Promise<ProviderServer> {
  const seen: unknown[] = [];
  let next: Answer | null = null;
  let cut = 0;
  const server = createServer((incoming, outgoing) => {
    outgoing.on("close", () => void (cut += outgoing.writableFinished ? 0 : 1));
    void text(incoming).then((sent) => {
      seen.push(sent === "" ? null : JSON.parse(sent));
      if (next === null) return;
      outgoing.writeHead(next.status, { ...next.headers });
      outgoing.end(next.body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    cut: () => cut,
    answer: (answer) => void (next = answer),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}
