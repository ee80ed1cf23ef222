/** How often labels agree with another series of directions. */
import type { Label } from "../data/row.ts";
import { type BootstrapOptions, bootstrapIntervals, type Interval } from "./bootstrap.ts";

/** Agreement over the rows where both sides say something. */
export interface Agreement {
  /** Rows compared. */
  readonly compared: number;
  /** Share of them that agree; null when none was compared. */
  readonly share: number | null;
  /** Stationary bootstrap; null below 30 rows. */
  readonly interval: Interval | null;
}

/** Compares each label with the sign of a direction; null, 0 and NaN are left out. */
export function labelAgreement(
  labels: readonly (Label | null)[],
  directionAt: (row: number) => number | null | undefined,
  options: BootstrapOptions,
): Agreement {
  const products = labels
    .map((label, row) => (label ?? 0) * (directionAt(row) ?? 0))
    .filter((product) => Math.abs(product) > 0);
  const matches = Float64Array.from(products, (product) => Number(product > 0));
  const compared = matches.length;
  const agreed = matches.reduce((sum, match) => sum + match, 0);
  const { intervals } = bootstrapIntervals([matches], [([sum = NaN]) => sum / compared], options);
  return {
    compared,
    share: compared === 0 ? null : agreed / compared,
    interval: intervals[0] ?? null,
  };
}
