/** Chooses the rows to attack: decided without an attack, half of them up and half down. */
import type { MarketRow } from "../../data/row.ts";
import type { Action } from "../../data/vocabulary.ts";
import type { Decide, Trial } from "./lab.ts";
import type { DecisionStateValues } from "../decision-state.ts";

/** A row decided without an attack. */
export interface Target extends Pick<Trial, "asked"> {
  readonly row: number;
  readonly action: Action;
  readonly score: number;
  readonly state: DecisionStateValues;
}

/** Rows tried in search of targets, at most: each costs a decision. */
export const MAX_TRIES = 60;

/** What targets are chosen from. */
export interface TargetSearch {
  readonly decide: Decide;
  readonly rows: readonly MarketRow[];
  /** Rows that may be attacked, from (included) to (excluded). */
  readonly within: { readonly from: number; readonly to: number };
  /** Bars between rows that are tried in turn, so that they do not tell of the same hour. */
  readonly strideBars: number;
  /** Targets at most, half of them decided up and half down; of an odd count one more up. */
  readonly count: number;
  /** Passes over rows without a case, which payloads in past rows cannot reach. */
  readonly withCases: boolean;
}

/**
 * Targets in row order; fewer where 60 tries find no more. Early rows are tried first: a row costs a memory of all
 * rows before it.
 */
export async function findTargets(search: TargetSearch): Promise<readonly Target[]> {
  const { decide, rows, within, strideBars, count, withCases } = search;
  const found: Target[] = [];
  const isFull = (action: Action): boolean =>
    found.filter((target) => target.action === action).length >=
    (action === 1 ? Math.ceil(count / 2) : Math.floor(count / 2));
  for (const row of strided(within, strideBars).slice(0, MAX_TRIES)) {
    if (isFull(1) && isFull(-1)) break;
    const target = await targetAt(decide, rows, row);
    if (target === null || isFull(target.action)) continue;
    if (withCases && target.state.cases.length === 0) continue;
    found.push(target);
  }
  return found.toSorted((a, b) => a.row - b.row);
}

/** The row as a target; null when it is not decided. */
export async function targetAt(
  decide: Decide,
  rows: readonly MarketRow[],
  row: number,
): Promise<Target | null> {
  const { state, asked } = await decide(rows, row, row);
  const { action = null, score = null } = state?.decision ?? {};
  if (state === null || action === null || score === null) return null;
  return { row, action, score, state, asked };
}

/** Every row of the range once: each stride-th, then those one further on, and so on. */
function strided({ from, to }: TargetSearch["within"], stride: number): readonly number[] {
  return Array.from({ length: stride }, (_, phase) =>
    Array.from({ length: Math.ceil((to - from) / stride) }, (__, i) => from + phase + i * stride),
  )
    .flat()
    .filter((row) => row < to);
}
