/** The reference case memory: compares the query with every case. Linear in size, never approximate. */
import type { CaseEntry, CaseHit, CaseMemory } from "./case-memory.ts";
import { CaseShelf } from "./case-shelf.ts";

/** Exact search; what approximate memories are measured against. */
export class ExactCaseMemory implements CaseMemory {
  readonly #shelf: CaseShelf;

  /** @param dimensions length of every vector, at least 1 */
  constructor(dimensions: number) {
    this.#shelf = new CaseShelf(dimensions);
  }

  get size(): number {
    return this.#shelf.size;
  }

  get lastRow(): number {
    return this.#shelf.lastRow;
  }

  async add(entry: CaseEntry): Promise<void> {
    this.#shelf.admit(entry);
  }

  async search(query: Float32Array, k: number, asOf: number): Promise<readonly CaseHit[]> {
    return this.#shelf.rank(this.#shelf.question(query, k, asOf), k);
  }
}
