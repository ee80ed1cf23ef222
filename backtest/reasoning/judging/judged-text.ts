/** What a judge said of one rationale, beside what is known of it. */
import { z } from "zod";
import { FINDING_KINDS } from "../finding.ts";
import { ROW_MUTATIONS, type RowMutation } from "../mutations/mutation.ts";

export const JUDGE_VERDICTS = ["grounded", "not grounded"] as const;

/** Classes of fault that a judge may name. */
export const JUDGE_FAULTS = ["number", "sign", "case", "date", "direction", "invented"] as const;
type JudgeFault = (typeof JUDGE_FAULTS)[number];

/** The classes that name a planted fault for what it is. */
export const NAMED: Readonly<Record<RowMutation, readonly JudgeFault[]>> = {
  "wrong number": ["number"],
  "flipped sign": ["sign", "number"],
  "foreign case": ["case"],
  "wrong case outcome": ["case", "number"],
  "future date": ["date", "invented"],
  "swapped polarity": ["direction"],
};

/**
 * `judged`: there is a verdict. Without one: `unusable`, no answer in its form after one repair; `failed`, the call
 * broke. Neither is ever taken for grounded.
 */
const JUDGE_ENDINGS = ["judged", "unusable", "failed"] as const;

export const judgedTextSchema = z.strictObject({
  row: z.int().nonnegative(),
  /** The fault that was planted; null where the text is as it was written. */
  planted: z.enum(ROW_MUTATIONS).nullable(),
  /** Whether the fault stands in a sentence that was added; false where it stands in the writer's own. */
  added: z.boolean(),
  /** What the deterministic audit finds in this very text, each kind once. */
  audit: z.array(z.enum(FINDING_KINDS)).readonly(),
  ending: z.enum(JUDGE_ENDINGS),
  /** Null without a verdict. */
  verdict: z.enum(JUDGE_VERDICTS).nullable(),
  /** Null without a verdict, and where it is grounded. */
  fault: z.enum(JUDGE_FAULTS).nullable(),
  /** The judge's words, cleaned; null without a verdict. */
  comment: z.string().nullable(),
});
export type JudgedText = Readonly<z.infer<typeof judgedTextSchema>>;
