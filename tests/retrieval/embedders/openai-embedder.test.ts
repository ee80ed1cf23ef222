import { endpointTag } from "../../../data/endpoint.ts";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../data/errors.ts";
import { openOpenAIEmbedder } from "../../../retrieval/embedders/openai-embedder.ts";
import { type Answer, type EmbeddingsServer, serveEmbeddings } from "./embeddings-server.ts";

/** A vector of three numbers by the length of the text. */
const byLength: Answer = ({ input }) => input.map((text) => [3, 0, text.length]);

function open(server: EmbeddingsServer, more: { dimensions?: number; batchSize?: number } = {}) {
  return openOpenAIEmbedder({
    model: "some-model",
    apiKey: "sk-test",
    baseURL: server.baseURL,
    maxRetries: 0,
    ...more,
  });
}

describe("the OpenAI embedder", () => {
  it("learns the vector length by asking, and sends key, model and texts as they are", async () => {
    await using server = await serveEmbeddings(byLength);
    const embedder = await open(server);
    expect(embedder.id).toBe(`openai:some-model${endpointTag(server.baseURL)}`);
    expect(embedder.dimensions).toBe(3);
    const vectors = await embedder.embed(["a\nbc", ""]);
    expect(vectors).toEqual([Float32Array.from([0.6, 0, 0.8]), new Float32Array(3)]);
    expect(server.seen.at(-1)).toEqual({
      path: "/v1/embeddings",
      authorization: "Bearer sk-test",
      model: "some-model",
      input: ["a\nbc"],
    });
  });

  it("sends texts in batches and keeps their order", async () => {
    await using server = await serveEmbeddings(({ input }) =>
      input.map((text) => [Math.cos(Number(text)), Math.sin(Number(text))]),
    );
    const embedder = await open(server, { dimensions: 2, batchSize: 2 });
    const vectors = await embedder.embed(["0", "1", "2", "3", "4"]);
    const angles = vectors.map(([x, y]) => Math.round(Math.atan2(y ?? NaN, x ?? NaN) * 1e4) / 1e4);
    expect(angles.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(server.seen.map(({ input }) => input)).toEqual([["0", "1"], ["2", "3"], ["4"]]);
  });

  it.each(["float", "base64"] as const)("reads a server that only speaks %s", async (encoding) => {
    await using server = await serveEmbeddings(byLength, encoding);
    const embedder = await open(server);
    expect(await embedder.embed(["four"])).toEqual([Float32Array.from([0.6, 0, 0.8])]);
  });

  it("asks no one about a model it knows, nor for a text without words", async () => {
    const embedder = await openOpenAIEmbedder({ model: "text-embedding-3-large" });
    expect(embedder.dimensions).toBe(3072);
    expect(await embedder.embed(["", "…"])).toEqual([
      new Float32Array(3072),
      new Float32Array(3072),
    ]);
  });

  it("says so when the key is missing, naming the setting", async () => {
    const embedder = await openOpenAIEmbedder({ model: "text-embedding-3-small" });
    await expect(embedder.embed(["text"])).rejects.toThrow(
      new UsageError(
        "openai:text-embedding-3-small at https://api.openai.com/v1: expected an API key (OPENAI_API_KEY), was none",
      ),
    );
  });

  it("tries again where that may help", async () => {
    await using server = await serveEmbeddings((request, count) =>
      count === 1 ? 503 : byLength(request, count),
    );
    const embedder = await openOpenAIEmbedder({
      model: "some-model",
      baseURL: server.baseURL,
      dimensions: 3,
      maxRetries: 1,
    });
    expect(await embedder.embed(["four"])).toHaveLength(1);
    expect(server.seen).toHaveLength(2);
  });

  it.each([
    [401, UsageError, "the API key was refused (HTTP 401)"],
    [404, UsageError, "no such model, or the base URL is wrong (HTTP 404)"],
    [400, UsageError, "request refused (HTTP 400)"],
    [500, Error, "the service failed (HTTP 500)"],
  ])("explains status %i, without the key", async (status, kind, words) => {
    await using server = await serveEmbeddings(() => status);
    const fault: unknown = await open(server).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(kind);
    expect(fault).toMatchObject({
      message: `openai:some-model at ${server.baseURL}: ${words}`,
    });
    expect(fault instanceof UsageError).toBe(kind === UsageError);
  });

  it("explains a server that is not there", async () => {
    const server = await serveEmbeddings(byLength);
    await server[Symbol.asyncDispose]();
    await expect(open(server)).rejects.toThrow("expected embeddings, got no usable answer");
  });

  it("refuses vectors of another length", async () => {
    await using server = await serveEmbeddings(byLength);
    const embedder = await open(server, { dimensions: 4 });
    await expect(embedder.embed(["text"])).rejects.toThrow(
      /^embedding by openai:some-model@\w+: expected 4 components, was 3/,
    );
  });

  it.each([
    ["not a number, packed", [[NaN, 1, 1]], "base64", "expected finite components, was NaN at 0"],
    ["infinite, packed", [[1, Infinity, 1]], "base64", "expected finite components, was Infinity"],
    ["not a number", [[NaN, 1, 1]], "float", "expected 1 embeddings of finite numbers"],
    ["empty", [[]], "float", "expected 1 embeddings of finite numbers"],
    ["missing", [], "float", "got no usable answer"],
  ] as const)("refuses vectors that are %s", async (_what, vectors, encoding, words) => {
    await using server = await serveEmbeddings(
      () => vectors.map((vector) => [...vector]),
      encoding,
    );
    const embedder = await open(server, { dimensions: 3 });
    await expect(embedder.embed(["text"])).rejects.toThrow(words);
  });

  it("refuses an address that is none, without repeating it", async () => {
    await expect(
      openOpenAIEmbedder({ model: "m", baseURL: "user:secret@nowhere" }),
    ).rejects.toThrow("OPENAI_BASE_URL: expected http");
  });
});
