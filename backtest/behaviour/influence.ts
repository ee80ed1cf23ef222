/** What a change of an agent's inputs did to its decisions: how often they turned, and how far the score moved. */
import { z } from "zod";
import { intervalSchema, shareOf, shareSchema } from "../recall/luck.ts";
import { meanOverSeeds } from "../seed-estimates.ts";

const side = z.literal([-1, 1]);

/** What one decision came to; null where there was none. */
export const stancePointSchema = z.strictObject({
  action: side.nullable(),
  /** In (-1, 1). */
  score: z.number().nullable(),
});
export type StancePoint = Readonly<z.infer<typeof stancePointSchema>>;

/** One row decided twice, with inputs that differ in one thing. */
export interface DecisionPair {
  readonly row: number;
  readonly before: StancePoint;
  readonly after: StancePoint;
}

/** A mean over rows with Student's interval; null where it is undefined. */
const meanSchema = z.strictObject({
  mean: z.number().nullable(),
  /** 95 %; null with fewer than two rows, and where all are alike, which would have no width. */
  interval: intervalSchema,
});
type MeanShift = Readonly<z.infer<typeof meanSchema>>;

export const influenceSchema = z.strictObject({
  /** Rows on which there was something to change. */
  rows: z.int().nonnegative(),
  /** Of them, those that were not decided both times: no part of what follows. */
  undecided: z.int().nonnegative(),
  /** Rows on which the action went over to the other side. */
  flipped: shareSchema,
  /** Change of the score, -2 to 2, as `ShiftSense` says. */
  shift: meanSchema,
  /** Size of the change of the score, 0 to 2. */
  absShift: meanSchema,
});
export type Influence = Readonly<z.infer<typeof influenceSchema>>;

/**
 * What a positive shift means. `own side`: further to the side that the row took before, so that a decision that is
 * driven against itself counts below 0 whichever side it was on; `up`: a higher score.
 */
export const SHIFT_SENSES = ["own side", "up"] as const;
export type ShiftSense = (typeof SHIFT_SENSES)[number];

/** Figures over rows that are taken to be independent: let them lie a horizon apart. */
export function influenceOf(pairs: readonly DecisionPair[], sense: ShiftSense): Influence {
  const decided = pairs.flatMap(({ before, after }) =>
    before.action === null || after.action === null ? [] : [{ before, after }],
  );
  const flips = decided.filter(({ before, after }) => before.action !== after.action).length;
  const shifts = decided.map(({ before, after }) => {
    if (before.score === null || after.score === null) return null;
    return (after.score - before.score) * (sense === "up" ? 1 : (before.action ?? 1));
  });
  return {
    rows: pairs.length,
    undecided: pairs.length - decided.length,
    flipped: shareOf(flips, decided.length),
    shift: meanShift(shifts),
    absShift: meanShift(shifts.map((shift) => (shift === null ? null : Math.abs(shift)))),
  };
}

/** The mean of what is known, with Student's 95 % interval. */
function meanShift(values: readonly (number | null)[]): MeanShift {
  const { figure, interval } = meanOverSeeds(values, 0.95);
  const alike = interval === null || interval.high - interval.low < 1e-12;
  return { mean: figure, interval: alike ? null : interval };
}
