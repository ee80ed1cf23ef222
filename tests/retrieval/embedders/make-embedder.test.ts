import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UsageError } from "../../../data/errors.ts";
import { makeEmbedder } from "../../../retrieval/embedders/make-embedder.ts";
import { serveEmbeddings } from "./embeddings-server.ts";

let cacheDir = "";

beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), "hindcast-make-embedder-"));
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

describe("makeEmbedder", () => {
  it.each([
    ["hash", "hash:256", 256],
    ["use", "use:lite-512", 512],
    ["openai:text-embedding-3-small", "openai:text-embedding-3-small", 1536],
  ])("knows %s", async (spec, id, dimensions) => {
    const embedder = await makeEmbedder(spec, { cacheDir });
    expect([embedder.id, embedder.dimensions]).toEqual([id, dimensions]);
  });

  it("leaves no files for hash", async () => {
    await (await makeEmbedder("hash", { cacheDir })).embed(["text"]);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  it.each(["", "Hash", "openai", "openai:", "openai:a b", "hash:256", "bert"])(
    "refuses %j and lists what there is",
    async (spec) => {
      const fault: unknown = await makeEmbedder(spec, { cacheDir }).catch(
        (error: unknown) => error,
      );
      expect(fault).toBeInstanceOf(UsageError);
      expect(fault).toMatchObject({
        message: `embedder: expected hash, use, openai:MODEL, was ${JSON.stringify(spec)}`,
      });
    },
  );

  it("needs neither key nor server for what it embedded before", async () => {
    const server = await serveEmbeddings(({ input }) => input.map(() => [1, 0]));
    const openai = { baseURL: server.baseURL };
    const before = await makeEmbedder("openai:local/model", { cacheDir, openai });
    const vectors = await before.embed(["text"]);
    await server[Symbol.asyncDispose]();
    const after = await makeEmbedder("openai:local/model", { cacheDir, openai });
    expect([after.id, after.dimensions]).toEqual([before.id, 2]);
    expect(after.id).toMatch(/^openai:local\/model@[0-9a-f]{12}$/);
    expect(await after.embed(["text"])).toEqual(vectors);
  });

  it("keeps the vectors of two servers apart", async () => {
    await using one = await serveEmbeddings(({ input }) => input.map(() => [1, 0]));
    await using other = await serveEmbeddings(({ input }) => input.map(() => [0, 1]));
    const answers = [];
    for (const { baseURL } of [one, other]) {
      const embedder = await makeEmbedder("openai:m", { cacheDir, openai: { baseURL } });
      answers.push(...(await embedder.embed(["text"])));
    }
    expect(answers).toEqual([Float32Array.from([1, 0]), Float32Array.from([0, 1])]);
  });
});
