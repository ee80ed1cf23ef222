/** The price with the position held under it. */
import { UsageError } from "../../data/errors.ts";
import { type Curve, TIME_AXIS, defined, expectSameLength, paddedDomain, points } from "./axis.ts";
import { type ChartText, INK, PALETTE, Plot, renderSvg } from "./plot-svg.ts";
import type { RichOutput } from "./rich.ts";
import { MOST_POINTS, keptRows, pick } from "./thinned.ts";

export interface PriceChart extends ChartText {
  /** Bar closes, milliseconds since the epoch, ascending. */
  readonly timeMs: readonly number[];
  /** Close prices, in the quote currency. */
  readonly closes: Curve;
  /** Position taken at each close, -1 short to 1 long; null where none was decided. */
  readonly positions: Curve;
  /** What the vertical axis measures. @default "close" */
  readonly label?: string;
}

const BOX = {
  marginTop: 64,
  marginBottom: 44,
  marginLeft: 72,
  marginRight: 24,
  height: 400,
} as const;

/** Pixels of the ribbon, of the air above it, and of the whole strip below the price. */
const RIBBON = { height: 36, gap: 14, strip: 56 } as const;

/** A stretch of bars with the same position, held from its first close to the next decision. */
export interface Holding {
  readonly from: Date;
  readonly to: Date;
  readonly position: number | null;
}

/**
 * Line chart of the close over time (UTC). The ribbon beneath rises above its middle line where
 * the position is long and falls below it where short, in proportion; grey where none was decided. Of more changes
 * than can be seen, the ribbon shows the mean position of each stretch.
 *
 * @throws UsageError if no close is defined or a length is not that of `timeMs`
 */
export function priceChart(chart: PriceChart): RichOutput {
  const { timeMs, closes, positions } = chart;
  expectSameLength("priceChart", timeMs, closes);
  expectSameLength("priceChart", timeMs, positions);
  const prices = defined(closes);
  if (prices.length === 0) throw new UsageError("priceChart: expected a close, was none");
  const [low, high] = paddedDomain(prices);
  const unit = (high - low) / (BOX.height - BOX.marginTop - BOX.marginBottom - RIBBON.strip);
  const middle = low - (RIBBON.gap + RIBBON.height / 2) * unit;
  const reach = (RIBBON.height / 2) * unit;
  const shown = keptRows([closes]);
  const bars = visibleHoldings(timeMs, positions).map(({ from, to, position }) => ({
    from,
    to,
    fill: position === null ? INK.none : position > 0 ? PALETTE[0] : PALETTE[1],
    y1: position === null ? middle - reach / 6 : middle,
    y2:
      position === null ? middle + reach / 6 : middle + Math.max(-1, Math.min(1, position)) * reach,
  }));
  return renderSvg(chart, {
    ...BOX,
    yLabel: chart.label ?? "close",
    x: { type: "utc" },
    y: { domain: [low, high], insetBottom: RIBBON.strip, label: null },
    marks: [
      Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
      Plot.axisY({ ticks: 6 }),
      Plot.axisX(TIME_AXIS),
      Plot.rect(bars, { x1: "from", x2: "to", y1: "y1", y2: "y2", fill: "fill" }),
      Plot.ruleY([middle], { stroke: INK.muted, strokeWidth: 0.75 }),
      Plot.text(["long", "short"], {
        y: [middle + reach * 0.6, middle - reach * 0.6],
        frameAnchor: "left",
        textAnchor: "end",
        dx: -9,
        fill: [PALETTE[0], PALETTE[1]],
      }),
      Plot.line(points(pick(timeMs, shown), pick(closes, shown)), {
        x: "time",
        y: "value",
        stroke: INK.text,
        strokeWidth: 1.5,
      }),
    ],
  });
}

/** Holdings, or where they are too many to see, as many stretches of equally many bars with their mean position. */
function visibleHoldings(timeMs: readonly number[], positions: Curve): readonly Holding[] {
  const all = holdings(timeMs, positions);
  if (all.length <= MOST_POINTS) return all;
  const stretches = MOST_POINTS / 2;
  const last = timeMs.length - 1;
  return Array.from({ length: stretches }, (_, at) => {
    const [from, to] = [at, at + 1].map((end) => Math.floor((end * last) / stretches));
    const own = defined(positions.slice(from, to));
    return {
      from: new Date(timeMs[from ?? 0] ?? NaN),
      to: new Date(timeMs[to ?? last] ?? NaN),
      position: own.length === 0 ? null : own.reduce((sum, one) => sum + one, 0) / own.length,
    };
  });
}

/** Joins bars of equal position. A position is held until the next close; the last bar's has no length. */
export function holdings(timeMs: readonly number[], positions: Curve): Holding[] {
  const joined: Holding[] = [];
  for (const [at, ms] of timeMs.entries()) {
    const next = timeMs[at + 1];
    if (next === undefined) break;
    const position = positions[at] ?? null;
    const last = joined.at(-1);
    if (last !== undefined && last.position === position) {
      joined[joined.length - 1] = { ...last, to: new Date(next) };
    } else joined.push({ from: new Date(ms), to: new Date(next), position });
  }
  return joined;
}
