/** Whether directions were called right more often than the shares of ups and downs alone would have it. */
import type { HacEstimate, HacOptions } from "./hac.ts";
import { NEEDED_BARS } from "./needed-bars.ts";
import { normalCdf } from "./normal.ts";
import { staticAndTiming } from "./static-and-timing.ts";

/** The test; null where undefined: below `neededRows`, or when either side only ever says one thing. */
export interface DirectionTest {
  /** Share called right less the share expected of unrelated calls, -0.5 to 0.5; null when no row has both. */
  readonly beyondChance: number | null;
  /** Standard normal if calls and outcomes have nothing to do with each other and rows are independent. */
  readonly statistic: number | null;
  /** Probability of at least as large a statistic then; one-sided. */
  readonly p: number | null;
  /**
   * `beyondChance` with the error it has when calls and outcomes come in runs: look at it where labels overlap, and
   * give as many lags. With long runs and the automatic lag it is still too sure (`bench coverage`).
   */
  readonly dependent: HacEstimate;
  /** Rows with both a call and an outcome. */
  readonly rows: number;
  readonly neededRows: number;
}

/**
 * (P̂ - P*)/√(V(P̂) - V(P*)), with P̂ the share called right and P* = p·q + (1-p)·(1-q) for shares p and q of ups.
 * Pesaran, M. H. & Timmermann, A. (1992), "A simple nonparametric test of predictive performance", Journal of
 * Business & Economic Statistics 10, 461-465. Its variance is 4·p(1-p)·q(1-q)·(n-1)/n², which makes the statistic
 * n/√(n-1) times the Matthews correlation.
 * @param calls their signs are taken; null and 0 call nothing
 * @param outcomes labels or returns, likewise; NaN counts as none on either side
 * @throws RangeError when lengths differ, or as `hacEstimate`
 */
export function pesaranTimmermann(
  calls: ArrayLike<number | null>,
  outcomes: ArrayLike<number | null>,
  options: HacOptions = {},
): DirectionTest {
  if (calls.length !== outcomes.length) {
    throw new RangeError(`calls: expected ${outcomes.length} rows, was ${calls.length}`);
  }
  const said: number[] = [];
  const came: number[] = [];
  for (let row = 0; row < calls.length; row++) {
    const call = Math.sign(calls[row] ?? 0);
    const outcome = Math.sign(outcomes[row] ?? 0);
    if (Math.abs(call * outcome) !== 1) continue;
    said.push(call / 2);
    came.push(outcome);
  }
  const rows = said.length;
  // Of halves and wholes of ±1 the covariance is P̂ - P*.
  const { timing } = staticAndTiming(Float64Array.from(said), Float64Array.from(came), options);
  const saidUp = said.filter((call) => call > 0).length / rows;
  const cameUp = came.filter((outcome) => outcome > 0).length / rows;
  const variance = (4 * saidUp * (1 - saidUp) * cameUp * (1 - cameUp) * (rows - 1)) / rows ** 2;
  const statistic =
    timing.figure !== null && rows >= NEEDED_BARS && variance > 0
      ? timing.figure / Math.sqrt(variance)
      : null;
  return {
    beyondChance: timing.figure,
    statistic,
    p: statistic === null ? null : normalCdf(-statistic),
    dependent: timing,
    rows,
    neededRows: NEEDED_BARS,
  };
}
