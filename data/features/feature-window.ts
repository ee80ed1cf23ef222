/** The stretch of past bars that features are computed from, and the moments their scaling is fitted on. */
import type { PointInTimeView } from "../history.ts";
import type { NumberField } from "../row.ts";
import { meanOf, sampleDeviation } from "./indicators.ts";

/**
 * No feature depends on more bars than this, the current one included. A feature's value is therefore
 * exactly the same wherever the data starts, once this many bars are there.
 */
export const LOOKBACK_BARS = 49;

/** Fewest past values that a mean and a deviation are taken from. */
export const MIN_MOMENT_BARS = 12;

/** Past bars as series, oldest first, the last element being the row at hand. */
export interface FeatureWindow {
  readonly row: number;
  readonly closes: number[];
  /** One-bar returns, fractions; one fewer than closes. */
  readonly returns: number[];
  /** Sample deviation of one-bar returns; null in warm-up or when no price moved. */
  readonly volatility: number | null;
  readonly minutesSincePrevious: number | null;
  series(field: NumberField): readonly (number | null)[];
}

/** Reads the window that ends at the view's row. */
export function readWindow(view: PointInTimeView): FeatureWindow {
  const first = Math.max(0, view.asOf - LOOKBACK_BARS + 1);
  const bars = Array.from({ length: view.asOf - first + 1 }, (_, i) => view.bar(first + i));
  const closes = bars.map((bar) => bar.close);
  const returns = closes.slice(1).map((close, i) => close / (closes[i] ?? Number.NaN) - 1);
  const deviation = returns.length < MIN_MOMENT_BARS ? null : sampleDeviation(returns);
  const previous = bars.at(-2);
  const kept = new Map<NumberField, readonly (number | null)[]>();
  return {
    row: view.asOf,
    closes,
    returns,
    volatility: deviation === 0 ? null : deviation,
    minutesSincePrevious: previous ? (view.current().timeMs - previous.timeMs) / 60_000 : null,
    series: (field) => {
      const series = kept.get(field) ?? bars.map((bar) => bar[field]);
      kept.set(field, series);
      return series;
    },
  };
}

/** Change of the last value from the one before; null where either is missing. */
export function lastChange(series: readonly (number | null)[]): number | null {
  const [previous, latest] = [series.at(-2), series.at(-1)];
  return typeof previous === "number" && typeof latest === "number" ? latest - previous : null;
}

/**
 * Standard score of the last value against the values before it, itself not among them:
 * (x - mean) / sample deviation. Null when it is missing, when fewer than `MIN_MOMENT_BARS` came before,
 * or when those are all equal.
 */
export function pastZScore(series: readonly (number | null)[]): number | null {
  const latest = series.at(-1);
  const past = series.slice(0, -1).filter((value) => value !== null);
  if (typeof latest !== "number" || past.length < MIN_MOMENT_BARS) return null;
  const mean = meanOf(past);
  const deviation = sampleDeviation(past, mean);
  return deviation === null || deviation === 0 ? null : (latest - mean) / deviation;
}

/** One-bar differences of a series, null where either end is missing. */
export function differences(series: readonly (number | null)[]): readonly (number | null)[] {
  return series.slice(1).map((latest, i) => {
    const previous = series[i];
    return typeof previous === "number" && latest !== null ? latest - previous : null;
  });
}
