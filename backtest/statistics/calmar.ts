/** The Calmar ratio: a year's return over the deepest fall. */
import type { CorrectedMetrics } from "../corrected.ts";

/**
 * annual_return/|max_drawdown|, over all bars. Young, T. W. (1991), "Calmar ratio: a smoother tool", Futures 20 (1), 40.
 * @returns null where either is, and where equity never fell
 */
export function calmarRatio({
  annual_return,
  max_drawdown,
}: Pick<CorrectedMetrics, "annual_return" | "max_drawdown">): number | null {
  if (annual_return === null || max_drawdown === null || max_drawdown === 0) return null;
  return annual_return / -max_drawdown;
}
