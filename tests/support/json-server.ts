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
}

export interface JsonServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/v1`. */
  readonly baseURL: string;
}

/** Starts a server on a free port of 127.0.0.1; disposing of it ends open connections. */
export async function serveJson(
  answer: (request: JsonRequest) => JsonAnswer | Promise<JsonAnswer>,
): Promise<JsonServer> {
  const server = createServer((incoming, outgoing) => {
    const { url: path = "", headers } = incoming;
    const { authorization = "" } = headers;
    void text(incoming)
      .then((sent) => answer({ path, authorization, body: JSON.parse(sent) }))
      .then(({ status, body }) => {
        outgoing.writeHead(status, { "content-type": "application/json" });
        outgoing.end(JSON.stringify(body));
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
