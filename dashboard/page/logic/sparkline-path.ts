/** The line of a small drawing: what followed a case, bar by bar. */

/** Size of the drawing, pixels. */
export const SPARK = { width: 84, height: 24, air: 2 } as const;

/** An SVG path with its zero line. */
export interface Sparkline {
  readonly path: string;
  /** Height of no change. */
  readonly zero: number;
}

/** Draws values around zero, which is always within; null for fewer than two. */
export function sparkline(values: readonly number[]): Sparkline | null {
  if (values.length < 2 || !values.every((value) => Number.isFinite(value))) return null;
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const room = SPARK.height - 2 * SPARK.air;
  const down = (value: number): number =>
    rounded(SPARK.air + (high === low ? room / 2 : ((high - value) / (high - low)) * room));
  const along = (at: number): number => rounded((at / (values.length - 1)) * SPARK.width);
  const path = values.map((value, at) => `${at === 0 ? "M" : "L"}${along(at)} ${down(value)}`);
  return { path: path.join(""), zero: down(0) };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
