/** A run under way: rows that came in are put to those at hand. */
import type { RunSeries } from "../../wire/api.ts";
import { placeAmong } from "./places.ts";

/** The rows at hand up to the first that came in, then those that came: a row that comes again counts as it came last. */
export function withRows(series: RunSeries, added: RunSeries): RunSeries {
  const [first] = added.row;
  if (first === undefined) return series;
  const kept = placeAmong(series.row, first);
  const joined = <T>(column: readonly T[], more: readonly T[]): readonly T[] =>
    column.slice(0, kept).concat(more);
  return {
    row: joined(series.row, added.row),
    timeMs: joined(series.timeMs, added.timeMs),
    close: joined(series.close, added.close),
    status: joined(series.status, added.status),
    action: joined(series.action, added.action),
    score: joined(series.score, added.score),
    confidence: joined(series.confidence, added.confidence),
    position: joined(series.position, added.position),
    label: joined(series.label, added.label),
    outcome: joined(series.outcome, added.outcome),
    equity: [],
    band: null,
  };
}
