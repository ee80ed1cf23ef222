/** An embedder that asks for each text once: from memory while under way, from disk ever after. */
import type { Embedder } from "../embedder.ts";
import type { VectorFiles } from "./vector-files.ts";

/**
 * The same embedder with a cache in front. Equal texts are embedded once a call, and calls that overlap share the
 * work; a damaged file counts as absent and is replaced.
 */
export function makeCachedEmbedder(embedder: Embedder, files: VectorFiles): Embedder {
  const underWay = new Map<string, Promise<Float32Array>>();

  async function fetchAll(texts: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    try {
      const found = new Map<string, Float32Array>();
      for (const text of texts) {
        const stored = await files.read(text, embedder.dimensions);
        if (stored) found.set(text, stored);
      }
      const missing = texts.filter((text) => !found.has(text));
      const fresh = missing.length === 0 ? [] : await embedder.embed(missing);
      for (const [i, text] of missing.entries()) {
        const vector = one(fresh[i], embedder.id);
        await files.write(text, vector);
        found.set(text, vector);
      }
      return found;
    } finally {
      for (const text of texts) underWay.delete(text);
    }
  }

  return {
    id: embedder.id,
    dimensions: embedder.dimensions,
    embed(texts) {
      const fresh = [...new Set(texts)].filter((text) => !underWay.has(text));
      if (fresh.length > 0) {
        const fetched = fetchAll(fresh);
        for (const text of fresh) {
          underWay.set(
            text,
            fetched.then((found) => one(found.get(text), embedder.id)),
          );
        }
      }
      return Promise.all(texts.map(async (text) => one(await underWay.get(text), embedder.id)));
    },
  };
}

function one(vector: Float32Array | undefined, id: string): Float32Array {
  if (vector === undefined) throw new RangeError(`${id}: expected one vector a text, was fewer`);
  return vector;
}
