/** The Sortino ratio: return over the spread of what fell short. */

/**
 * (mean - target)/√(Σ min(r - target, 0)²/n) per bar, all bars below the line. Sortino, F. A. & van der Meer, R.
 * (1991), "Downside risk", Journal of Portfolio Management 17 (4), 27-31. Annualise it as a Sharpe ratio.
 * @param returns fractions per bar, finite
 * @param target return per bar that is good enough
 * @returns null when no bar fell short, or without bars
 */
export function sortinoPerBar(returns: ArrayLike<number>, target = 0): number | null {
  const n = returns.length;
  let sum = 0;
  let squares = 0;
  for (let t = 0; t < n; t++) {
    const beyond = (returns[t] ?? NaN) - target;
    sum += beyond;
    squares += Math.min(beyond, 0) ** 2;
  }
  return squares > 0 ? sum / n / Math.sqrt(squares / n) : null;
}
