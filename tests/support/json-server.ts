/** A real HTTP server on loopback that answers JSON with JSON; the ground of every fake provider. */
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** A request as it came in. */
export interface JsonRequest {
  readonly path: string;
  /** The `Authorization` header, empty when there was none. */
  readonly authorization: string;
  readonly body: unknown;
}

/** What the server answers: a status and a JSON body. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer whose body goes out letter by letter, JSON or not. */
interface TextAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, the connection cut, or nothing at all until the caller gives up. */
export type ServerAnswer = JsonAnswer | TextAnswer | "cut" | "silence";

export interface JsonServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/v1`. */
  readonly baseURL: string;
}

/** Starts a server on a free port of 127.0.0.1; disposing of it ends open connections. */
export async function serveJson(
  answer: (request: JsonRequest) => ServerAnswer | Promise<ServerAnswer>,
): Promise<JsonServer> {
  const server = createServer((incoming, outgoing) => {
    const { url: path = "", headers } = incoming;
    const { authorization = "" } = headers;
    void text(incoming)
      .then((sent) => answer({ path, authorization, body: JSON.parse(sent) }))
      .then((answered) => {
        if (answered === "silence") return;
        if (answered === "cut") {
          incoming.socket.destroy();
          return;
        }
        const { status, headers: extra = {} } = answered;
        outgoing.writeHead(status, { "content-type": "application/json", ...extra });
        outgoing.end("text" in answered ? answered.text : JSON.stringify(answered.body));
      });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
