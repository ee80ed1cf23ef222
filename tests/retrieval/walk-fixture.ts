/** What tests of the walk-forward retriever share: arbitrary rows, a walk in order, watched and delayed parts. */
import * as fc from "fast-check";
import type { RetrievedCase } from "../../data/vocabulary.ts";
import type { CaseMemory } from "../../retrieval/case-memory.ts";
import type { Embedder } from "../../retrieval/embedder.ts";
import { makeHashEmbedder } from "../../retrieval/embedders/hash-embedder.ts";
import { HnswCaseMemory } from "../../retrieval/hnsw-case-memory.ts";
import {
  makeWalkForwardRetriever,
  type WalkForwardOptions,
} from "../../retrieval/walk-forward-retriever.ts";
import { featuresOf, historyOf, type RowSketch } from "./market-fixture.ts";

export const embedder = makeHashEmbedder();
export const makeMemory = (dimensions: number): CaseMemory => new HnswCaseMemory(dimensions);
export const parts = { embedder, makeMemory, featuresOf };

const words = ["rally", "crash", "tariff", "halving", "miedo", "récord", "ETF"];

export const sketch = fc.record({
  close: fc.double({ min: 90, max: 110, noNaN: true }),
  mvrvMomentum: fc.option(fc.double({ min: -4, max: 4, noNaN: true })),
  summary: fc.option(
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((w) => w.join(" ")),
  ),
  keyFactors: fc.option(fc.constantFrom(...words)),
  label: fc.constantFrom(-1, 1, null),
});
export const sketches = fc.array(sketch, { minLength: 1, maxLength: 40 });
export const bars = fc.integer({ min: 1, max: 4 });
export const gaps = fc.integer({ min: 0, max: 8 });

/** Row-by-row retrieval of a whole history, in order. */
export async function walk(
  rows: readonly RowSketch[],
  maturity: { horizonBars: number; labelLagBars: number },
  options: WalkForwardOptions,
): Promise<(readonly RetrievedCase[])[]> {
  const history = historyOf(rows, maturity);
  const retriever = makeWalkForwardRetriever(options);
  const found: (readonly RetrievedCase[])[] = [];
  for (let row = 0; row < history.length; row++) {
    found.push(await retriever.retrieve(history.asOf(row)));
  }
  return found;
}

/** A memory that tells of each row entering it. */
export function watched(memory: CaseMemory, onAdd: (row: number) => void): CaseMemory {
  return {
    get size() {
      return memory.size;
    },
    get lastRow() {
      return memory.lastRow;
    },
    add: (entry) => {
      onAdd(entry.row);
      return memory.add(entry);
    },
    search: (query, k, asOf) => memory.search(query, k, asOf),
  };
}

/** The embedder with each call held back by so many turns of the event loop, in rotation. */
export function delayed(delays: readonly number[]): Embedder {
  let call = 0;
  return {
    ...embedder,
    async embed(texts) {
      const turns = delays[call++ % delays.length] ?? 0;
      for (let i = 0; i < turns; i++) await new Promise(setImmediate);
      return embedder.embed(texts);
    },
  };
}
