/** Scores remembered directions and events: right answers beside what luck gives. */
import { z } from "zod";
import { type RecallAnswer, answeredOf, tallyOf, tallySchema } from "./answers.ts";
import { luckOfGuesses, luckOfSides, luckSchema } from "./luck.ts";

export const directionRecallSchema = tallySchema.extend({
  right: luckSchema,
  /** Share of the answered rows that went the commoner way: what always saying that way scores, with hindsight. */
  commoner: z.number().nullable(),
});
export type DirectionRecall = Readonly<z.infer<typeof directionRecallSchema>>;

export const eventRecallSchema = tallySchema.extend({
  right: luckSchema,
  /** Rows without a text of their own or without enough others to choose from, which were not asked about. */
  skipped: z.int().nonnegative(),
});
export type EventRecall = Readonly<z.infer<typeof eventRecallSchema>>;

/**
 * Up or down over spans that do not overlap.
 * @param level the chance of luck at or below which right answers are a sign
 */
export function scoreDirections(
  answers: readonly RecallAnswer<1 | -1>[],
  level: number,
): DirectionRecall {
  const known = answeredOf(answers);
  const up = known.filter(({ truth }) => truth === 1).length;
  return {
    ...tallyOf(answers),
    right: luckOfSides(known, level),
    commoner: known.length === 0 ? null : Math.max(up, known.length - up) / known.length,
  };
}

/**
 * Which of several texts, each in a place drawn by lot, so that luck is right once in so many.
 * @param options texts a question shows, at least 2
 * @param level the chance of luck at or below which right answers are a sign
 */
export function scoreEvents(
  answers: readonly RecallAnswer<string>[],
  { options, skipped, level }: { options: number; skipped: number; level: number },
): EventRecall {
  const known = answeredOf(answers);
  const hits = known.filter(({ said, truth }) => said === truth).length;
  return {
    ...tallyOf(answers),
    right: luckOfGuesses(hits, known.length, 1 / options, level),
    skipped,
  };
}
