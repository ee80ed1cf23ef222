/** Expected calibration error: how far stated probabilities lie from what came of them. */
import { type BootstrapOptions, bootstrapIntervals, type Interval } from "../bootstrap.ts";
import { type BinOptions, equalMassBins, type Forecasts } from "./forecasts.ts";

/** The error beside what luck alone would show. */
export interface CalibrationError {
  /** Mean |forecast - observed share| over bins, weighted by rows, 0 to 1; null without rows. */
  readonly figure: number | null;
  /**
   * Basic bootstrap interval, [2·figure - high, 2·figure - low] cut off at 0 and 1: resampling adds the same bias
   * again that the error has already, so that percentiles would lie too high. Null below `neededRows`.
   */
  readonly interval: Interval | null;
  /** About what perfectly calibrated, independent forecasts would show in these bins; null without rows. */
  readonly byLuck: number | null;
  /** Bins that hold rows. */
  readonly bins: number;
  readonly rows: number;
  readonly neededRows: number;
  readonly meanBlockBars: number;
}

/**
 * Σ n_b/n·|forecast_b - observed_b| over bins of equal mass. Naeini, M. P., Cooper, G. & Hauskrecht, M. (2015),
 * "Obtaining well calibrated probabilities using Bayesian binning", AAAI; equal mass by Nixon, J. et al. (2019),
 * "Measuring calibration in deep learning". `byLuck` is Σ √(2/π·Σ p(1-p))/n, a mean of half-normals.
 * Rows are resampled in blocks, bins stay.
 * @throws RangeError as `equalMassBins` and `bootstrapIntervals`
 */
export function expectedCalibrationError(
  forecasts: Forecasts,
  options: BinOptions & BootstrapOptions,
): CalibrationError {
  const { probabilities, outcomes } = forecasts;
  const n = probabilities.length;
  const bins = equalMassBins(forecasts, options);
  const columns = bins.map(({ rows }) => {
    const column = new Float64Array(n);
    for (const row of rows) column[row] = (probabilities[row] ?? NaN) - (outcomes[row] ?? NaN);
    return column;
  });
  const errorOf = (sums: ArrayLike<number>): number =>
    Array.from(sums, Math.abs).reduce((sum, size) => sum + size, 0) / n;
  const figure =
    n === 0 ? null : errorOf(columns.map((column) => column.reduce((a, b) => a + b, 0)));
  const boot = bootstrapIntervals(n === 0 ? [new Float64Array()] : columns, [errorOf], options);
  const luck = bins.map(({ rows }) =>
    rows.reduce(
      (sum, row) => sum + (probabilities[row] ?? NaN) * (1 - (probabilities[row] ?? NaN)),
      0,
    ),
  );
  return {
    figure,
    interval: reflected(figure, boot.intervals[0] ?? null),
    byLuck: n === 0 ? null : luck.reduce((sum, v) => sum + Math.sqrt((2 / Math.PI) * v), 0) / n,
    bins: bins.length,
    rows: n,
    neededRows: boot.neededRows,
    meanBlockBars: boot.meanBlockBars,
  };
}

function reflected(figure: number | null, interval: Interval | null): Interval | null {
  if (figure === null || interval === null) return null;
  return {
    low: withinShares(2 * figure - interval.high),
    high: withinShares(2 * figure - interval.low),
    level: interval.level,
  };
}

function withinShares(value: number): number {
  return Math.min(1, Math.max(0, value));
}
