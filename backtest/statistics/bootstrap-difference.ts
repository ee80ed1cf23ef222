/** How far a strategy is ahead of a baseline, with intervals from resampling both on the same bars. */
import { type BootstrapOptions, bootstrapIntervals, type Interval } from "../bootstrap.ts";
import { automaticBlockBars } from "./block-length.ts";
import { sharpeInfluence } from "./sharpe-error.ts";
import { sharpeFromSums, sharpePerBar } from "./sharpe.ts";

/** Strategy less baseline; null where undefined. */
interface Difference {
  readonly figure: number | null;
  /** Percentile interval; null below `neededBars`. */
  readonly interval: Interval | null;
}

/** Three differences that share every resample. */
export interface BootstrapDifference {
  /** Of mean returns per bar. */
  readonly mean: Difference;
  /** Of Sharpe ratios per bar. */
  readonly sharpe: Difference;
  /** Of compounded returns over all bars. */
  readonly total: Difference;
  readonly bars: number;
  readonly neededBars: number;
  readonly meanBlockBars: number;
  readonly draws: number;
}

/**
 * Stationary bootstrap of the pairs (strategy, baseline): each draw takes the same bars of both, so that what the
 * market did to both cancels out. Percentile intervals of short dependent series are too narrow: of 500 bars with an
 * autoregression of 0.3, those of 95 % miss the truth in about 9 % of worlds (`bench coverage`).
 * @param returns net, fractions per bar, finite, at least -1
 * @param baseline of the same bars
 * @param options without `meanBlockBars`, blocks are as long as the more dependent of the mean's and the Sharpe
 * ratio's difference asks for (`automaticBlockBars`)
 * @throws RangeError when lengths differ or options are out of range
 */
export function bootstrapDifference(
  returns: Float64Array,
  baseline: Float64Array,
  options: BootstrapOptions,
): BootstrapDifference {
  const n = returns.length;
  if (baseline.length !== n) {
    throw new RangeError(`baseline: expected ${n} bars, was ${baseline.length}`);
  }
  const columns = [returns, baseline].flatMap((r) => [r, r.map((x) => x * x), r.map(logGrowth)]);
  const meanBlockBars = options.meanBlockBars ?? pairedBlockBars(returns, baseline);
  const boot = bootstrapIntervals(
    columns,
    [
      ([own = NaN, , , other = NaN]) => (own - other) / n,
      ([own = NaN, ownSquares = NaN, , other = NaN, otherSquares = NaN]) =>
        sharpeFromSums(own, ownSquares, n) - sharpeFromSums(other, otherSquares, n),
      ([, , own = NaN, , , other = NaN]) => Math.expm1(own) - Math.expm1(other),
    ],
    { ...options, meanBlockBars },
  );
  const [sum, , growth, rivalSum, , rivalGrowth] = columns.map(sumOf);
  const [sharpe, rival] = [sharpePerBar(returns), sharpePerBar(baseline)];
  const [meanInterval = null, sharpeInterval = null, totalInterval = null] = boot.intervals;
  const total = Math.expm1(growth ?? NaN) - Math.expm1(rivalGrowth ?? NaN);
  return {
    mean: {
      figure: n === 0 ? null : ((sum ?? NaN) - (rivalSum ?? NaN)) / n,
      interval: meanInterval,
    },
    sharpe: {
      figure: sharpe === null || rival === null ? null : sharpe - rival,
      interval: sharpeInterval,
    },
    total: { figure: n === 0 ? null : total, interval: totalInterval },
    bars: n,
    neededBars: boot.neededRows,
    meanBlockBars,
    draws: boot.draws,
  };
}

function pairedBlockBars(returns: Float64Array, baseline: Float64Array): number {
  const own = sharpeInfluence(returns);
  const other = sharpeInfluence(baseline);
  const sharpeBlocks =
    own === null || other === null ? null : automaticBlockBars(minus(own, other));
  return Math.max(automaticBlockBars(minus(returns, baseline)) ?? 1, sharpeBlocks ?? 1);
}

function minus(own: Float64Array, other: Float64Array): Float64Array {
  return own.map((value, t) => value - (other[t] ?? NaN));
}

/** log(1 + r), kept finite where everything was lost. */
function logGrowth(r: number): number {
  return Math.log1p(Math.max(r, -1 + Number.EPSILON));
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
