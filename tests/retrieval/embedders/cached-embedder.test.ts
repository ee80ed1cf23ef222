import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UsageError } from "../../../data/errors.ts";
import { sha256 } from "../../../data/hash.ts";
import type { Embedder } from "../../../retrieval/embedder.ts";
import { makeCachedEmbedder } from "../../../retrieval/embedders/cached-embedder.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";
import { VectorFiles } from "../../../retrieval/embedders/vector-files.ts";

const hash = makeHashEmbedder();
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hindcast-embeddings-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The hash embedder, slow and telling what it was asked. */
function watched(asked: string[][], failures = 0): Embedder {
  let left = failures;
  return {
    ...hash,
    async embed(texts) {
      asked.push([...texts]);
      await new Promise(setImmediate);
      if (left-- > 0) throw new Error("service down");
      return hash.embed(texts);
    },
  };
}

const files = () => new VectorFiles(folder, "hash:256");

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

describe("the cached embedder", () => {
  it("is the embedder it wraps, to the caller", async () => {
    const cached = makeCachedEmbedder(hash, files());
    expect([cached.id, cached.dimensions]).toEqual([hash.id, hash.dimensions]);
    expect(await cached.embed(["a b", "", "c"])).toEqual(await hash.embed(["a b", "", "c"]));
    expect(await cached.embed([])).toEqual([]);
  });

  it("asks for each text once: within a call, across overlapping calls, and ever after", async () => {
    const asked: string[][] = [];
    const cached = makeCachedEmbedder(watched(asked), files());
    const [first, second] = await Promise.all([
      cached.embed(["a", "b", "a"]),
      cached.embed(["b", "c"]),
    ]);
    expect(asked.map((texts) => texts.join(" ")).toSorted()).toEqual(["a b", "c"]);
    expect(first).toEqual(await hash.embed(["a", "b", "a"]));
    expect(second).toEqual(await hash.embed(["b", "c"]));
    const later = makeCachedEmbedder(watched(asked), files());
    expect(await later.embed(["c", "d", "a"])).toEqual(await hash.embed(["c", "d", "a"]));
    expect(asked.slice(2)).toEqual([["d"]]);
  });

  it("keeps one little-endian float32 file a text, named by embedder and text, and nothing else", async () => {
    await makeCachedEmbedder(hash, files()).embed(["bitcoin"]);
    const name = sha256(JSON.stringify(["hash:256", "bitcoin"]));
    const path = join("embeddings", "hash-256", name.slice(0, 2), `${name}.f32`);
    expect(await storedFiles()).toEqual([path]);
    const bytes = await readFile(join(folder, path));
    const [vector] = await hash.embed(["bitcoin"]);
    expect(bytes).toHaveLength(4 * 256);
    expect(Array.from({ length: 256 }, (_, i) => bytes.readFloatLE(4 * i))).toEqual([
      ...(vector ?? []),
    ]);
  });

  it.each([
    ["empty", () => Buffer.alloc(0)],
    ["cut short", (whole: Buffer) => whole.subarray(0, 500)],
    ["too long", (whole: Buffer) => Buffer.concat([whole, whole])],
    ["noise", (whole: Buffer) => Buffer.alloc(whole.length, 0x41)],
    ["not numbers", (whole: Buffer) => Buffer.alloc(whole.length, 0xff)],
  ])("replaces a file that is %s", async (_what, damage) => {
    const asked: string[][] = [];
    const cached = makeCachedEmbedder(watched(asked), files());
    await cached.embed(["text"]);
    const path = files().pathOf("text");
    const whole = await readFile(path);
    await writeFile(path, damage(whole));
    expect(await cached.embed(["text"])).toEqual(await hash.embed(["text"]));
    expect(asked).toEqual([["text"], ["text"]]);
    expect(await readFile(path)).toEqual(whole);
  });

  it("remembers no failure", async () => {
    const asked: string[][] = [];
    const cached = makeCachedEmbedder(watched(asked, 1), files());
    // One after the other: side by side, the slower disk decides whether the second shares the first one's failure.
    await expect(cached.embed(["a", "b"])).rejects.toThrow("service down");
    expect(await cached.embed(["a"])).toEqual(await hash.embed(["a"]));
  });

  it("is not put off by what a killed process left behind", async () => {
    const path = files().pathOf("text");
    await makeCachedEmbedder(hash, files()).embed(["text"]);
    await rm(path);
    await writeFile(`${path}.${process.pid}.tmp`, "half");
    await makeCachedEmbedder(hash, files()).embed(["text"]);
    expect(await readFile(path)).toHaveLength(1024);
  });

  it("says which file it cannot write", async () => {
    await writeFile(join(folder, "embeddings"), "in the way");
    const cached = makeCachedEmbedder(hash, files());
    const fault: unknown = await cached.embed(["text"]).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({ message: expect.stringContaining(files().pathOf("text")) });
  });

  it("refuses an embedder that answers with fewer vectors than texts", async () => {
    const short: Embedder = { ...hash, embed: async () => [] };
    await expect(makeCachedEmbedder(short, files()).embed(["a"])).rejects.toThrow(
      "hash:256: expected one vector a text, was fewer",
    );
  });
});
