/** Lines over time or over a number, each named at its end: what the charts of curves have in common. */
import {
  type Curve,
  type Domain,
  defined,
  expectSameLength,
  paddedDomain,
  spreadLabels,
} from "./axis.ts";
import {
  type ChartText,
  FONT,
  INK,
  PALETTE,
  Plot,
  WIDTH,
  printable,
  renderSvg,
} from "./plot-svg.ts";
import type { RichOutput } from "./rich.ts";
import { keptRows } from "./thinned.ts";

/** A line with its name. */
export interface Line {
  readonly name: string;
  readonly values: Curve;
}

/** An interval around the first line. */
export interface Band {
  readonly name: string;
  readonly low: Curve;
  readonly high: Curve;
}

/** A place on the horizontal axis that is marked with words. */
interface Vertical {
  readonly x: number;
  readonly text: string;
}

export interface LineChart extends ChartText {
  /** Who asks, for errors. */
  readonly chart: string;
  /** Where each value stands: milliseconds since the epoch for a time axis, else a number; ascending. */
  readonly at: readonly number[];
  readonly isTime: boolean;
  readonly xAxis: Plot.AxisXOptions;
  /** At least one line, most important first: that one is drawn heavier. Up to seven read well. */
  readonly lines: readonly Line[];
  readonly band: Band | null;
  /** What the vertical axis measures. */
  readonly label: string;
  /** Writes a line's last value beside its name. */
  readonly valueText: (value: number) => string;
  /** Height of a dotted rule. @default none */
  readonly rule?: number;
  /** @default none */
  readonly verticals?: readonly Vertical[];
}

const BOX = { marginTop: 64, marginBottom: 44, marginLeft: 64, height: 380 } as const;

/** Lines differ by dashes too, for print and for readers who see no colour. */
const DASHES = ["none", "7 3", "2 3", "9 3 2 3", "12 4", "4 4", "1 4"] as const;

/** A line's name at its end; `y` in the unit of the axis. */
interface EndLabel {
  readonly text: string;
  readonly y: number;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly strokeOpacity: number;
  readonly strokeDasharray: string;
}

/** @throws UsageError if a curve's length is not that of `at` */
export function lineChart(chart: LineChart): RichOutput {
  const { at, isTime, lines, band, rule, verticals = [] } = chart;
  const curves = [
    ...lines.map(({ values }) => values),
    ...(band === null ? [] : [band.low, band.high]),
  ];
  for (const curve of curves) expectSameLength(chart.chart, at, curve);
  const place = (row: number): Date | number =>
    isTime ? new Date(at[row] ?? NaN) : (at[row] ?? NaN);
  const domain = paddedDomain([...curves.flatMap(defined), ...(rule === undefined ? [] : [rule])]);
  const labels = endLabels(chart, domain);
  const longest = Math.max(...labels.map(({ text }) => text.length));
  const marginRight = Math.ceil(longest * FONT.character) + 36;
  return renderSvg(chart, {
    ...BOX,
    marginRight,
    yLabel: chart.label,
    x: { type: isTime ? "utc" : "linear" },
    y: { domain: [...domain], label: null },
    marks: [
      Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
      Plot.axisY({ ticks: 6 }),
      Plot.axisX(chart.xAxis),
      ...(rule === undefined
        ? []
        : [Plot.ruleY([rule], { stroke: INK.muted, strokeDasharray: "1 3" })]),
      ...verticals.flatMap(verticalMarks),
      ...(band === null ? [] : [bandMark(band, place)]),
      ...lines
        .map(({ values }, line) =>
          Plot.line(
            keptRows([values]).map((row) => ({ x: place(row), y: values[row] ?? null })),
            { x: "x", y: "y", ...lineStyle(line) },
          ),
        )
        .toReversed(),
      ...labels.flatMap((label) => labelMarks(label, marginRight)),
    ],
  });
}

function lineStyle(at: number): Omit<EndLabel, "text" | "y"> {
  return {
    stroke: PALETTE[at % PALETTE.length] ?? INK.text,
    strokeWidth: at === 0 ? 2.5 : 1.5,
    strokeOpacity: 1,
    strokeDasharray: DASHES[at % DASHES.length] ?? "none",
  };
}

function bandMark({ low, high }: Band, place: (row: number) => Date | number): Plot.Markish {
  const edges = keptRows([low, high]).map((row) => ({
    x: place(row),
    low: low[row],
    high: high[row],
  }));
  return Plot.areaY(edges, {
    x: "x",
    y1: "low",
    y2: "high",
    fill: PALETTE[0],
    fillOpacity: 0.15,
  });
}

/** A rule from top to bottom with its words at the bottom, each on a line of its own. */
function verticalMarks({ x, text }: Vertical, at: number): Plot.Markish[] {
  return [
    Plot.ruleX([x], { stroke: INK.muted, strokeDasharray: "4 3" }),
    Plot.text([printable(text, 40)], {
      x: [x],
      frameAnchor: "bottom",
      textAnchor: "start",
      dx: 5,
      dy: -6 - at * FONT.line,
      fill: INK.muted,
      stroke: "#ffffff",
      strokeWidth: 4,
    }),
  ];
}

function endLabels({ lines, band, valueText }: LineChart, [low, high]: Domain): EndLabel[] {
  const ends = lines.map(({ name, values }, at) => {
    const last = defined(values).at(-1);
    const value = last === undefined ? "n/a" : valueText(last);
    return { ...lineStyle(at), text: `${printable(name, 24)}  ${value}`, y: last ?? low };
  });
  if (band !== null) {
    const edges = [defined(band.low).at(-1) ?? low, defined(band.high).at(-1) ?? high];
    ends.push({
      ...lineStyle(0),
      strokeWidth: 10,
      strokeOpacity: 0.15,
      text: printable(band.name, 24),
      y: Math.min(...edges),
    });
  }
  const frame = BOX.height - BOX.marginTop - BOX.marginBottom;
  const unit = (high - low) / frame;
  const wanted = ends.map(({ y }) => (high - y) / unit);
  const placed = spreadLabels(wanted, FONT.line, [0, frame]);
  return ends.map((end, at) => atHeight(end, high - (placed[at] ?? 0) * unit));
}

function atHeight(label: EndLabel, y: number): EndLabel {
  return { ...label, y };
}

/** A stroke as the line has it, and the name beside it, both right of the frame. */
function labelMarks({ text, y, ...style }: EndLabel, marginRight: number): Plot.Markish[] {
  const insetLeft = WIDTH - BOX.marginLeft - marginRight + 6;
  return [
    Plot.ruleY([y], { ...style, insetLeft, insetRight: -24 }),
    Plot.text([text], { y: [y], frameAnchor: "right", textAnchor: "start", dx: 30 }),
  ];
}
