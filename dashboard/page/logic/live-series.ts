/** A run under way: rows that came in are put to those at hand. */
import type { RunSeries } from "../../wire/api.ts";
import { placeAmong } from "./places.ts";

/** Rows of a run that is followed. */
export interface FollowedRows {
  readonly series: RunSeries;
  /** First rows of what came again because the run decided it anew, in the order in which that came up. */
  readonly rewinds: readonly number[];
}

/** The rows at hand up to the first that came in, then those that came: a row that comes again counts as it came last. */
export function withRows({ series, rewinds }: FollowedRows, added: RunSeries): FollowedRows {
  const [first] = added.row;
  if (first === undefined) return { series, rewinds };
  const isAgain = first <= (series.row.at(-1) ?? -1);
  return { series: joined(series, added, first), rewinds: isAgain ? [...rewinds, first] : rewinds };
}

function joined(series: RunSeries, added: RunSeries, first: number): RunSeries {
  const kept = placeAmong(series.row, first);
  const join = <T>(column: readonly T[], more: readonly T[]): readonly T[] =>
    column.slice(0, kept).concat(more);
  return {
    row: join(series.row, added.row),
    timeMs: join(series.timeMs, added.timeMs),
    close: join(series.close, added.close),
    status: join(series.status, added.status),
    action: join(series.action, added.action),
    score: join(series.score, added.score),
    confidence: join(series.confidence, added.confidence),
    position: join(series.position, added.position),
    label: join(series.label, added.label),
    outcome: join(series.outcome, added.outcome),
    equity: [],
    band: null,
  };
}
