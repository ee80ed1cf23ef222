/** The cases a memory holds, in row order: one set of checks and one ranking for every memory. */
import { LookAheadError, OrderError } from "../data/errors.ts";
import type { CaseEntry, CaseHit } from "./case-memory.ts";
import { mustBeVector, similarityOf, unit } from "./cosine.ts";

/** Unit vectors by position, 0 for the first row entered. */
export class CaseShelf {
  readonly #dimensions: number;
  readonly #rows: number[] = [];
  readonly #vectors: Float32Array[] = [];
  /** The case that is known last. */
  #latest = { row: -1, knownFrom: -1 };

  /** @throws RangeError unless `dimensions` is an integer of at least 1 */
  constructor(dimensions: number) {
    if (!Number.isInteger(dimensions) || dimensions < 1) {
      throw new RangeError(`dimensions: expected an integer of at least 1, was ${dimensions}`);
    }
    this.#dimensions = dimensions;
  }

  get size(): number {
    return this.#rows.length;
  }

  get lastRow(): number {
    return this.#rows.at(-1) ?? -1;
  }

  /** Takes a case in and returns its unit vector. Errors as in `CaseMemory.add`. */
  admit({ row, knownFrom, vector }: CaseEntry): Float32Array {
    if (!Number.isInteger(row) || row < 0) {
      throw new RangeError(`row: expected an integer of at least 0, was ${row}`);
    }
    if (row <= this.lastRow) {
      throw new OrderError(`case memory: expected a row after ${this.lastRow}, was ${row}`, {
        row,
        lastRow: this.lastRow,
      });
    }
    if (!Number.isInteger(knownFrom) || knownFrom <= row) {
      throw new RangeError(`knownFrom: expected an integer above row ${row}, was ${knownFrom}`);
    }
    mustBeVector(vector, this.#dimensions, `case vector of row ${row}`);
    const held = unit(vector);
    this.#rows.push(row);
    this.#vectors.push(held);
    if (knownFrom > this.#latest.knownFrom) this.#latest = { row, knownFrom };
    return held;
  }

  /** The query at unit length. Errors as in `CaseMemory.search`. */
  question(query: Float32Array, k: number, asOf: number): Float32Array {
    if (!Number.isInteger(k) || k < 1) {
      throw new RangeError(`k: expected an integer of at least 1, was ${k}`);
    }
    const { row, knownFrom } = this.#latest;
    // Not a number asks as of no row at all.
    if (!(knownFrom <= asOf)) throw new LookAheadError("case", asOf, row, knownFrom);
    mustBeVector(query, this.#dimensions, "query vector");
    return unit(query);
  }

  /** The `k` cases most similar to a unit vector, among these positions or among all. */
  rank(question: Float32Array, k: number, positions?: readonly number[]): CaseHit[] {
    const hits = (positions ?? [...this.#rows.keys()]).flatMap((position) => {
      const row = this.#rows[position];
      const vector = this.#vectors[position];
      return row === undefined || vector === undefined
        ? []
        : [{ row, similarity: similarityOf(question, vector) }];
    });
    return hits.toSorted((a, b) => b.similarity - a.similarity || a.row - b.row).slice(0, k);
  }
}
