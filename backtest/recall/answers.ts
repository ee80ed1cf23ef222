/** Answers of a model to questions of one kind, beside the truth, and how many of them can be used. */
import { z } from "zod";

/** How a question ended. `declined`: the model said that it does not know. */
export const ENDINGS = ["answered", "declined", "unusable", "failed"] as const;
export type Ending = (typeof ENDINGS)[number];

/** One question about a row. `said` is null unless it was answered. */
export interface RecallAnswer<T> {
  readonly row: number;
  readonly truth: T;
  readonly said: T | null;
  readonly ending: Ending;
}

/** Questions by how they ended. */
export const tallySchema = z.strictObject({
  asked: z.int().nonnegative(),
  answered: z.int().nonnegative(),
  declined: z.int().nonnegative(),
  /** Still of no use after one repair. */
  unusable: z.int().nonnegative(),
  /** The call broke. */
  failed: z.int().nonnegative(),
});
export type Tally = Readonly<z.infer<typeof tallySchema>>;

/** Counts questions by how they ended. */
export function tallyOf(answers: readonly RecallAnswer<unknown>[]): Tally {
  const count = (ending: Ending): number =>
    answers.filter((answer) => answer.ending === ending).length;
  return {
    asked: answers.length,
    answered: count("answered"),
    declined: count("declined"),
    unusable: count("unusable"),
    failed: count("failed"),
  };
}

/** What was said and what is true, of the questions that were answered. */
export function answeredOf<T>(
  answers: readonly RecallAnswer<T>[],
): readonly { readonly said: T; readonly truth: T }[] {
  return answers.flatMap(({ said, truth }) => (said === null ? [] : [{ said, truth }]));
}
