/** Indicator arithmetic over a window of past values; the only importer of trading-signals. */
import { EMA, RSI, getMaximum, getStandardDeviation } from "trading-signals";

/** Last value of an exponential moving average seeded with the window's first value; null under `interval` values. */
export function lastEma(values: readonly number[], interval: number): number | null {
  return lastResult(new EMA(interval), values, interval);
}

/** Last value of Wilder's relative strength index, 0 to 100; null under `interval + 1` values or without any move. */
export function lastRsi(values: readonly number[], interval: number): number | null {
  const moved = values.some((value) => value !== values[0]);
  return moved ? lastResult(new RSI(interval), values, interval + 1) : null;
}

/** Arithmetic mean; NaN for no values. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (n - 1) about their mean, exactly 0 where all are equal; null under two values. */
export function sampleDeviation(values: number[], mean = meanOf(values)): number | null {
  if (values.length < 2) return null;
  if (values.every((value) => value === values[0])) return 0;
  // The library divides by n; this factor makes it the sample's.
  return getStandardDeviation(values, mean) * Math.sqrt(values.length / (values.length - 1));
}

/** Fall of the last value from the window's highest, a fraction in (-1, 0]; null for an empty window. */
export function drawdownFromHigh(values: number[]): number | null {
  const latest = values.at(-1);
  return latest === undefined ? null : latest / getMaximum(values) - 1;
}

function lastResult(
  indicator: { add(value: number): number | null; getResult(): number | null },
  values: readonly number[],
  required: number,
): number | null {
  if (values.length < required) return null;
  for (const value of values) indicator.add(value);
  return indicator.getResult();
}
