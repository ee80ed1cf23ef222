/** What of a strategy's return the market explains, and what is left: alpha and beta. */
import { type HacEstimate, type HacOptions, hacEstimate } from "./hac.ts";

/** The regression of strategy on market returns. */
export interface AlphaBeta {
  /** Return per bar beyond beta times the market's. */
  readonly alpha: HacEstimate;
  /** Return per unit of the market's. */
  readonly beta: HacEstimate;
  /** Share of the strategy's variance that the market explains, 0 to 1; null where it has none. */
  readonly rSquared: number | null;
}

/**
 * r_t = α + β·m_t + u_t by least squares, with HAC errors. Jensen, M. C. (1968), "The performance of mutual funds",
 * Journal of Finance 23, 389-416. Null where the market does not move or fewer than 3 bars are given.
 * @param returns of the strategy per bar, fractions, finite
 * @param market returns of the same bars
 * @throws RangeError when lengths differ, or as `hacEstimate`
 */
export function alphaBeta(
  returns: Float64Array,
  market: Float64Array,
  options: HacOptions = {},
): AlphaBeta {
  const n = returns.length;
  if (market.length !== n) {
    throw new RangeError(`market: expected ${n} bars, was ${market.length}`);
  }
  const [mean, marketMean] = [sumOf(returns) / n, sumOf(market) / n];
  const moves = market.map((value) => value - marketMean);
  const spread = sumOf(moves.map((move) => move ** 2));
  const known = n > 2 && Math.sqrt(spread / n) > 1e-12 * Math.abs(marketMean);
  const slope = sumOf(moves.map((move, t) => move * ((returns[t] ?? NaN) - mean))) / spread;
  const errors = moves.map((move, t) => (returns[t] ?? NaN) - mean - slope * move);
  const betaInfluence = moves.map((move, t) => (n * move * (errors[t] ?? NaN)) / spread);
  const alphaInfluence = errors.map((error, t) => error - marketMean * (betaInfluence[t] ?? NaN));
  const total = sumOf(returns.map((value) => (value - mean) ** 2));
  const explained = 1 - sumOf(errors.map((error) => error ** 2)) / total;
  return {
    alpha: hacEstimate(known ? mean - slope * marketMean : null, alphaInfluence, options, 2),
    beta: hacEstimate(known ? slope : null, betaInfluence, options, 2),
    rSquared: known && total > 0 ? Math.max(0, explained) : null,
  };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
