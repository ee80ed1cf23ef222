/** What a strategy earned by leaning one way, and what by leaning at the right time. */
import { type HacEstimate, type HacOptions, hacEstimate } from "./hac.ts";

/** Gross return per bar and its two parts; null without bars. */
export interface StaticAndTiming {
  /** Mean of position times market return; the sum of the parts. */
  readonly gross: number | null;
  /** Mean position times mean market return: what never changing the position would have earned. */
  readonly staticPart: number | null;
  /** Covariance of position and market return, with the error of it. */
  readonly timing: HacEstimate;
}

/**
 * E[s·r] = E[s]·E[r] + Cov(s, r), all with n below the line so that it holds to the last digit. Timing is the
 * part that knowing something could have earned.
 * @param held position through each bar, fractions of equity, finite
 * @param market return of each bar, fractions
 * @throws RangeError when lengths differ, or as `hacEstimate`
 */
export function staticAndTiming(
  held: Float64Array,
  market: Float64Array,
  options: HacOptions = {},
): StaticAndTiming {
  const n = market.length;
  if (held.length !== n) throw new RangeError(`held: expected ${n} bars, was ${held.length}`);
  if (n === 0) {
    return { gross: null, staticPart: null, timing: hacEstimate(null, market, options) };
  }
  const position = meanOf(held);
  const move = meanOf(market);
  const products = held.map((value, t) => (value - position) * ((market[t] ?? NaN) - move));
  const staticPart = position * move;
  const timing = meanOf(products);
  return {
    gross: staticPart + timing,
    staticPart,
    timing: hacEstimate(timing, products, options),
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
