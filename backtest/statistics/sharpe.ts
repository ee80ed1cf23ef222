/** The Sharpe ratio: per bar, and annualised by the time that passed. */

/**
 * mean/std of returns per bar, sample standard deviation. Sharpe, W. F. (1994), "The Sharpe ratio", Journal of
 * Portfolio Management 21, 49-58; the riskless rate is taken to be 0, as over ten minutes.
 * @param returns fractions per bar, finite
 * @returns null when fewer than 2 or none differs beyond rounding
 */
export function sharpePerBar(returns: ArrayLike<number>): number | null {
  const n = returns.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += returns[i] ?? NaN;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((returns[i] ?? NaN) - mean) ** 2;
  const std = Math.sqrt(squares / (n - 1));
  return std > 1e-12 * Math.abs(mean) ? mean / std : null;
}

/**
 * √barsPerYear·sharpe, which supposes that bars do not depend on each other. The bars of a year come from the time
 * that passed (`barsPerYear`), not from a convention such as 252. Null where either is.
 */
export function annualisedSharpe(sharpe: number | null, barsPerYear: number | null): number | null {
  return sharpe === null || barsPerYear === null ? null : sharpe * Math.sqrt(barsPerYear);
}

/**
 * scale·mean/std from Σr and Σr², as a bootstrap needs it at every draw; NaN when returns do not vary.
 * @param n returns summed
 * @param scale 1 for a ratio per bar, √barsPerYear for one a year
 */
export function sharpeFromSums(sum: number, squares: number, n: number, scale = 1): number {
  const variance = (squares - (sum * sum) / n) / (n - 1);
  return variance > 1e-12 * (squares / n) ? (scale * sum) / n / Math.sqrt(variance) : NaN;
}
