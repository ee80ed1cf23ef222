/** Long series cut to what a chart's pixels can show, with no extreme lost. */
import type { Curve } from "./axis.ts";

/** Points of one curve that a chart draws at most; more would fall on the same pixels. */
export const MOST_POINTS = 1000;

/** Of each stretch: its first, lowest, highest and last value, and its first gap. */
const KEPT_OF_A_STRETCH = 5;

/**
 * Rows to draw, ascending: all of them where they are few. Longer curves are cut into stretches of equally many rows,
 * and of each stretch the first, lowest, highest and last value of every curve is kept, and the first gap, so that
 * the line looks the same.
 *
 * @param curves of one length, drawn together
 * @param most rows kept for each curve, at least 5. @default `MOST_POINTS`
 */
export function keptRows(curves: readonly Curve[], most = MOST_POINTS): readonly number[] {
  const rows = curves[0]?.length ?? 0;
  if (rows <= most) return Array.from({ length: rows }, (_, row) => row);
  const stretches = Math.max(1, Math.floor(most / KEPT_OF_A_STRETCH));
  const kept = new Set<number>();
  for (const curve of curves) {
    for (let at = 0; at < stretches; at++) {
      const from = Math.floor((at * rows) / stretches);
      const to = Math.floor(((at + 1) * rows) / stretches);
      for (const row of extremesOf(curve, from, to)) kept.add(row);
    }
  }
  return [...kept].toSorted((a, b) => a - b);
}

/** Rows of one stretch that are kept; `to` is the row after its last. */
function extremesOf(curve: Curve, from: number, to: number): readonly number[] {
  let low: number | null = null;
  let high: number | null = null;
  let gap: number | null = null;
  for (let row = from; row < to; row++) {
    const value = curve[row] ?? null;
    if (value === null) {
      gap ??= row;
      continue;
    }
    if (low === null || value < (curve[low] ?? Infinity)) low = row;
    if (high === null || value > (curve[high] ?? -Infinity)) high = row;
  }
  return [from, low, high, gap, to - 1].filter((row) => row !== null);
}

/** The rows of a list. */
export function pick<T>(list: readonly T[], rows: readonly number[]): readonly T[] {
  return rows.flatMap((row) => list.slice(row, row + 1));
}
