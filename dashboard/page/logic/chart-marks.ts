/** Marks on the price: what each says, and which of very many are drawn. */
import type { RunSeries } from "../../wire/api.ts";

/** A mark's form: up for buy, down for sell, a cross where nothing was decided. */
export type MarkShape = "buy" | "sell" | "none";

type Decided = Pick<RunSeries, "action" | "status">;

/** The form of a row's mark. */
export function markShape({ action }: Decided, at: number): MarkShape {
  const own = action[at];
  if (own === 1) return "buy";
  return own === -1 ? "sell" : "none";
}

/** How much a row tells: 3 nothing decided, 2 another side than before, 1 the same side, 0 filtered out. */
export type MarkRanks = Uint8Array;

/** Ranks all rows of a run. @param places those that pass the filter, ascending */
export function markRanks({ action, status }: Decided, places: Int32Array): MarkRanks {
  const ranks = new Uint8Array(action.length);
  let before: number | null = null;
  let next = 0;
  for (let at = 0; at < action.length; at += 1) {
    const own = action[at] ?? null;
    const isTurn = own !== null && own !== before;
    if (own !== null) before = own;
    if (places[next] !== at) continue;
    next += 1;
    const isNone = own === null || status[at] === "failed" || status[at] === "abstained";
    if (isNone) ranks[at] = 3;
    else ranks[at] = isTurn ? 2 : 1;
  }
  return ranks;
}

/**
 * Places to mark from one to another: all, or of each group the one that tells most. Groups are fixed to the rows, so
 * that marks stay where they are while a chart is moved.
 * @param limit marks that there is room for, at least 1
 */
export function thinnedMarks(
  ranks: MarkRanks,
  [from, to]: readonly [from: number, to: number],
  limit: number,
): readonly number[] {
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(ranks.length - 1, Math.ceil(to));
  const group = groupSize(last - first + 1, limit);
  const kept: number[] = [];
  for (let start = Math.floor(first / group) * group; start <= last; start += group) {
    let best = -1;
    for (let at = start; at < Math.min(start + group, ranks.length); at += 1) {
      if ((ranks[at] ?? 0) > (best < 0 ? 0 : (ranks[best] ?? 0))) best = at;
    }
    if (best >= first && best <= last) kept.push(best);
  }
  return kept;
}

/** The least power of two that makes few enough groups. */
function groupSize(count: number, limit: number): number {
  return count <= limit ? 1 : 2 ** Math.ceil(Math.log2(count / Math.max(1, limit)));
}
