/** Stated confidence against what came true, bin by bin. */
import { UsageError } from "../../data/errors.ts";
import { percentText } from "./axis.ts";
import { FONT, INK, PALETTE, Plot, renderSvg } from "./plot-svg.ts";
import type { RichOutput } from "./rich.ts";

export interface ReliabilityChart {
  readonly title: string;
  /** One a bin, at least one. Fractions from 0 to 1. */
  readonly points: readonly {
    readonly forecast: number;
    readonly observed: number;
    readonly interval: { readonly low: number; readonly high: number } | null;
    readonly rows: number;
  }[];
}

const BOX = {
  marginTop: 64,
  marginBottom: 48,
  marginLeft: 64,
  marginRight: 200,
  height: 440,
} as const;

/**
 * Points on the diagonal say what they mean; below it they are too sure. Bars are the bins' intervals, the number
 * beside each point is its rows.
 * @throws UsageError if there is no point
 */
export function reliabilityChart({ title, points }: ReliabilityChart): RichOutput {
  if (points.length === 0) {
    throw new UsageError("reliabilityChart: expected at least one point, was none");
  }
  const shown = points.map(({ forecast, observed, interval, rows }) => ({
    x: forecast * 100,
    y: observed * 100,
    low: (interval?.low ?? observed) * 100,
    high: (interval?.high ?? observed) * 100,
    rows: String(rows),
    off: interval !== null && (forecast < interval.low || forecast > interval.high),
  }));
  const off = shown.filter((point) => point.off);
  const on = shown.filter((point) => !point.off);
  const told = points.map(
    ({ forecast, observed, rows }) =>
      `stated ${percentText(forecast, 0)}, right ${percentText(observed, 0)} of ${rows}`,
  );
  const [low, high] = domainOf(shown.flatMap(({ x, low: from, high: to }) => [x, from, to]));
  return renderSvg(
    { title, description: `By bin: ${told.join("; ")}.` },
    {
      ...BOX,
      yLabel: "right over the horizon (%)",
      x: { domain: [low, high], label: null },
      y: { domain: [low, high], label: null },
      marks: [
        Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
        Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
        Plot.axisY({ ticks: 6 }),
        Plot.axisX({ label: "stated confidence (%)", labelArrow: "none", ticks: 6 }),
        Plot.line(
          [
            { x: low, y: low },
            { x: high, y: high },
          ],
          { x: "x", y: "y", stroke: INK.muted, strokeDasharray: "4 3" },
        ),
        Plot.ruleX(shown, { x: "x", y1: "low", y2: "high", stroke: INK.text, strokeWidth: 1.25 }),
        Plot.dot(on, { x: "x", y: "y", r: 5, fill: PALETTE[0] }),
        Plot.dot(off, {
          x: "x",
          y: "y",
          r: 5.5,
          symbol: "diamond",
          fill: PALETTE[1],
        }),
        Plot.text(shown, {
          x: "x",
          y: "y",
          text: "rows",
          dx: 8,
          textAnchor: "start",
          fill: INK.muted,
          stroke: "#ffffff",
          strokeWidth: 3,
        }),
        ...legend(),
      ],
    },
  );
}

function legend(): Plot.Markish[] {
  return [
    legendMark(0, "circle", PALETTE[0]),
    legendWord("as stated,", 0),
    legendWord("within the interval", 1),
    legendMark(3, "diamond", PALETTE[1]),
    legendWord("other than stated", 3),
    legendWord("number: decisions", 5, INK.muted),
    legendWord("dashed: perfect", 6, INK.muted),
  ];
}

function legendWord(text: string, line: number, fill: string = INK.text): Plot.Markish {
  return Plot.text([text], {
    frameAnchor: "top-right",
    textAnchor: "start",
    dx: 30,
    dy: line * FONT.line,
    fill,
  });
}

function legendMark(line: number, symbol: "circle" | "diamond", fill: string): Plot.Markish {
  return Plot.dot([0], {
    frameAnchor: "top-right",
    dx: 18,
    dy: line * FONT.line + 6,
    r: 5,
    symbol,
    fill,
  });
}

/** Tens of percent around all values, within 0 and 100. */
function domainOf(values: readonly number[]): readonly [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return [Math.max(0, Math.floor(low / 10) * 10), Math.min(100, Math.ceil(high / 10) * 10)];
}
