/** A loopback server that speaks the OpenAI embeddings protocol, as far as tests need it. */
import { createServer } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { z } from "zod";

const requestSchema = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string())]),
  encoding_format: z.enum(["float", "base64"]).default("float"),
});

/** A request as it came in. */
interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly model: string;
  readonly input: readonly string[];
}

export interface EmbeddingsServer extends AsyncDisposable {
  readonly baseURL: string;
  readonly seen: readonly SeenRequest[];
}

/** What the server does with a request: the vectors, or a status to refuse with. */
export type Answer = (request: SeenRequest, count: number) => readonly number[][] | number;

/**
 * Starts a server on a free port of 127.0.0.1.
 * @param encoding force one encoding, as servers do that ignore the one asked for
 */
export async function serveEmbeddings(
  answer: Answer,
  encoding?: "float" | "base64",
): Promise<EmbeddingsServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, reply) => {
    void text(incoming).then((body) => {
      const { model, input, encoding_format } = requestSchema.parse(JSON.parse(body));
      const request: SeenRequest = {
        path: incoming.url ?? "",
        authorization: incoming.headers.authorization,
        model,
        input: [input].flat(),
      };
      seen.push(request);
      const vectors = answer(request, seen.length);
      const refused = typeof vectors === "number";
      const packed = (encoding ?? encoding_format) === "base64";
      reply.writeHead(refused ? vectors : 200, { "content-type": "application/json" });
      reply.end(
        JSON.stringify(
          refused
            ? { error: { message: "refused", type: "test", code: null } }
            : {
                object: "list",
                model,
                data: vectors.map((vector, index) => ({
                  object: "embedding",
                  index,
                  embedding: packed ? pack(vector) : vector,
                })),
                usage: { prompt_tokens: 1, total_tokens: 1 },
              },
        ),
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function pack(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString("base64");
}
