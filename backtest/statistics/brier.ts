/** The Brier score of probability forecasts, and what it consists of. */
import { type BinOptions, equalMassBins, type ForecastBin, type Forecasts } from "./forecasts.ts";
import { type HacEstimate, type HacOptions, hacMean } from "./hac.ts";

/** The score and its parts: reliability - resolution + uncertainty + withinBins = score. Null without rows. */
export interface BrierScore {
  /** Mean squared distance of forecast and outcome, 0 (best) to 1, with its error. */
  readonly score: HacEstimate;
  /** How far binned forecasts lie from the shares that came of them; 0 is best. */
  readonly reliability: number | null;
  /** How far those shares lie from the overall share; more is better. */
  readonly resolution: number | null;
  /** Share·(1 - share): the score of always saying the overall share. */
  readonly uncertainty: number | null;
  /** What binning hides: spread of forecasts within bins less twice their covariance with outcomes. */
  readonly withinBins: number | null;
  /** 1 - score/uncertainty; below 0 it is worse than always saying the overall share. Null without uncertainty. */
  readonly skill: number | null;
  /** Bins that hold rows. */
  readonly bins: number;
}

/**
 * Brier, G. W. (1950), Monthly Weather Review 78, 1-3; parts by Murphy, A. H. (1973), Journal of Applied
 * Meteorology 12, 595-600, with the terms within bins of Stephenson, D. B., Coelho, C. A. S. & Jolliffe, I. T.
 * (2008), Weather and Forecasting 23, 752-757, so that they add up whatever the bins.
 * @throws RangeError as `equalMassBins` and `hacEstimate`
 */
export function brierScore(
  forecasts: Forecasts,
  options: BinOptions & HacOptions = {},
): BrierScore {
  const { probabilities, outcomes } = forecasts;
  const bins = equalMassBins(forecasts, options);
  const n = probabilities.length;
  const squares = probabilities.map((p, row) => (p - (outcomes[row] ?? NaN)) ** 2);
  const score = hacMean(squares, options);
  const none = { reliability: null, resolution: null, uncertainty: null, withinBins: null };
  if (score.figure === null) return { score, ...none, skill: null, bins: 0 };

  const share = bins.reduce((sum, { hits }) => sum + hits, 0) / n;
  const uncertainty = share * (1 - share);
  const mean = (part: (bin: ForecastBin, observed: number) => number): number =>
    bins.reduce((sum, bin) => sum + part(bin, bin.hits / bin.rows.length), 0) / n;
  return {
    score,
    reliability: mean(({ rows, forecast }, observed) => rows.length * (forecast - observed) ** 2),
    resolution: mean(({ rows }, observed) => rows.length * (observed - share) ** 2),
    uncertainty,
    withinBins: mean(({ rows, forecast }, observed) =>
      rows.reduce((sum, row) => {
        const away = (probabilities[row] ?? NaN) - forecast;
        return sum + away ** 2 - 2 * away * ((outcomes[row] ?? NaN) - observed);
      }, 0),
    ),
    skill: uncertainty === 0 ? null : 1 - score.figure / uncertainty,
    bins: bins.length,
  };
}
