/** Expected calibration error: how far stated probabilities lie from what came of them. */
import { type BootstrapOptions, bootstrapIntervals, type Interval } from "../bootstrap.ts";
import { type BinOptions, equalMassBins, type Forecasts } from "./forecasts.ts";

/** The error beside what luck alone would show. */
export interface CalibrationError {
  /** Mean |forecast - observed share| over bins, weighted by rows, 0 to 1; null without rows. */
  readonly figure: number | null;
  /**
   * [2·figure - high, high] with `high` the upper percentile of resamples, within 0 and 1: resampling adds the upward
   * bias again that the figure has already, so that its lower percentile would lie too high. It starts at 0 where the
   * figure is no more than calibrated forecasts show, by resamples about the observed distances. Null below
   * `neededRows`.
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
  const distances = columns.map((column) => column.reduce((sum, value) => sum + value, 0));
  const errorAbout = (centres: readonly number[], sums: ArrayLike<number>): number =>
    centres.reduce((total, centre, bin) => total + Math.abs((sums[bin] ?? NaN) - centre), 0) / n;
  const zeros = distances.map(() => 0);
  const figure = n === 0 ? null : errorAbout(zeros, distances);
  const boot = bootstrapIntervals(
    n === 0 ? [new Float64Array()] : columns,
    [(sums) => errorAbout(zeros, sums), (sums) => errorAbout(distances, sums)],
    options,
  );
  const [resampled = null, calibrated = null] = boot.intervals;
  const luck = bins.map(({ rows }) =>
    rows.reduce(
      (sum, row) => sum + (probabilities[row] ?? NaN) * (1 - (probabilities[row] ?? NaN)),
      0,
    ),
  );
  return {
    figure,
    interval: mirrored(figure, resampled, calibrated),
    byLuck: n === 0 ? null : luck.reduce((sum, v) => sum + Math.sqrt((2 / Math.PI) * v), 0) / n,
    bins: bins.length,
    rows: n,
    neededRows: boot.neededRows,
    meanBlockBars: boot.meanBlockBars,
  };
}

function mirrored(
  figure: number | null,
  resampled: Interval | null,
  calibrated: Interval | null,
): Interval | null {
  if (figure === null || resampled === null || calibrated === null) return null;
  const high = Math.min(1, Math.max(figure, resampled.high));
  const low = figure <= calibrated.high ? 0 : Math.max(0, 2 * figure - high);
  return { low, high, level: resampled.level };
}
