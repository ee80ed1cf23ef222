/** Drawdown and rolling hit rate over time, in percent. */
import { type Curve, TIME_AXIS, defined, inPercent, percentText } from "./axis.ts";
import { type Band, type Line, lineChart } from "./line-chart.ts";
import type { RichOutput } from "./rich.ts";

export interface DrawdownChart {
  readonly title: string;
  /** Bar closes, milliseconds since the epoch, ascending. */
  readonly timeMs: readonly number[];
  /** At least one, most important first: distance from the peak so far, a fraction of at most 0. */
  readonly series: readonly Line[];
}

/** How far below its peak so far each strategy stood (UTC). @throws UsageError as `lineChart` */
export function drawdownChart({ title, timeMs, series }: DrawdownChart): RichOutput {
  const deepest = series.map(
    ({ name, values }) => `${name} fell up to ${percentText(lowest(values))} below its peak`,
  );
  return lineChart({
    chart: "drawdownChart",
    title,
    description: `${deepest.join("; ")}.`,
    at: timeMs,
    isTime: true,
    xAxis: TIME_AXIS,
    lines: series.map(({ name, values }) => ({ name, values: inPercent(values) })),
    band: null,
    label: "below the peak so far (%)",
    valueText: (value) => percentText(value / 100),
    rule: 0,
  });
}

export interface HitRateChart {
  readonly title: string;
  /** Bar closes, milliseconds since the epoch, ascending. */
  readonly timeMs: readonly number[];
  /** Share of the last bars with the right sign, 0 to 1, and its interval; null where it is not known. */
  readonly share: Curve;
  readonly low: Curve;
  readonly high: Curve;
  /** Bars that a share looks back. */
  readonly windowBars: number;
  /** Share at which costs are just earned back; null where undefined, then it is not drawn. */
  readonly breakEven: number | null;
}

/** A rolling hit rate beside a coin's and the break-even one (UTC). @throws UsageError as `lineChart` */
export function hitRateChart(chart: HitRateChart): RichOutput {
  const { timeMs, share, breakEven, windowBars } = chart;
  const known = defined(share);
  const level = (value: number): Curve => timeMs.map(() => value * 100);
  const isDrawn = breakEven !== null && breakEven >= 0 && breakEven <= 1;
  const band: Band = {
    name: "95 % interval",
    low: inPercent(chart.low),
    high: inPercent(chart.high),
  };
  const [least, most] = [lowest(known), highest(known)];
  const spread =
    known.length === 0
      ? `No ${windowBars} bars in a row are known`
      : `Between ${percentText(least)} and ${percentText(most)} of the last ${windowBars} bars were right, at the end ${percentText(known.at(-1) ?? null)}`;
  return lineChart({
    chart: "hitRateChart",
    title: chart.title,
    description: `${spread}; a coin is right in 50 %, and costs are earned back at ${percentText(breakEven)}.`,
    at: timeMs,
    isTime: true,
    xAxis: TIME_AXIS,
    lines: [
      { name: "hit rate", values: inPercent(share) },
      { name: "a coin", values: level(0.5) },
      ...(isDrawn ? [{ name: "break-even", values: level(breakEven) }] : []),
    ],
    band: known.length === 0 ? null : band,
    label: `share of the last ${windowBars} bars with the right sign (%)`,
    valueText: (value) => percentText(value / 100),
  });
}

function lowest(curve: Curve): number | null {
  const known = defined(curve);
  return known.length === 0 ? null : known.reduce((a, b) => Math.min(a, b), Infinity);
}

function highest(curve: Curve): number | null {
  const known = defined(curve);
  return known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b), -Infinity);
}
