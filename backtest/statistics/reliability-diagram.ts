/** The reliability diagram: what came of forecasts, bin by bin. */
import type { Interval } from "../bootstrap.ts";
import { wilsonInterval } from "../wilson.ts";
import { type BinOptions, equalMassBins, type Forecasts } from "./forecasts.ts";

/** A point of the diagram; on the diagonal where forecast and observed agree. */
export interface ReliabilityPoint {
  /** Mean forecast of the bin, 0 to 1. */
  readonly forecast: number;
  /** Share of the bin's rows where it happened, 0 to 1. */
  readonly observed: number;
  /** Wilson's 95 % interval of `observed`, as if rows were independent. */
  readonly interval: Interval | null;
  /** Rows in the bin, at least 1. */
  readonly rows: number;
}

/**
 * One point a bin of equal mass, in order of the forecast. Murphy, A. H. & Winkler, R. L. (1977), "Reliability of
 * subjective probability forecasts", Applied Statistics 26, 41-47.
 * @throws RangeError as `equalMassBins`
 */
export function reliabilityDiagram(
  forecasts: Forecasts,
  options: BinOptions = {},
): readonly ReliabilityPoint[] {
  return equalMassBins(forecasts, options).map(({ rows, forecast, hits }) => ({
    forecast,
    observed: hits / rows.length,
    interval: wilsonInterval(hits, rows.length),
    rows: rows.length,
  }));
}
