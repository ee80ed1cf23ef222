/** Bootstrap intervals for the corrected figures that a reader would otherwise over-believe. */
import { barReturns, type PositionInput } from "./bar-returns.ts";
import { type BootstrapOptions, bootstrapIntervals, type Interval } from "./bootstrap.ts";
import { barsPerYear } from "./corrected.ts";
import { automaticBlockBars } from "./statistics/block-length.ts";
import { sharpeFromSums } from "./statistics/sharpe.ts";

/** Intervals of three corrected metrics; null where undefined or below `needed_bars`. */
export interface CorrectedIntervals {
  readonly total_return: Interval | null;
  readonly sharpe_ratio: Interval | null;
  readonly hit_rate: Interval | null;
  readonly method: "stationary bootstrap, percentile";
  readonly bars: number;
  readonly needed_bars: number;
  readonly mean_block_bars: number;
  readonly draws: number;
}

/**
 * Resamples net bar returns, keeping each bar's hit with its return. Without `meanBlockBars`, blocks are as long as
 * the more dependent of net returns and hits asks for (`automaticBlockBars`).
 * @throws RangeError as `correctedMetrics`
 */
export function correctedIntervals(
  input: PositionInput,
  options: BootstrapOptions,
): CorrectedIntervals {
  const { net, gross } = barReturns(input);
  const bars = net.length;
  const yearly = Math.sqrt(barsPerYear(input.timeMs) ?? NaN);
  const hits = gross.map((r) => Number(r > 0));
  const columns = [
    net.map((r) => Math.log1p(Math.max(r, -1 + Number.EPSILON))),
    net,
    net.map((r) => r * r),
    hits,
    gross.map((r) => Number(r !== 0)),
  ];
  const blockBars =
    options.meanBlockBars ?? Math.max(automaticBlockBars(net) ?? 1, automaticBlockBars(hits) ?? 1);
  const { intervals, neededRows, meanBlockBars, draws } = bootstrapIntervals(
    columns,
    [
      ([logGrowth = NaN]) => Math.expm1(logGrowth),
      ([, sum = NaN, squares = NaN]) => sharpeFromSums(sum, squares, bars, yearly),
      ([, , , right = NaN, calls = NaN]) => right / calls,
    ],
    { ...options, meanBlockBars: blockBars },
  );
  const [total = null, sharpe = null, hitRate = null] = intervals;
  return {
    total_return: total,
    sharpe_ratio: sharpe,
    hit_rate: hitRate,
    method: "stationary bootstrap, percentile",
    bars,
    needed_bars: neededRows,
    mean_block_bars: meanBlockBars,
    draws,
  };
}
