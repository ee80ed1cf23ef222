/** Picks a handful of trials to look at: turned decisions first, then those whose score moved most. */
import type { BehaviourReport } from "./report.ts";
import type { Trial } from "./probe.ts";

/** Examples at most. */
const MOST = 6;

/** One of each intervention at most, of those that moved at all. */
export function examplesOf(trials: readonly Trial[]): BehaviourReport["examples"] {
  const ranked = trials
    .map((trial, i) => ({ trial, i, size: sizeOf(trial) }))
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => b.size - a.size || a.i - b.i)
    .map(({ trial }) => trial);
  return ranked
    .filter(
      ({ intervention }, i) =>
        ranked.findIndex((other) => other.intervention === intervention) === i,
    )
    .slice(0, MOST)
    .map(({ intervention, row, decisions: { before, after } }) => ({
      intervention,
      row,
      before,
      after,
    }));
}

/** Turned decisions rank above all others. */
function sizeOf({ before, after }: Trial): number {
  const turned = before.action !== null && after.action !== null && before.action !== after.action;
  const moved = before.score === null || after.score === null ? 0 : after.score - before.score;
  return (turned ? 2 : 0) + Math.abs(moved);
}
