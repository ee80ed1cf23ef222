/** Retrieval that walks with the run: at row t the memory physically holds what had matured by t, and nothing else. */
import { LookAheadError } from "../data/errors.ts";
import type { PointInTimeView } from "../data/history.ts";
import type { RetrievedCase } from "../data/vocabulary.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { CaseRetriever } from "./case-retriever.ts";
import { CaseVectorSource, type FeaturesOf } from "./case-vector-source.ts";
import { type CaseWeights, DEFAULT_CASE_WEIGHTS, mustBeCaseWeights } from "./case-vector.ts";
import type { Embedder } from "./embedder.ts";
import { SerialQueue } from "./serial-queue.ts";
import { searchApart } from "./spaced-search.ts";
import type { TurnQueue } from "./turn-queue.ts";

/** What a walk-forward retriever is made of. It serves one history; never share one between two. */
export interface WalkForwardOptions {
  readonly embedder: Embedder;
  /** A new, empty memory for vectors of this length. */
  readonly makeMemory: (dimensions: number) => CaseMemory;
  readonly featuresOf: FeaturesOf;
  /** Cases a row gets at most, at least 1. @default 5 */
  readonly k?: number | undefined;
  /** Bars that lie at least between a case and the row, and between two cases; at least 0. @default 2 × the horizon */
  readonly gapBars?: number | undefined;
  /** @default half features, half text */
  readonly weights?: CaseWeights | undefined;
  /** Order in which announced rows enter and search; without it, first come first served. */
  readonly turns?: TurnQueue | undefined;
}

/** Rows embedded at a time while the memory catches up. */
const CHUNK_ROWS = 64;

/**
 * At row t every row s with s + max(horizon, label lag, gap) <= t enters, in order, before the search.
 * Results depend on the history alone, not on how rows run side by side; a row behind the memory's
 * front is answered by a memory rebuilt for it, so rows in order are much the cheapest.
 * @throws RangeError, UsageError for options out of range
 */
export function makeWalkForwardRetriever(options: WalkForwardOptions): CaseRetriever {
  const { makeMemory, k = 5, gapBars, weights = DEFAULT_CASE_WEIGHTS, turns } = options;
  mustBeAtLeast("k", k, 1);
  if (gapBars !== undefined) mustBeAtLeast("gapBars", gapBars, 0);
  mustBeCaseWeights(weights);
  const source = new CaseVectorSource(options.embedder, options.featuresOf, weights);
  const gate = new SerialQueue();
  let memory: CaseMemory | null = null;

  async function memoryAsOf(view: PointInTimeView, dimensions: number, delayBars: number) {
    const lastMatured = Math.max(-1, view.asOf - delayBars);
    if (memory === null || memory.lastRow > lastMatured) memory = makeMemory(dimensions);
    for (let row = memory.lastRow + 1; row <= lastMatured; row += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, lastMatured - row + 1);
      const views = Array.from({ length: count }, (_, i) => view.back(row + i));
      for (const [i, vector] of (await source.vectors(views)).entries()) {
        await memory.add({ row: row + i, knownFrom: row + i + delayBars, vector });
        source.drop(row + i);
      }
    }
    return memory;
  }

  async function enterAndSearch(
    view: PointInTimeView,
    query: Float32Array,
  ): Promise<readonly RetrievedCase[]> {
    const gap = gapBars ?? 2 * view.horizonBars;
    const delayBars = Math.max(view.horizonBars, view.labelLagBars, gap);
    const held = await memoryAsOf(view, query.length, delayBars);
    const hits = await searchApart(held, query, k, gap, view.asOf);
    // The memory refuses what is not known yet. A memory that does not is found out here.
    return hits.map(({ row, similarity }) => {
      mustBeKnown(row, view.asOf, row + delayBars);
      return {
        row,
        similarity,
        barsAgo: view.asOf - row,
        outcome: view.outcome(row),
        label: view.label(row),
      };
    });
  }

  return {
    async retrieve(view) {
      try {
        const [query] = await source.vectors([view]);
        if (query === undefined) throw new RangeError("expected a query vector, was none");
        await turns?.turn(view.asOf);
        return await gate.run(() => enterAndSearch(view, query));
      } finally {
        turns?.done(view.asOf);
      }
    },
  };
}

function mustBeKnown(row: number, asOf: number, knownFrom: number): void {
  if (knownFrom > asOf) throw new LookAheadError("case", asOf, row, knownFrom);
}

function mustBeAtLeast(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name}: expected an integer of at least ${least}, was ${value}`);
  }
}
