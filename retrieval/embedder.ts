/** The embedder port: text in, vectors out, equal text giving equal vectors. */
export interface Embedder {
  /** Names model and version; part of cache keys and run hashes. Example: `hash:256`. */
  readonly id: string;
  /** Length of every vector. */
  readonly dimensions: number;
  /**
   * One vector a text, in order, each of unit length (all zeros for a text with no words).
   * What a text gives does not depend on the texts beside it. Vectors may be shared: never write to one.
   */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}
