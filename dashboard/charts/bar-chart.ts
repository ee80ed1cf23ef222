/** A leaderboard as horizontal bars, with the interval of each figure where there is one. */
import { UsageError } from "../../data/errors.ts";
import { paddedDomain, shortNumber, signed } from "./axis.ts";
import { type ChartText, FONT, INK, PALETTE, Plot, printable, renderSvg } from "./plot-svg.ts";
import type { RichOutput } from "./rich.ts";

/** One line of the leaderboard; figures share one unit. */
export interface Bar {
  readonly name: string;
  /** null where the figure is undefined: shown as n/a, without a bar. */
  readonly value: number | null;
  /** Ends of an interval around the value. @default no whisker */
  readonly interval?: readonly [low: number, high: number] | null;
  /** Draws the bar in the accent colour. @default false */
  readonly accent?: boolean;
}

export interface BarChart extends ChartText {
  /** Top to bottom; at least one. */
  readonly bars: readonly Bar[];
  /** What the bars measure, for the axis. @default none */
  readonly label?: string;
  /** Whether values are fractions to show in percent. @default false */
  readonly percent?: boolean;
}

const ROW = 30;
const MARGIN = { marginTop: 48, marginBottom: 44, marginRight: 24 } as const;

/** A bar in the axis' unit; `low` and `high` are the ends of all that is drawn of it. */
interface Row {
  readonly at: number;
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly interval: readonly [number, number] | null;
  readonly text: string;
  readonly fill: string;
  /** Whether the label stands to the left of the bar. */
  readonly left: boolean;
}

/**
 * Horizontal bars in the given order, each with its value written beyond its end.
 *
 * @throws UsageError if there is no bar
 */
export function barChart(chart: BarChart): RichOutput {
  const { bars, label = "", percent = false } = chart;
  if (bars.length === 0) throw new UsageError("barChart: expected at least one bar, was none");
  const rows = bars.map((bar, at) => readRow(bar, at, percent));
  const toLeft = rows.filter(({ left }) => left);
  const toRight = rows.filter(({ left }) => !left);
  const axis = printable(percent ? `${label} (%)` : label, 60);
  return renderSvg(chart, {
    ...MARGIN,
    height: MARGIN.marginTop + MARGIN.marginBottom + ROW * rows.length,
    marginLeft: textWidth(rows.map(({ name }) => name)) + 24,
    x: {
      domain: [...paddedDomain([0, ...rows.flatMap(({ low, high }) => [low, high])])],
      insetLeft: textWidth(toLeft.map(({ text }) => text)),
      insetRight: textWidth(toRight.map(({ text }) => text)),
      label: axis === "" ? null : axis,
    },
    y: { type: "band", domain: rows.map(({ at }) => at), padding: 0.3, label: null },
    marks: [
      Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
      Plot.axisX({ ticks: 6, labelArrow: "none" }),
      Plot.axisY({ tickFormat: (at: number) => rows[at]?.name ?? "", tickSize: 0 }),
      Plot.barX(rows, { x: "value", y: "at", fill: "fill" }),
      Plot.ruleX([0], { stroke: INK.muted }),
      whiskers(rows),
      Plot.text(toLeft, { x: "low", y: "at", text: "text", textAnchor: "end", dx: -6 }),
      Plot.text(toRight, { x: "high", y: "at", text: "text", textAnchor: "start", dx: 6 }),
    ],
  });
}

function readRow(bar: Bar, at: number, percent: boolean): Row {
  const unit = percent ? 100 : 1;
  const value = (bar.value ?? 0) * unit;
  const [low, high] = bar.interval ?? [bar.value ?? 0, bar.value ?? 0];
  const written = percent ? `${value.toFixed(2)} %` : shortNumber(value);
  const known = bar.value !== null;
  return {
    at,
    name: printable(bar.name, 32),
    value,
    low: Math.min(0, value, low * unit),
    high: Math.max(0, value, high * unit),
    interval: known && bar.interval ? [low * unit, high * unit] : null,
    text: known ? signed(written) : "n/a",
    fill: bar.accent === true ? PALETTE[1] : PALETTE[0],
    left: value < 0,
  };
}

function whiskers(rows: readonly Row[]): Plot.Markish {
  const spans = rows.flatMap(({ at, interval }) =>
    interval === null ? [] : [{ at, low: interval[0], high: interval[1] }],
  );
  const ends = spans.flatMap(({ at, low, high }) => [
    { at, x: low },
    { at, x: high },
  ]);
  return [
    Plot.ruleY(spans, { x1: "low", x2: "high", y: "at", stroke: INK.text, strokeWidth: 1.5 }),
    Plot.tickX(ends, { x: "x", y: "at", stroke: INK.text, strokeWidth: 1.5, inset: 5 }),
  ];
}

/** Pixels of the longest text, with some air; 0 of no text. */
function textWidth(texts: readonly string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  return longest === 0 ? 0 : Math.ceil(longest * FONT.character) + 8;
}
