/** How deep equity fell below its peak, and how long it stayed there. */

/** Rows count from 0, the start; row t + 1 is the end of bar t. Null where equity never fell. */
export interface Drawdown {
  /** Lowest equity over the highest before it, less 1; from -1 to 0. */
  readonly deepest: number;
  /** Row of the peak that the deepest fall began at. */
  readonly peakRow: number | null;
  /** Row of the deepest fall's lowest equity. */
  readonly troughRow: number | null;
  /** First row at that peak again; null while it has not been reached. */
  readonly recoveryRow: number | null;
  /** Longest stretch below a peak, from the peak to its recovery or the last row. */
  readonly longestBars: number;
  /** Longest of them in time; another one may be longest where bars differ. */
  readonly longestMs: number;
  /** Bars since the last peak that has not been recovered; 0 at a peak. */
  readonly underWaterBars: number;
}

/** Equity that is this close to its peak has recovered: the rest is rounding. */
const RECOVERED = 1 - 1e-12;

/**
 * Follows compounded returns from an equity of 1. The first return carries the entry's cost (`barReturns`); the dip at
 * row 0 that `max_drawdown` counts as well is no row here.
 * @param returns net, fractions per bar, finite, at least -1
 * @param timeMs row times, one more than returns, milliseconds, rising
 * @throws RangeError when lengths do not fit
 */
export function drawdown(returns: Float64Array, timeMs: Float64Array): Drawdown {
  if (timeMs.length !== returns.length + 1) {
    throw new RangeError(`timeMs: expected ${returns.length + 1} rows, was ${timeMs.length}`);
  }
  let [equity, peak, peakRow] = [1, 1, 0];
  let [deepest, longestBars, longestMs, underWaterBars] = [0, 0, 0, 0];
  let worst: { peakRow: number; troughRow: number; recoveryRow: number | null } | null = null;
  for (const [t, r] of returns.entries()) {
    const row = t + 1;
    equity *= 1 + r;
    const below = equity < peak * RECOVERED;
    if (below || underWaterBars > 0) {
      longestBars = Math.max(longestBars, row - peakRow);
      longestMs = Math.max(longestMs, (timeMs[row] ?? NaN) - (timeMs[peakRow] ?? NaN));
    }
    if (below) {
      underWaterBars = row - peakRow;
      if (equity / peak - 1 >= deepest) continue;
      deepest = equity / peak - 1;
      worst = { peakRow, troughRow: row, recoveryRow: null };
    } else {
      if (worst?.peakRow === peakRow) worst.recoveryRow = row;
      peak = Math.max(peak, equity);
      peakRow = row;
      underWaterBars = 0;
    }
  }
  const none = { peakRow: null, troughRow: null, recoveryRow: null };
  return { deepest, ...(worst ?? none), longestBars, longestMs, underWaterBars };
}
