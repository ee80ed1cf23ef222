/** The case memory port: an index that holds only matured cases, entered in time order. */

/** A past row on its way into the memory. */
export interface CaseEntry {
  readonly row: number;
  readonly vector: Float32Array;
}

/** A stored row and its cosine similarity to the query, -1 to 1. */
export interface CaseHit {
  readonly row: number;
  readonly similarity: number;
}

/** Vectors of matured rows. Nothing can be taken out again, and nothing comes in out of order. */
export interface CaseMemory {
  /** Cases held. */
  readonly size: number;
  /** Highest row held, -1 while empty. */
  readonly lastRow: number;
  /**
   * Enters one case.
   * @throws OrderError unless `row` is above every row held
   * @throws RangeError when the vector has the wrong length or a component that is not finite
   */
  add(entry: CaseEntry): Promise<void>;
  /** The up to `k` most similar cases, best first; equal similarities in row order. Same checks on the query. */
  search(query: Float32Array, k: number): Promise<readonly CaseHit[]>;
}
