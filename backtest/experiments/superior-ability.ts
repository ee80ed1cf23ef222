/** Tests of many variants against one baseline at once, so that the best of them is not mistaken for a find. */
import { z } from "zod";
import { makeRandom } from "../../data/random.ts";
import { makeResample } from "../resampled-sums.ts";
import { NEEDED_BARS } from "../statistics/needed-bars.ts";

export const superiorAbilitySchema = z.strictObject({
  /**
   * Hansen's SPA, consistent form: chance that the best of the variants looks as good as it does if none is better
   * than the baseline; null below `neededBars`, and where none differs from it.
   */
  p: z.number().nullable(),
  /** By variant, in their order: two-sided p, adjusted stepwise for all of them; null where it does not differ. */
  adjusted: z.array(z.number().nullable()).readonly(),
  /** Variants whose returns differ from the baseline's on some bar: those that are tested. */
  tested: z.int().min(0),
  bars: z.int().min(0),
  neededBars: z.int(),
  meanBlockBars: z.number(),
  draws: z.int(),
});
export type SuperiorAbility = Readonly<z.infer<typeof superiorAbilitySchema>>;

/** How to resample. */
export interface SuperiorAbilityOptions {
  readonly seed: number;
  /** At least 1. @default 1000 */
  readonly draws?: number;
  /** Mean block length of the stationary bootstrap, at least 1. */
  readonly meanBlockBars: number;
}

/** A variant under test. */
interface Tested {
  readonly at: number;
  readonly values: Float64Array;
  readonly mean: number;
  /** √n·mean over its bootstrap standard deviation. */
  readonly t: number;
  /** The standard deviation of √n·mean. */
  readonly spread: number;
}

/**
 * Studentised tests on differences d_k,t = return of variant k less the baseline's, with one stationary bootstrap
 * for all variants. With ω_k² the bootstrap's own variance of √n·mean(d_k) in closed form (`meanVariance`) and
 * t_k = √n·mean(d_k)/ω_k:
 * SPA: T = max(0, max t_k) against T* = max(0, max √n·(mean*_k - g_k)/ω_k), where g_k = mean(d_k) unless
 * t_k < -√(2·log log n), then 0: variants that are clearly worse do not make the test blind. Hansen, P. R. (2005),
 * "A test for superior predictive ability", Journal of Business & Economic Statistics 23, 365-380.
 * Stepwise: |t_k|, largest first, each against max |t*| over itself and those after it. Romano, J. P. & Wolf, M.
 * (2005), "Stepwise multiple testing as formalized data snooping", Econometrica 73, 1237-1282; p as in their "Efficient
 * computation of adjusted p-values", Statistics and Probability Letters 113 (2016), 38-40: (1 + count)/(1 + draws).
 * @param differences one series a variant, of one length, finite
 * @throws RangeError when lengths differ or options are out of range
 */
export function superiorAbility(
  differences: readonly Float64Array[],
  { seed, draws = 1000, meanBlockBars }: SuperiorAbilityOptions,
): SuperiorAbility {
  const n = differences[0]?.length ?? 0;
  for (const { length } of differences) {
    if (length !== n) throw new RangeError(`differences: expected ${n} bars, was ${length}`);
  }
  if (!(Number.isInteger(draws) && draws >= 1)) {
    throw new RangeError(`draws: expected an integer of at least 1, was ${draws}`);
  }
  if (!(meanBlockBars >= 1)) {
    throw new RangeError(`meanBlockBars: expected at least 1, was ${meanBlockBars}`);
  }
  const common = { bars: n, neededBars: NEEDED_BARS, meanBlockBars, draws };
  const tested = differences.flatMap((values, at) => testedOf(values, at, meanBlockBars));
  if (n < NEEDED_BARS || tested.length === 0) {
    const adjusted = differences.map(() => null);
    return { p: null, adjusted, tested: tested.length, ...common };
  }
  const resample = makeResample(
    tested.map(({ values }) => values),
    meanBlockBars,
  );
  const random = makeRandom(seed, "bootstrap");
  const sums = new Float64Array(tested.length);
  const falling = tested.map((_, i) => i).toSorted((a, b) => sizeOf(tested[b]) - sizeOf(tested[a]));
  const best = Math.max(0, ...tested.map(({ t }) => t));
  const far = Math.sqrt(2 * Math.log(Math.log(n)));
  const reached = new Float64Array(tested.length);
  let asGood = 0;
  for (let draw = 0; draw < draws; draw++) {
    resample(random, sums);
    let luckiest = 0;
    const away = tested.map(({ mean, t, spread }, i) => {
      const drawn = (sums[i] ?? NaN) / n;
      const centre = t < -far ? 0 : mean;
      luckiest = Math.max(luckiest, (Math.sqrt(n) * (drawn - centre)) / spread);
      return Math.abs((Math.sqrt(n) * (drawn - mean)) / spread);
    });
    asGood += Number(luckiest >= best);
    let largest = 0;
    for (let place = falling.length - 1; place >= 0; place--) {
      const i = falling[place] ?? 0;
      largest = Math.max(largest, away[i] ?? NaN);
      reached[place] = (reached[place] ?? 0) + Number(largest >= sizeOf(tested[i]));
    }
  }
  const adjusted: (number | null)[] = differences.map(() => null);
  let floor = 0;
  for (const [place, i] of falling.entries()) {
    floor = Math.max(floor, (1 + (reached[place] ?? NaN)) / (1 + draws));
    const { at } = tested[i] ?? { at: -1 };
    adjusted[at] = floor;
  }
  return { p: (1 + asGood) / (1 + draws), adjusted, tested: tested.length, ...common };
}

function sizeOf(tested: Tested | undefined): number {
  return Math.abs(tested?.t ?? NaN);
}

/** None where the variant never differs from the baseline, or always by the same amount. */
function testedOf(values: Float64Array, at: number, meanBlockBars: number): readonly Tested[] {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = Math.sqrt(meanVariance(values, meanBlockBars));
  if (!(spread > 1e-12 * Math.abs(mean))) return [];
  return [{ at, values, mean, spread, t: (Math.sqrt(n) * mean) / spread }];
}

/**
 * Variance of √n times the mean of one stationary-bootstrap resample: γ₀ + 2·Σ κ(i)·γ_i over lags i = 1 … n - 1, with
 * κ(i) = (n - i)/n·(1 - q)^i + i/n·(1 - q)^(n - i) and q = 1/meanBlockBars. Politis, D. N. & Romano, J. P. (1994), "The
 * stationary bootstrap", Journal of the American Statistical Association 89, 1303-1313, lemma 1.
 */
export function meanVariance(values: Float64Array, meanBlockBars: number): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const away = values.map((value) => value - mean);
  const stay = 1 - 1 / meanBlockBars;
  let sum = productAt(away, 0) / n;
  for (let lag = 1; lag < n; lag++) {
    const weight = ((n - lag) / n) * stay ** lag + (lag / n) * stay ** (n - lag);
    // Far lags weigh nothing, and there are many of them.
    if (weight < 1e-12) continue;
    sum += (2 * weight * productAt(away, lag)) / n;
  }
  return Math.max(0, sum);
}

function productAt(away: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = lag; t < away.length; t++) sum += (away[t] ?? NaN) * (away[t - lag] ?? NaN);
  return sum;
}
