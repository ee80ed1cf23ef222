/** The charts in sentences, for whoever does not see them: what is drawn of the rows in sight, and no more. */
import { amount, fine, momentText, percent, whole, written } from "../../report/words.ts";
import type { RunSeries } from "../../wire/api.ts";
import type { MarkRanks } from "./chart-marks.ts";
import type { Curve } from "./curves.ts";

/** Places of the first and the last row in sight. */
export type InSight = readonly [first: number, last: number];

/** The rows in sight, the price over them, and the decisions that are marked. */
export function priceText(
  series: Omit<RunSeries, "equity" | "band">,
  ranks: MarkRanks,
  sight: InSight,
): string {
  const [first, last] = sight;
  const close = extremes(series.close, sight);
  if (close === null) return "No rows yet.";
  const counts = { buy: 0, sell: 0, abstained: 0, failed: 0 };
  let hidden = 0;
  for (let at = first; at <= last; at += 1) {
    const [action, status] = [series.action[at], series.status[at]];
    if ((ranks[at] ?? 0) === 0) hidden += 1;
    else if (action === 1 || action === -1) counts[action === 1 ? "buy" : "sell"] += 1;
    else counts[status === "failed" ? "failed" : "abstained"] += 1;
  }
  const sides = { long: 0, short: 0, out: 0 };
  for (let at = first; at <= last; at += 1) {
    const held = series.position[at] ?? 0;
    sides[held > 0 ? "long" : held < 0 ? "short" : "out"] += 1;
  }
  const all = series.row.length;
  const count = last - first + 1;
  const of = count === all ? `all ${whole(all)} rows` : `${whole(count)} of ${whole(all)} rows`;
  const filtered = hidden === 0 ? "" : `; ${whole(hidden)} filtered out`;
  return [
    `In sight: ${of}, ${series.row[first]} to ${series.row[last]},`,
    `${momentText(series.timeMs[first] ?? 0)} to ${momentText(series.timeMs[last] ?? 0)} UTC.`,
    `Close: ${spanText(close, series.row, amount)}.`,
    `Decisions marked: ${whole(counts.buy)} buy, ${whole(counts.sell)} sell,`,
    `${whole(counts.abstained)} abstained, ${whole(counts.failed)} failed${filtered}.`,
    `Position: long after ${whole(sides.long)} bars, short after ${whole(sides.short)},`,
    `none after ${whole(sides.out)}.`,
  ].join(" ");
}

/** The curves that are drawn, each with its drawdown where that is drawn too. */
export function equityText(
  row: readonly number[],
  curves: readonly Curve[],
  drawdowns: ReadonlyMap<string, readonly (number | null)[]>,
  sight: InSight,
): string {
  const drawn = curves.map((curve) => {
    const span = extremes(curve.values, sight);
    if (span === null) return `${curve.name}: n/a`;
    const total = `${written(curve.total, percent)} over the whole run`;
    const depth = extremes(drawdowns.get(curve.name) ?? [], sight);
    const deepest = depth
      ? `; deepest drawdown ${percent(depth.low)} at row ${row[depth.lowAt]}`
      : "";
    return `${curve.name}: ${spanText(span, row, fine)}; ${total}${deepest}`;
  });
  if (drawn.length === 0) return "Equity, growth of 1 net of costs: no curve is drawn.";
  return `Equity, growth of 1 net of costs. ${drawn.join(". ")}.`;
}

interface Span {
  readonly first: number;
  readonly last: number;
  readonly lowAt: number;
  readonly low: number;
  readonly highAt: number;
  readonly high: number;
}

/** Null where there is no value in sight. */
function extremes(values: readonly (number | null)[], [from, to]: InSight): Span | null {
  let [first, last]: [number | null, number | null] = [null, null];
  let [low, lowAt, high, highAt] = [Infinity, from, -Infinity, from];
  for (let at = from; at <= to; at += 1) {
    const value = values[at] ?? null;
    if (value === null) continue;
    first ??= value;
    last = value;
    if (value < low) [low, lowAt] = [value, at];
    if (value > high) [high, highAt] = [value, at];
  }
  return first === null || last === null ? null : { first, last, low, lowAt, high, highAt };
}

function spanText(
  { first, last, low, lowAt, high, highAt }: Span,
  row: readonly number[],
  write: (value: number) => string,
): string {
  return (
    `first ${write(first)}, last ${write(last)}, ` +
    `lowest ${write(low)} at row ${row[lowAt]}, highest ${write(high)} at row ${row[highAt]}`
  );
}
