/** Case memory over an HNSW graph (LangChain's HNSWLib on hnswlib-node): the graph proposes, exact arithmetic ranks. */
import { SynchronousInMemoryDocstore } from "@langchain/community/stores/doc/in_memory";
import { HNSWLib } from "@langchain/community/vectorstores/hnswlib";
import { Document } from "@langchain/core/documents";
import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import type { CaseEntry, CaseHit, CaseMemory } from "./case-memory.ts";
import { CaseShelf } from "./case-shelf.ts";
import { SerialQueue } from "./serial-queue.ts";

/** Breadth of a search: how many cases the graph walk keeps in sight. hnswlib's own default, 10, loses neighbours. */
export const HNSW_EF = 128;

/** Candidates fetched beyond k, to settle ties at the edge by row; where all of them tie, the shelf is searched. */
const SPARE = 8;

const FIRST_CAPACITY = 1024;

/**
 * Approximate search, deterministic: equal rows in equal order give equal results, byte for byte.
 * Graph: M 16, efConstruction 200, seed 100, inner product of unit vectors.
 * Similarities are computed here, not by the native code, whose last digits depend on the processor.
 */
export class HnswCaseMemory implements CaseMemory {
  readonly #shelf: CaseShelf;
  readonly #store: HNSWLib;
  readonly #queue = new SerialQueue();

  /** @param dimensions length of every vector, at least 1 */
  constructor(dimensions: number) {
    this.#shelf = new CaseShelf(dimensions);
    this.#store = new HNSWLib(noEmbeddings, {
      space: "ip",
      numDimensions: dimensions,
      docstore: new PositionsOnly(),
    });
  }

  get size(): number {
    return this.#shelf.size;
  }

  get lastRow(): number {
    return this.#shelf.lastRow;
  }

  add(entry: CaseEntry): Promise<void> {
    return this.#queue.run(async () => {
      const held = this.#shelf.admit(entry);
      this.#makeRoom(this.size);
      await this.#store.addVectors([toNumbers(held)], [new Document({ pageContent: "" })]);
    });
  }

  search(query: Float32Array, k: number, asOf: number): Promise<readonly CaseHit[]> {
    return this.#queue.run(async () => {
      const question = this.#shelf.question(query, k, asOf);
      if (this.size === 0) return [];
      const pool = Math.min(this.size, k + SPARE);
      this.#store.index.setEf(Math.max(HNSW_EF, pool));
      const found = await this.#store.similaritySearchVectorWithScore(toNumbers(question), pool);
      const positions = found.map(([document]) => Number(document.id));
      const ranked = this.#shelf.rank(question, pool, positions);
      // Equal vectors crowd the walk: it can miss some, and it cannot tell which come first.
      const cutOff = ranked.length < pool;
      const tiedAtEdge =
        pool < this.size && ranked[k - 1]?.similarity === ranked.at(-1)?.similarity;
      return cutOff || tiedAtEdge ? this.#shelf.rank(question, k) : ranked.slice(0, k);
    });
  }

  /** Doubles the capacity before it runs out; left alone, the store grows by one case at a time. */
  #makeRoom(needed: number): void {
    if (needed === 1) return;
    const capacity = this.#store.index.getMaxElements();
    if (needed > capacity) {
      this.#store.index.resizeIndex(Math.max(FIRST_CAPACITY, 2 * capacity));
    }
  }
}

/** Cases lie on the shelf; the store needs nothing of them but their positions, which are its labels. */
class PositionsOnly extends SynchronousInMemoryDocstore {
  override add(): void {}

  override search(label: string): Document {
    return new Document({ id: label, pageContent: "" });
  }
}

/** The plain array that hnswlib insists on. `Array.from` takes twenty times as long. */
function toNumbers(vector: Float32Array): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < vector.length; i++) numbers.push(vector[i] ?? 0);
  return numbers;
}

/** Vectors arrive ready-made; nothing here may turn text into one. */
const noEmbeddings: EmbeddingsInterface = {
  embedDocuments: refuseText,
  embedQuery: refuseText,
};

function refuseText(): Promise<never> {
  return Promise.reject(new TypeError("case memory: expected vectors, was text"));
}
