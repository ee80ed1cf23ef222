/** Equity curves side by side: the agent against the rules it has to beat. */
import { UsageError } from "../../data/errors.ts";
import {
  type Curve,
  type Domain,
  TIME_AXIS,
  defined,
  expectSameLength,
  paddedDomain,
  points,
  shortNumber,
  signed,
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

export interface EquityChart extends ChartText {
  /** Bar closes, milliseconds since the epoch, ascending. */
  readonly timeMs: readonly number[];
  /** At least one curve, most important first: that one is drawn heavier. Up to seven read well. */
  readonly series: readonly { readonly name: string; readonly equity: Curve }[];
  /** An interval around the first curve. @default none */
  readonly band?: { readonly name: string; readonly low: Curve; readonly high: Curve };
  /** What the vertical axis measures. @default "equity" */
  readonly label?: string;
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

/**
 * Line chart of equity over time (UTC). Every line is named at the right with its last value; a
 * dotted rule marks where the first curve starts.
 *
 * @throws UsageError if the first series has no value or a curve's length is not that of `timeMs`
 */
export function equityChart(chart: EquityChart): RichOutput {
  const { timeMs, series, band } = chart;
  const curves = [
    ...series.map(({ equity }) => equity),
    ...(band === undefined ? [] : [band.low, band.high]),
  ];
  for (const curve of curves) expectSameLength("equityChart", timeMs, curve);
  const start = defined(series[0]?.equity ?? [])[0];
  if (start === undefined)
    throw new UsageError("equityChart: expected a value in the first series");
  const domain = paddedDomain(curves.flatMap(defined));
  const labels = endLabels(chart, domain);
  const longest = Math.max(...labels.map(({ text }) => text.length));
  const marginRight = Math.ceil(longest * FONT.character) + 36;
  return renderSvg(chart, {
    ...BOX,
    marginRight,
    yLabel: chart.label ?? "equity",
    x: { type: "utc" },
    y: { domain: [...domain], label: null },
    marks: [
      Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
      Plot.axisY({ ticks: 6 }),
      Plot.axisX(TIME_AXIS),
      Plot.ruleY([start], { stroke: INK.muted, strokeDasharray: "1 3" }),
      ...(band === undefined ? [] : [bandMark(timeMs, band.low, band.high)]),
      ...series
        .map(({ equity }, at) =>
          Plot.line(points(timeMs, equity), { x: "time", y: "value", ...lineStyle(at) }),
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

function bandMark(timeMs: readonly number[], low: Curve, high: Curve): Plot.Markish {
  const edges = timeMs.map((ms, at) => ({ time: new Date(ms), low: low[at], high: high[at] }));
  return Plot.areaY(edges, {
    x: "time",
    y1: "low",
    y2: "high",
    fill: PALETTE[0],
    fillOpacity: 0.15,
  });
}

function endLabels({ series, band }: EquityChart, [low, high]: Domain): EndLabel[] {
  const ends = series.map(({ name, equity }, at) => {
    const last = defined(equity).at(-1);
    const value = last === undefined ? "n/a" : signed(shortNumber(last));
    return { ...lineStyle(at), text: `${printable(name, 24)}  ${value}`, y: last ?? low };
  });
  if (band !== undefined) {
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
