/**
 * Standard errors that hold under heteroskedasticity and autocorrelation (HAC): Newey, W. K. & West, K. D. (1987),
 * "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix",
 * Econometrica 55, 703-708.
 */
import type { Interval } from "../bootstrap.ts";
import { studentT } from "../student-t.ts";
import { NEEDED_BARS } from "./needed-bars.ts";

/** How to measure an error. */
export interface HacOptions {
  /** Whole, at least 0. @default `hacLag` of the bars */
  readonly lagBars?: number;
  /** Of the interval; above 0, below 1. @default 0.95 */
  readonly level?: number;
}

/** A figure with its error; the error is null below `neededBars`, the figure where it is undefined. */
export interface HacEstimate {
  readonly figure: number | null;
  /** In the units of the figure. */
  readonly standardError: number | null;
  /** figure/standardError. */
  readonly t: number | null;
  /** figure ± Student's t·standardError. */
  readonly interval: Interval | null;
  readonly lagBars: number;
  readonly bars: number;
  readonly neededBars: number;
}

/** ⌊4·(n/100)^{2/9}⌋: the automatic lag of Newey & West (1994, Review of Economic Studies 61), n at least 0. */
export function hacLag(n: number): number {
  return Math.floor(4 * (n / 100) ** (2 / 9));
}

/**
 * The error of a figure that is, to first order, a mean of `influence`: n/(n - k)·(γ₀ + 2·Σ w_j·γ_j)/n with
 * Bartlett weights w_j = 1 - j/(lag + 1), γ_j = Σ ψ_t·ψ_{t-j}/n and ψ the influence less its mean. The interval
 * takes Student's t with n - k degrees.
 * @param figure null makes everything null
 * @param influence one value a bar; for a mean, the values
 * @param parameters k, estimated along with the figure, at least 1
 * @throws RangeError for a lag below 0 or not whole, or a level out of range
 */
export function hacEstimate(
  figure: number | null,
  influence: Float64Array,
  { lagBars = hacLag(influence.length), level = 0.95 }: HacOptions = {},
  parameters = 1,
): HacEstimate {
  if (!Number.isInteger(lagBars) || lagBars < 0) {
    throw new RangeError(`lagBars: expected an integer of at least 0, was ${lagBars}`);
  }
  const bars = influence.length;
  const none = { standardError: null, t: null, interval: null };
  const common = { figure, lagBars, bars, neededBars: NEEDED_BARS };
  if (figure === null || bars < NEEDED_BARS) return { ...common, ...none };
  const degrees = bars - parameters;
  const standardError = Math.sqrt(longRunVariance(influence, lagBars) / degrees);
  const half = studentT(level, degrees) * standardError;
  return {
    ...common,
    standardError,
    t: standardError > 0 ? figure / standardError : null,
    interval: { low: figure - half, high: figure + half, level },
  };
}

/** Mean of a series per bar, with its error. @param values finite @throws RangeError as `hacEstimate` */
export function hacMean(values: Float64Array, options: HacOptions = {}): HacEstimate {
  return hacEstimate(values.length === 0 ? null : meanOf(values), values, options);
}

/** γ₀ + 2·Σ (1 - j/(lag + 1))·γ_j: n times the variance of a mean; never below 0 but for rounding. */
function longRunVariance(values: Float64Array, lag: number): number {
  const n = values.length;
  const mean = meanOf(values);
  const away = values.map((value) => value - mean);
  let sum = 0;
  for (let j = 0; j <= Math.min(lag, n - 1); j++) {
    let product = 0;
    for (let t = j; t < n; t++) product += (away[t] ?? NaN) * (away[t - j] ?? NaN);
    sum += (j === 0 ? 1 : 2 * (1 - j / (lag + 1))) * product;
  }
  return Math.max(0, sum / n);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
