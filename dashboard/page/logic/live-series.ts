/** A run under way: rows that came in are put to those at hand. */
import type { RunSeries } from "../../wire/api.ts";

/** Rows in ascending order without repeats: an event can tell again what was asked for before it. */
export function withRows(series: RunSeries, added: RunSeries): RunSeries {
  const last = series.row.at(-1) ?? -1;
  const places = [...added.row.keys()].filter((at) => (added.row[at] ?? -1) > last);
  if (places.length === 0) return series;
  const joined = <T>(column: readonly T[], more: readonly T[]): readonly T[] =>
    column.concat(places.flatMap((at) => more.slice(at, at + 1)));
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
