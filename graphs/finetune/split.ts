/** Which rows a model is tuned on, and which it is tried on: split in time, with an embargo between. */
import { UsageError } from "../../data/errors.ts";

export const PARTS = ["train", "validation"] as const;
export type Part = (typeof PARTS)[number];

export interface SplitOptions {
  /** Rows that may be used, ascending; the outcome of each has matured. */
  readonly rows: readonly number[];
  readonly horizonBars: number;
  /** Share of them to validate on, the latest; above 0 and below 1. */
  readonly validation: number;
  /** Bars at least from the last row trained on to the first validated on; no fewer than the horizon. */
  readonly embargoBars: number;
}

/** Rows by part; those under the embargo are in neither. */
export type Split = Readonly<Record<Part, readonly number[]>>;

/**
 * Splits. Every outcome trained on is over by the close of the first row validated on.
 * @throws UsageError for an embargo below the horizon, a share out of range, or a part without rows
 */
export function splitInTime({ rows, horizonBars, validation, embargoBars }: SplitOptions): Split {
  if (!(validation > 0 && validation < 1)) {
    throw new UsageError(`validation: expected a share above 0 and below 1, was ${validation}`);
  }
  if (!Number.isInteger(embargoBars) || embargoBars < horizonBars) {
    throw new UsageError(
      `embargo: expected a whole number of bars of at least the horizon, ${horizonBars}, was ${embargoBars}`,
    );
  }
  const first = rows[rows.length - Math.max(1, Math.round(rows.length * validation))];
  const train = rows.filter((row) => first !== undefined && row + embargoBars <= first);
  if (first === undefined || train.length === 0) {
    throw new UsageError(
      `rows: expected enough of them to train on before an embargo of ${embargoBars} bars and a validation ` +
        `of ${validation}, was ${rows.length} with a matured outcome`,
    );
  }
  return { train, validation: rows.filter((row) => row >= first) };
}
