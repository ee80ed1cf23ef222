/** Curves over a number: accuracy by how many decisions are taken, and return by cost. */
import { type Curve, inPercent, percentText } from "./axis.ts";
import { type Line, lineChart } from "./line-chart.ts";
import type { RichOutput } from "./rich.ts";

export interface CoverageChart {
  readonly title: string;
  /** By rising coverage; at least one. All are fractions from 0 to 1. */
  readonly points: readonly {
    readonly coverage: number;
    readonly accuracy: number;
    readonly interval: { readonly low: number; readonly high: number } | null;
  }[];
}

/** Accuracy of the surest decisions, from few of them to all. @throws UsageError as `lineChart` */
export function coverageChart({ title, points }: CoverageChart): RichOutput {
  const of = (value: (point: (typeof points)[number]) => number | null): Curve =>
    inPercent(points.map(value));
  const [first, last] = [points[0], points.at(-1)];
  return lineChart({
    chart: "coverageChart",
    title,
    description: `Of the surest ${percentText(first?.coverage ?? null)} of decisions ${percentText(first?.accuracy ?? null)} were right, of all ${percentText(last?.accuracy ?? null)}; a rising line to the left means that confidence is worth something.`,
    at: points.map(({ coverage }) => coverage * 100),
    isTime: false,
    xAxis: { label: "share of decisions taken, surest first (%)", labelArrow: "none", ticks: 6 },
    lines: [
      { name: "right", values: of(({ accuracy }) => accuracy) },
      { name: "a coin", values: points.map(() => 50) },
    ],
    band: {
      name: "95 % interval",
      low: of(({ interval }) => interval?.low ?? null),
      high: of(({ interval }) => interval?.high ?? null),
    },
    label: "right over the horizon (%)",
    valueText: (value) => percentText(value / 100),
  });
}

export interface CostChart {
  readonly title: string;
  /** Cost a side, basis points, ascending. */
  readonly costBps: readonly number[];
  /** At least one, most important first: total return at each cost, a fraction. */
  readonly series: readonly Line[];
  /** What the run pays. */
  readonly paidBps: number;
  /** Where the first series just breaks even; null or below 0 where no cost does. */
  readonly breakEvenBps: number | null;
}

/** Total return by cost a side, with the cost that is paid and the one that is just earned back. */
export function costChart(chart: CostChart): RichOutput {
  const { costBps, series, paidBps, breakEvenBps } = chart;
  const [least = 0, most = 0] = [costBps[0], costBps.at(-1)];
  const isDrawn = breakEvenBps !== null && breakEvenBps >= least && breakEvenBps <= most;
  const paid = { x: paidBps, text: `paid: ${paidBps} bps` };
  const even = { x: breakEvenBps ?? 0, text: `break-even: ${(breakEvenBps ?? 0).toFixed(1)} bps` };
  const ends = series.map(
    ({ name, values }) =>
      `${name} returns ${percentText(values[0] ?? null)} at ${least} bps and ${percentText(values.at(-1) ?? null)} at ${most} bps`,
  );
  return lineChart({
    chart: "costChart",
    title: chart.title,
    description: `${ends.join("; ")}. ${breakEvenText(breakEvenBps)}`,
    at: costBps,
    isTime: false,
    xAxis: { label: "cost a side (basis points)", labelArrow: "none", ticks: 6 },
    lines: series.map(({ name, values }) => ({ name, values: inPercent(values) })),
    band: null,
    label: "total return (%)",
    valueText: (value) => percentText(value / 100),
    rule: 0,
    verticals: isDrawn ? [paid, even] : [paid],
  });
}

function breakEvenText(bps: number | null): string {
  if (bps === null) return "Where it breaks even is not defined.";
  return bps < 0
    ? "It loses even for free."
    : `It breaks even at ${bps.toFixed(1)} basis points a side.`;
}
