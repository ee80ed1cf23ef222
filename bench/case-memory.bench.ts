/** The case memory against bare hnswlib on the same vectors, and what it finds against the exact reference. */
import hnswlib from "hnswlib-node";
import { stopwatchMs } from "../data/clock.ts";
import { makeRandom } from "../data/random.ts";
import type { CaseMemory } from "../retrieval/case-memory.ts";
import { unit } from "../retrieval/cosine.ts";
import { ExactCaseMemory } from "../retrieval/exact-case-memory.ts";
import { HNSW_EF, HnswCaseMemory } from "../retrieval/hnsw-case-memory.ts";
import { recallOf } from "../retrieval/recall.ts";
import type { BenchResult } from "./bench-result.ts";

const CASES = 10_000;
/** Sixteen features, the constant, and a hashed text. */
const DIMENSIONS = 273;
const ROWS = 400;
const K = 10;
/** A row as of which every case is known. */
const LATE = 1e9;

/** Times add + search of one more row at 10,000 cases, in turn with the floor, and measures recall@10 there. */
export async function benchCaseMemory(): Promise<BenchResult[]> {
  const vectors = marketLike(CASES + ROWS);
  const memory = new HnswCaseMemory(DIMENSIONS);
  const floor = bareIndex();
  const exact = new ExactCaseMemory(DIMENSIONS);
  const oursMs: number[] = [];
  const floorMs: number[] = [];
  let recalled = 0;
  for (const [row, vector] of vectors.entries()) {
    const numbers = Array.from(vector);
    if (row < CASES) {
      await memory.add({ row, knownFrom: row + 1, vector });
      floor.addPoint(numbers, row);
    } else {
      const ours = async () => oursMs.push(await timed(() => oursStep(memory, row, vector)));
      const bare = async () => floorMs.push(await timed(() => bareStep(floor, row, numbers)));
      for (const run of row % 2 === 0 ? [ours, bare] : [bare, ours]) await run();
      const [hits, truth] = [
        await memory.search(vector, K + 1, LATE),
        await exact.search(vector, K, LATE),
      ];
      recalled += recallOf(withoutSelf(hits, row), truth) ?? NaN;
    }
    await exact.add({ row, knownFrom: row + 1, vector });
  }
  const recall = recalled / ROWS;
  const [ours, bare] = [medianOf(oursMs), medianOf(floorMs)];
  return [
    {
      name: "case memory, add + search one row at 10,000 cases",
      ratio: ours / bare,
      target: 1.2,
      detail: `${ours.toFixed(2)} ms against ${bare.toFixed(2)} ms for bare hnswlib with equal ef and M, ${DIMENSIONS} dimensions`,
    },
    {
      name: "case memory, neighbours missed at 10,000 cases",
      ratio: 1 - recall,
      target: 0.02,
      detail: `recall@${K} ${recall.toFixed(4)} against exact search, ${ROWS} queries; the ratio is the share missed`,
    },
  ];
}

async function oursStep(memory: CaseMemory, row: number, vector: Float32Array): Promise<void> {
  await memory.search(vector, K, LATE);
  await memory.add({ row, knownFrom: row + 1, vector });
}

function bareStep(index: hnswlib.HierarchicalNSW, row: number, numbers: number[]): void {
  index.searchKnn(numbers, K);
  index.addPoint(numbers, row);
}

function bareIndex(): hnswlib.HierarchicalNSW {
  const index = new hnswlib.HierarchicalNSW("ip", DIMENSIONS);
  index.initIndex(CASES + ROWS, 16, 200, 100);
  index.setEf(HNSW_EF);
  return index;
}

function withoutSelf(hits: Awaited<ReturnType<CaseMemory["search"]>>, row: number) {
  return hits.filter((hit) => hit.row !== row).slice(0, K);
}

/** Regimes that last some twenty bars, each a region of its own, with noise that drifts: unit vectors in row order. */
function marketLike(count: number): readonly Float32Array[] {
  const random = makeRandom(11);
  const point = () => Array.from({ length: DIMENSIONS }, () => random.normal());
  const regimes = Array.from({ length: 120 }, point);
  let regime = random.pick(regimes);
  let drift = point();
  return Array.from({ length: count }, () => {
    if (random.uniform() < 0.05) regime = random.pick(regimes);
    drift = drift.map((step) => 0.8 * step + 0.6 * random.normal());
    return unit(regime.map((centre, i) => centre + 1.5 * (drift[i] ?? 0)));
  });
}

async function timed(run: () => void | Promise<void>): Promise<number> {
  const start = stopwatchMs();
  await run();
  return stopwatchMs() - start;
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;
}
