/** Search whose hits lie apart in time, so that five cases are not five copies of one hour. */
import type { CaseHit, CaseMemory } from "./case-memory.ts";

/** Hits fetched at first, as a multiple of k. */
const FIRST_REACH = 4;

/**
 * Up to `k` hits, best first, any two at least `gapBars` rows apart: taken greedily by similarity.
 * Fetches more until k are found or the whole memory was seen.
 */
export async function searchApart(
  memory: CaseMemory,
  query: Float32Array,
  k: number,
  gapBars: number,
  asOf: number,
): Promise<readonly CaseHit[]> {
  for (let reach = k * FIRST_REACH; ; reach *= 2) {
    const hits = spaced(await memory.search(query, reach, asOf), k, gapBars);
    if (hits.length === k || reach >= memory.size) return hits;
  }
}

function spaced(hits: readonly CaseHit[], k: number, gapBars: number): readonly CaseHit[] {
  const taken: CaseHit[] = [];
  for (const hit of hits) {
    if (taken.length === k) break;
    if (taken.every(({ row }) => Math.abs(row - hit.row) >= gapBars)) taken.push(hit);
  }
  return taken;
}
