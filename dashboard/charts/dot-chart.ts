/** Figures of many things side by side, as dots with their intervals. */
import { UsageError } from "../../data/errors.ts";
import { paddedDomain, percentText, shortNumber, signed } from "./axis.ts";
import { FONT, INK, PALETTE, Plot, printable, renderSvg } from "./plot-svg.ts";
import type { RichOutput } from "./rich.ts";

/** One figure of a line. */
export interface Dot {
  /** null where it is undefined: shown as n/a. */
  readonly value: number | null;
  /** @default no whisker */
  readonly interval?: { readonly low: number; readonly high: number } | null;
}

export interface DotChart {
  readonly title: string;
  /** What the chart says in words. @default every figure in turn */
  readonly description?: string;
  /** Names of the figures a line has, one to three; a legend tells them apart where there is more than one. */
  readonly series: readonly string[];
  /** Top to bottom, at least one; as many dots as there are series. */
  readonly rows: readonly { readonly name: string; readonly dots: readonly Dot[] }[];
  readonly label: string;
  /** Whether values are fractions to show in percent. @default false */
  readonly percent?: boolean;
  /** A dotted rule, in the unit of the values. @default none */
  readonly rule?: number;
}

const SYMBOLS = ["circle", "diamond", "square"] as const;
const STEP = 18;
const NAME = 40;

/** A dot where it is drawn; `value`, `low` and `high` in the unit of the axis. */
interface Placed {
  readonly row: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
  readonly isKnown: boolean;
}

/** @throws UsageError if there is no row */
export function dotChart(chart: DotChart): RichOutput {
  const { series, rows, percent = false, rule } = chart;
  if (rows.length === 0) throw new UsageError("dotChart: expected at least one row, was none");
  const unit = percent ? 100 : 1;
  const place = (at: number): readonly Placed[] =>
    rows.map(({ dots }, row) => placed(dots[at] ?? { value: null }, row, percent));
  const groups = series.map((_, at) => place(at));
  const names = rows.map(({ name }) => printable(name, NAME));
  const height = 14 + STEP * series.length;
  const top = series.length > 1 ? 70 : 48;
  const texts = groups.flat().map(({ text }) => text);
  return renderSvg(
    { title: chart.title, description: chart.description ?? describe(chart) },
    {
      marginTop: top,
      marginBottom: 44,
      marginRight: 24,
      height: top + 44 + height * rows.length,
      marginLeft: widthOf(names) + 24,
      x: {
        domain: [
          ...paddedDomain([
            ...(rule === undefined ? [0] : [rule * unit]),
            ...groups.flat().flatMap(({ low, high }) => [low, high]),
          ]),
        ],
        insetRight: widthOf(texts),
        label: printable(percent ? `${chart.label} (%)` : chart.label, 80),
      },
      y: { type: "band", domain: rows.map((_, row) => row), padding: 0.1, label: null },
      marks: [
        Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
        Plot.axisX({ ticks: 6, labelArrow: "none" }),
        Plot.axisY({ tickFormat: (row: number) => names[row] ?? "", tickSize: 0 }),
        Plot.ruleX([(rule ?? 0) * unit], {
          stroke: INK.muted,
          ...(rule === undefined ? {} : { strokeDasharray: "1 3" }),
        }),
        ...groups.flatMap((group, at) =>
          dotMarks(group, at, (at - (series.length - 1) / 2) * STEP),
        ),
        ...(series.length > 1 ? series.map((name, at) => legend(name, at, series)) : []).flat(),
      ],
    },
  );
}

function placed({ value, interval = null }: Dot, row: number, percent: boolean): Placed {
  const unit = percent ? 100 : 1;
  const at = (value ?? 0) * unit;
  return {
    row,
    value: at,
    low: value === null ? at : (interval?.low ?? value) * unit,
    high: value === null ? at : (interval?.high ?? value) * unit,
    text: textOf(value, percent),
    isKnown: value !== null,
  };
}

function textOf(value: number | null, percent: boolean): string {
  if (value === null) return "n/a";
  return percent ? percentText(value) : signed(shortNumber(value));
}

function dotMarks(group: readonly Placed[], at: number, dy: number): Plot.Markish[] {
  const known = group.filter(({ isKnown }) => isKnown);
  const colour = PALETTE[at % PALETTE.length] ?? INK.text;
  const ends = known.filter(({ low, high }) => high > low);
  return [
    Plot.link(ends, { x1: "low", x2: "high", y: "row", stroke: INK.text, strokeWidth: 1.5, dy }),
    Plot.dot(known, {
      x: "value",
      y: "row",
      r: 5,
      symbol: SYMBOLS[at % SYMBOLS.length] ?? "circle",
      fill: colour,
      dy,
    }),
    Plot.text(group, {
      x: "high",
      y: "row",
      text: "text",
      textAnchor: "start",
      dx: 9,
      dy,
      fill: INK.text,
    }),
  ];
}

/** A symbol and its name, over the frame. */
function legend(name: string, at: number, series: readonly string[]): Plot.Markish[] {
  const before = widthOf([series.slice(0, at).join("")]) + at * 34;
  const shared = { frameAnchor: "top-left", dy: -22 } as const;
  return [
    Plot.dot([0], {
      ...shared,
      dx: before + 6,
      r: 5,
      symbol: SYMBOLS[at % SYMBOLS.length] ?? "circle",
      fill: PALETTE[at % PALETTE.length] ?? INK.text,
    }),
    Plot.text([printable(name, NAME)], {
      ...shared,
      dx: before + 17,
      textAnchor: "start",
      lineAnchor: "middle",
    }),
  ];
}

/** Pixels of the longest text, with some air. */
function widthOf(texts: readonly string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  return longest === 0 ? 0 : Math.ceil(longest * FONT.character) + 12;
}

function describe({ series, rows, percent = false }: DotChart): string {
  const told = rows.map(({ name, dots }) => {
    const figures = series.map((one, at) => {
      const dot = dots[at] ?? { value: null };
      const range = dot.interval
        ? ` (${textOf(dot.interval.low, percent)} to ${textOf(dot.interval.high, percent)})`
        : "";
      const text = `${textOf(dot.value, percent)}${range}`;
      return series.length > 1 ? `${one} ${text}` : text;
    });
    return `${name} ${figures.join(", ")}`;
  });
  return `${told.join("; ")}.`;
}
