/** A loopback server that speaks the OpenAI embeddings protocol, as far as tests need it. */
import { z } from "zod";
import { type JsonServer, serveJson } from "../../support/json-server.ts";

const requestSchema = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string())]),
  encoding_format: z.enum(["float", "base64"]).default("float"),
});

/** A request as it came in. */
interface SeenRequest {
  readonly path: string;
  readonly authorization: string;
  readonly model: string;
  readonly input: readonly string[];
}

export interface EmbeddingsServer extends JsonServer {
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
  const server = await serveJson(({ path, authorization, body }) => {
    const { model, input, encoding_format } = requestSchema.parse(body);
    const request: SeenRequest = { path, authorization, model, input: [input].flat() };
    seen.push(request);
    const vectors = answer(request, seen.length);
    if (typeof vectors === "number") {
      return { status: vectors, body: { error: { message: "refused", type: "test", code: null } } };
    }
    const packed = (encoding ?? encoding_format) === "base64";
    const data = vectors.map((vector, index) => ({
      object: "embedding",
      index,
      embedding: packed ? pack(vector) : vector,
    }));
    const usage = { prompt_tokens: 1, total_tokens: 1 };
    return { status: 200, body: { object: "list", model, data, usage } };
  });
  return { ...server, seen };
}

function pack(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString("base64");
}
