/**
 * Stationary bootstrap (Politis & Romano, "The Stationary Bootstrap", JASA 89, 1994): percentile intervals
 * for figures of a dependent series. Blocks of geometric length are drawn from the circle of rows.
 */
import { makeRandom } from "../data/random.ts";
import { quantile } from "./quantile.ts";
import { makeResample } from "./resampled-sums.ts";
import { NEEDED_BARS } from "./statistics/needed-bars.ts";

/** A percentile interval around a figure. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Share of resampled figures inside, 0 to 1. */
  readonly level: number;
}

/** How to resample. */
export interface BootstrapOptions {
  readonly seed: number;
  /** At least 1. @default 1000 */
  readonly draws?: number;
  /** Above 0, below 1. @default 0.95 */
  readonly level?: number;
  /** Mean block length, at least 1. @default ceil(n^(1/3)), the rate that is best for a mean */
  readonly meanBlockBars?: number;
}

/** Intervals in the order of the statistics, null where undefined, with what they rest on. */
export interface BootstrapIntervals {
  readonly intervals: readonly (Interval | null)[];
  /** Rows resampled. */
  readonly n: number;
  /** Rows below which every interval is null. */
  readonly neededRows: number;
  readonly meanBlockBars: number;
  readonly draws: number;
}

/** A figure as a function of resampled column sums, in the order of the columns; NaN where undefined. */
export type SumStatistic = (sums: Float64Array) => number;

/**
 * Intervals for figures that are functions of column sums (means, rates, ratios, Sharpe, compounded return).
 * All figures share each resample.
 * A figure that is undefined in more than 1 - level of the draws has no interval.
 * @param columns at least one, all of one length, finite
 * @throws RangeError for options out of range or columns of different lengths
 */
export function bootstrapIntervals(
  columns: readonly Float64Array[],
  statistics: readonly SumStatistic[],
  options: BootstrapOptions,
): BootstrapIntervals {
  const n = columns[0]?.length ?? 0;
  const { seed, draws = 1000, level = 0.95, meanBlockBars = defaultBlockBars(n) } = options;
  requireThat("draws", draws, draws >= 1 && Number.isInteger(draws), "an integer of at least 1");
  requireThat("level", level, level > 0 && level < 1, "a share above 0 and below 1");
  requireThat("meanBlockBars", meanBlockBars, meanBlockBars >= 1, "at least 1");
  for (const { length } of columns) requireThat("column rows", length, length === n, `${n}`);

  const figures = statistics.map((statistic) => ({ statistic, values: new Float64Array(draws) }));
  if (n >= NEEDED_BARS) {
    const random = makeRandom(seed, "bootstrap");
    const resample = makeResample(columns, meanBlockBars);
    const sums = new Float64Array(columns.length);
    for (let draw = 0; draw < draws; draw++) {
      resample(random, sums);
      for (const { statistic, values } of figures) values[draw] = statistic(sums);
    }
  }
  return {
    intervals: figures.map(({ values }) =>
      n < NEEDED_BARS ? null : percentileInterval(values, level),
    ),
    n,
    neededRows: NEEDED_BARS,
    meanBlockBars,
    draws,
  };
}

function defaultBlockBars(n: number): number {
  return Math.max(1, Math.ceil(Math.cbrt(n) - 1e-9));
}

function percentileInterval(values: Float64Array, level: number): Interval | null {
  const defined = values.filter((value) => !Number.isNaN(value)).toSorted();
  if (defined.length < level * values.length) return null;
  const tail = (1 - level) / 2;
  return { low: quantile(defined, tail), high: quantile(defined, 1 - tail), level };
}

function requireThat(name: string, value: number, holds: boolean, expected: string): void {
  if (!holds) throw new RangeError(`${name}: expected ${expected}, was ${value}`);
}
