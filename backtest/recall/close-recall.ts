/** Scores remembered closes: the level, which a year's average may give, and the path, which only memory can. */
import { z } from "zod";
import { quantile } from "../quantile.ts";
import { type RecallAnswer, answeredOf, tallyOf, tallySchema } from "./answers.ts";
import { type Share, type Sides, luckOfSides, luckSchema, shareOf, shareSchema } from "./luck.ts";

/** An answer is near when it is off by no more than this fraction of the close. */
const NEAR = 0.01;

/** Errors are |said / true - 1|, fractions. */
export const closeRecallSchema = tallySchema.extend({
  near: shareSchema,
  medianError: z.number().nullable(),
  /** The model's median answer in the place of each answer: what it knows of the level alone. */
  constant: z
    .strictObject({ price: z.number(), near: shareSchema, medianError: z.number() })
    .nullable(),
  /** Answers other than the constant that lie nearer to the close than it does. Luck gives a half at most. */
  nearer: shareSchema,
  /** From one answered row to the next, whether answer and close moved the same way; rows where one stood still left out. */
  moves: luckSchema,
});
export type CloseRecall = Readonly<z.infer<typeof closeRecallSchema>>;

/**
 * Of answers in row order. Only `moves` is a test: errors of neighbouring rows are alike, so that a drifting answer
 * is nearer to a drifting price on many rows at once by one piece of luck, while moves of a price hardly depend on
 * one another.
 * @param level the chance of luck at or below which moves are a sign
 */
export function scoreCloses(answers: readonly RecallAnswer<number>[], level: number): CloseRecall {
  const known = answeredOf(answers);
  const median = medianOf(known.map(({ said }) => said));
  const errors = known.map(({ said, truth }) => Math.abs(said / truth - 1));
  const fixed = median === null ? [] : known.map(({ truth }) => Math.abs(median / truth - 1));
  const others = known.flatMap(({ said }, i) => (said === median ? [] : [i]));
  const nearer = others.filter((i) => (errors[i] ?? NaN) < (fixed[i] ?? NaN)).length;
  const medianError = medianOf(fixed);
  return {
    ...tallyOf(answers),
    near: nearAmong(errors),
    medianError: medianOf(errors),
    constant:
      median === null || medianError === null
        ? null
        : { price: median, near: nearAmong(fixed), medianError },
    nearer: shareOf(nearer, others.length),
    moves: luckOfSides(movesOf(known), level),
  };
}

function nearAmong(errors: readonly number[]): Share {
  return shareOf(errors.filter((error) => error <= NEAR).length, errors.length);
}

type Known = ReturnType<typeof answeredOf<number>>;

function movesOf(known: Known): readonly Sides[] {
  return known.slice(1).flatMap((next, i) => {
    const before = known[i];
    if (before === undefined) return [];
    const said = sideOf(next.said - before.said);
    const truth = sideOf(next.truth - before.truth);
    return said === null || truth === null ? [] : [{ said, truth }];
  });
}

/** The side of a move; null where there was none. */
export function sideOf(move: number): 1 | -1 | null {
  if (move === 0) return null;
  return move > 0 ? 1 : -1;
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
