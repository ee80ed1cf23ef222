/** Embeddings on disk: one small file a vector, named by what it is the embedding of. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UsageError } from "../../data/errors.ts";
import { sha256 } from "../../data/hash.ts";
import { makeFolders } from "../../data/make-folders.ts";
import { writeFileAtomic } from "../../data/write-file.ts";
import { dot } from "../cosine.ts";

/** How far the squared length of a stored unit vector may be from 1. */
const TOLERANCE = 1e-3;

/**
 * `<cacheDir>/embeddings/<slug>/<aa>/<sha256 of embedder and text>.f32`, little-endian float32 without a header.
 * Readers never see half a file: it is written beside its place and renamed.
 */
export class VectorFiles {
  /** Folder of this embedder's vectors. */
  readonly folder: string;
  readonly #embedderId: string;

  /** @param embedderId everything that a vector depends on besides the text */
  constructor(cacheDir: string, embedderId: string) {
    this.#embedderId = embedderId;
    this.folder = join(cacheDir, "embeddings", embedderId.replaceAll(/[^\w.-]+/g, "-"));
  }

  /** Where a text's vector lies. */
  pathOf(text: string): string {
    const name = sha256(JSON.stringify([this.#embedderId, text]));
    return join(this.folder, name.slice(0, 2), `${name}.f32`);
  }

  /** The stored vector, or null when there is none or it cannot be one: wrong size, not finite, neither unit nor zero. */
  async read(text: string, dimensions: number): Promise<Float32Array | null> {
    const bytes = await readFile(this.pathOf(text)).catch(() => null);
    if (bytes?.length !== 4 * dimensions) return null;
    const vector = Float32Array.from({ length: dimensions }, (_, i) => bytes.readFloatLE(4 * i));
    const squared = dot(vector, vector);
    return squared === 0 || Math.abs(squared - 1) < TOLERANCE ? vector : null;
  }

  /** Stores a vector. @throws UsageError when the folder cannot be written to */
  async write(text: string, vector: Float32Array): Promise<void> {
    const bytes = Buffer.alloc(4 * vector.length);
    for (const [i, component] of vector.entries()) bytes.writeFloatLE(component, 4 * i);
    await writeCacheFile(this.pathOf(text), bytes);
  }
}

/** Puts a file in its place in one step, making its folder. @throws UsageError when that cannot be done */
export async function writeCacheFile(path: string, content: Uint8Array | string): Promise<void> {
  try {
    makeFolders(dirname(path));
    writeFileAtomic(path, content);
  } catch (cause) {
    throw new UsageError(`embedding cache: expected a folder to write to, cannot write ${path}`, {
      cause,
    });
  }
}
