/** HAC errors of a Sharpe ratio and of the difference between two on the same bars. */
import { type HacEstimate, type HacOptions, hacEstimate } from "./hac.ts";
import { moments } from "./moments.ts";
import { sharpePerBar } from "./sharpe.ts";

/**
 * Influence of each bar on the Sharpe ratio, z_t - SR/2·(z_t² - 1) with z the standardised return: the delta method
 * (Lo, A. W. (2002), "The statistics of Sharpe ratios", Financial Analysts Journal 58 (4), 36-52). Its mean is 0.
 * @returns null when returns do not vary
 */
export function sharpeInfluence(returns: Float64Array): Float64Array | null {
  const sharpe = sharpePerBar(returns);
  const { n, mean, std } = moments(returns);
  if (sharpe === null || mean === null || std === null) return null;
  const spread = std * Math.sqrt((n - 1) / n);
  return returns.map((value) => {
    const z = (value - mean) / spread;
    return z - (mean / spread / 2) * (z * z - 1);
  });
}

/** The Sharpe ratio per bar with its error. @param returns fractions per bar, finite @throws RangeError as `hacEstimate` */
export function hacSharpe(returns: Float64Array, options: HacOptions = {}): HacEstimate {
  const influence = sharpeInfluence(returns) ?? new Float64Array(returns.length);
  return hacEstimate(sharpePerBar(returns), influence, options);
}

/**
 * Sharpe ratio less the baseline's, per bar, with the error of the difference: what both earn on a bar is held
 * together. Ledoit, O. & Wolf, M. (2008), "Robust performance hypothesis testing with the Sharpe ratio", Journal of
 * Empirical Finance 15, 850-859. Null where either does not vary.
 * @param baseline returns of the same bars
 * @throws RangeError when lengths differ, or as `hacEstimate`
 */
export function hacSharpeDifference(
  returns: Float64Array,
  baseline: Float64Array,
  options: HacOptions = {},
): HacEstimate {
  if (baseline.length !== returns.length) {
    throw new RangeError(`baseline: expected ${returns.length} bars, was ${baseline.length}`);
  }
  const [own, other] = [sharpeInfluence(returns), sharpeInfluence(baseline)];
  const [sharpe, rival] = [sharpePerBar(returns), sharpePerBar(baseline)];
  if (own === null || other === null || sharpe === null || rival === null) {
    return hacEstimate(null, new Float64Array(returns.length), options);
  }
  const difference = own.map((value, t) => value - (other[t] ?? NaN));
  return hacEstimate(sharpe - rival, difference, options);
}
