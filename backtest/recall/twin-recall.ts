/** Compares decisions on the same rows with dates and levels masked and shown. */
import { z } from "zod";
import { bootstrapIntervals } from "../bootstrap.ts";
import { intervalSchema, luckOfSides, luckSchema, shareOf, shareSchema } from "./luck.ts";

/** One row decided twice; null where it was not decided. */
export interface TwinRow {
  readonly row: number;
  readonly masked: 1 | -1 | null;
  readonly unmasked: 1 | -1 | null;
  /** Which way the close went over the horizon. */
  readonly truth: 1 | -1;
}

export const twinRecallSchema = z.strictObject({
  rows: z.int().nonnegative(),
  /** Rows that both decided: all else is about them. */
  decided: z.int().nonnegative(),
  /** Rows on which both took the same side. */
  agreement: shareSchema,
  /** Rows on which the side was that of the outcome over the horizon. */
  masked: shareSchema,
  unmasked: shareSchema,
  /** Hit rate unmasked less masked, -1 to 1; null without rows. */
  difference: z.number().nullable(),
  /** Paired stationary bootstrap over rows, 95 %; null below `neededRows`, and where no two decisions differ. */
  interval: intervalSchema,
  neededRows: z.int(),
  /** Of the rows on which they differ, those where the unmasked one was right. */
  changed: luckSchema,
});
export type TwinRecall = Readonly<z.infer<typeof twinRecallSchema>>;

interface Pair {
  readonly masked: 1 | -1;
  readonly unmasked: 1 | -1;
  readonly truth: 1 | -1;
}

/**
 * Of rows in order whose horizons do not overlap. The test is of the rows on which the twins differ, with the sides
 * of the unmasked one dealt out anew: showing a date may tilt a model to one side, and that alone is no memory.
 * @param level the chance of luck at or below which right changes are a sign
 */
export function scoreTwins(
  rows: readonly TwinRow[],
  { seed, level }: { readonly seed: number; readonly level: number },
): TwinRecall {
  const pairs: readonly Pair[] = rows.flatMap(({ masked, unmasked, truth }) =>
    masked === null || unmasked === null ? [] : [{ masked, unmasked, truth }],
  );
  const n = pairs.length;
  const right = (side: (pair: Pair) => 1 | -1): number =>
    pairs.filter((pair) => side(pair) === pair.truth).length;
  const gains = Float64Array.from(
    pairs,
    ({ masked, unmasked, truth }) => Number(unmasked === truth) - Number(masked === truth),
  );
  const { intervals, neededRows } = bootstrapIntervals([gains], [([sum = NaN]) => sum / n], {
    seed,
  });
  const changed = pairs.filter(({ masked, unmasked }) => masked !== unmasked);
  return {
    rows: rows.length,
    decided: n,
    agreement: shareOf(n - changed.length, n),
    masked: shareOf(
      right(({ masked }) => masked),
      n,
    ),
    unmasked: shareOf(
      right(({ unmasked }) => unmasked),
      n,
    ),
    difference: n === 0 ? null : gains.reduce((sum, gain) => sum + gain, 0) / n,
    // Resamples of nothing but zeros would have no width, as if that were certain.
    interval: changed.length === 0 ? null : (intervals[0] ?? null),
    neededRows,
    changed: luckOfSides(
      changed.map(({ unmasked, truth }) => ({ said: unmasked, truth })),
      level,
    ),
  };
}
