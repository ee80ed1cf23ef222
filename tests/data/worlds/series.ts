/** Small statistics for the tests of the synthetic worlds. */
import type { MarketRow } from "../../../data/row.ts";

/** Arithmetic mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard error of the mean of uncorrelated values. */
export function standardError(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** Return from each row to the next: one fewer than rows. */
export function nextReturns(rows: readonly MarketRow[]): readonly number[] {
  return rows.slice(1).map((row, i) => {
    const before = rows[i]?.observation.close ?? Number.NaN;
    return row.observation.close / before - 1;
  });
}

/** Side each row's news takes, read from its sentiment index: 1 above 50, -1 below. */
export function sides(rows: readonly MarketRow[]): readonly number[] {
  return rows.map(({ observation }) => Math.sign((observation.sentimentIndex ?? 50) - 50));
}
