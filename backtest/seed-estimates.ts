/** Figures over independent seeds: a mean, or a ratio of means, with an interval. */
import type { Interval } from "./bootstrap.ts";
import { studentT } from "./student-t.ts";

/** A figure over seeds; null where no seed has it. */
export interface Estimate {
  readonly figure: number | null;
  /** Null with fewer than two seeds, or where nothing bounds it. */
  readonly interval: Interval | null;
  /** Seeds it rests on. */
  readonly seeds: number;
}

/**
 * The mean of one value a seed, and Student's interval around it; seeds are independent draws, so nothing is
 * assumed of the bars within one. Seeds without the figure (null) are left out.
 * @param level above 0, below 1
 */
export function meanOverSeeds(values: readonly (number | null)[], level: number): Estimate {
  const known = values.filter((value) => value !== null);
  const seeds = known.length;
  if (seeds === 0) return { figure: null, interval: null, seeds };
  const mean = meanOf(known);
  if (seeds === 1) return { figure: mean, interval: null, seeds };
  const half = studentT(level, seeds - 1) * Math.sqrt(covariance(known, known) / seeds);
  return { figure: mean, interval: { low: mean - half, high: mean + half, level }, seeds };
}

/**
 * The ratio of two means that were measured on the same seeds, and Fieller's interval: every ratio ρ for which
 * Student's interval of part - ρ·whole holds 0. Where the whole itself may be 0, no interval bounds the ratio: null.
 * Fieller, E. C. (1954), "Some problems in interval estimation", JRSS B 16, 175-185.
 * @param level above 0, below 1
 * @throws RangeError when there are not as many parts as wholes
 */
export function ratioOverSeeds(
  parts: readonly number[],
  wholes: readonly number[],
  level: number,
): Estimate {
  const seeds = wholes.length;
  if (parts.length !== seeds) {
    throw new RangeError(`parts: expected ${seeds} values, was ${parts.length}`);
  }
  const [part, whole] = [meanOf(parts), meanOf(wholes)];
  if (seeds === 0 || whole === 0) return { figure: null, interval: null, seeds };
  if (seeds === 1) return { figure: part / whole, interval: null, seeds };
  const scale = studentT(level, seeds - 1) ** 2 / seeds;
  const a = whole ** 2 - scale * covariance(wholes, wholes);
  const b = part * whole - scale * covariance(parts, wholes);
  const c = part ** 2 - scale * covariance(parts, parts);
  // Rounding may take what cannot be negative below 0, as for a ratio that is the same on every seed.
  const root = Math.sqrt(Math.max(0, b ** 2 - a * c));
  const interval = a > 0 ? { low: (b - root) / a, high: (b + root) / a, level } : null;
  return { figure: part / whole, interval, seeds };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample covariance; of a series with itself, its variance. */
function covariance(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [meanOf(xs), meanOf(ys)];
  const sum = xs.reduce((total, value, i) => total + (value - x) * ((ys[i] ?? NaN) - y), 0);
  return sum / (xs.length - 1);
}
