/** What was gained over what was lost. */

/**
 * Σ gains/|Σ losses|, at least 0; of bars or of whole trades (`tradeReturns`).
 * @param returns fractions, finite
 * @returns null when nothing was lost: the reference backtester calls that infinite
 */
export function profitFactor(returns: ArrayLike<number>): number | null {
  let [gained, lost] = [0, 0];
  for (let i = 0; i < returns.length; i++) {
    const value = returns[i] ?? NaN;
    gained += Math.max(value, 0);
    lost -= Math.min(value, 0);
  }
  return lost > 0 ? gained / lost : null;
}
