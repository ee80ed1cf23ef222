/** The case memory port: an index that holds only matured cases, entered in time order. */

/** A past row on its way into the memory. Its vector may have any length but must not change afterwards. */
export interface CaseEntry {
  readonly row: number;
  /** Row from which on the case may be known: its outcome and its label have matured there. Above `row`. */
  readonly knownFrom: number;
  readonly vector: Float32Array;
}

/**
 * A stored row and its cosine similarity to the query, -1 to 1, in steps of 1e-6 (float32 vectors hold no more).
 * A vector of zeros has no direction: its similarity to everything is 0.
 */
export interface CaseHit {
  readonly row: number;
  readonly similarity: number;
}

/**
 * Vectors of matured rows. Nothing can be taken out again, nothing comes in out of order, and nothing can be asked
 * as of a row at which any case held was not yet known: that would be a filter to forget.
 */
export interface CaseMemory {
  /** Cases held. */
  readonly size: number;
  /** Highest row held, -1 while empty. */
  readonly lastRow: number;
  /**
   * Enters one case.
   * @throws OrderError unless `row` is above every row held
   * @throws RangeError when the row is no row number, `knownFrom` none above it, or the vector has the wrong length or a component that is not finite
   */
  add(entry: CaseEntry): Promise<void>;
  /**
   * The up to `k` most similar cases, best first; equal similarities in row order. All of them when k exceeds the size.
   * @param k at least 1
   * @param asOf the row that asks
   * @throws LookAheadError when a case is held that is known only after `asOf`, found or not
   * @throws RangeError for a bad k, and for a bad query as in `add`
   */
  search(query: Float32Array, k: number, asOf: number): Promise<readonly CaseHit[]>;
}
