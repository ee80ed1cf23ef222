/** What the judge must answer with. */
import { z } from "zod";
import { JUDGE_FAULTS, JUDGE_VERDICTS } from "../../backtest/reasoning/judging/judged-text.ts";
import { type AnswerForm, answerForm } from "../models/answer-form.ts";
import { cleanText } from "../untrusted-text.ts";

const NO_FAULT = "none";
/** What is kept of a comment; a longer one is no reason to ask again. */
const MAX_COMMENT_CHARS = 300;

/** In the order in which it is written: what was checked comes before the verdict on it. */
const asked = z.strictObject({
  comment: z.string().max(2000).describe("One or two sentences, at most 40 words."),
  fault: z.enum([NO_FAULT, ...JUDGE_FAULTS]).describe("Class of the worst fault."),
  verdict: z.enum(JUDGE_VERDICTS),
});

const opinion = z.strictObject({
  comment: z.string(),
  fault: z.enum(JUDGE_FAULTS).nullable(),
  verdict: z.enum(JUDGE_VERDICTS),
});
export type JudgeOpinion = Readonly<z.infer<typeof opinion>>;

/** A verdict that its own fault denies is no answer. */
export const JUDGE_FORM: AnswerForm<JudgeOpinion> = {
  schema: asked
    .refine(({ fault, verdict }) => (fault === NO_FAULT) === (verdict === "grounded"), {
      message: 'the verdict is "grounded" where the fault is "none", and nowhere else',
      path: ["verdict"],
    })
    .transform(({ comment, fault, verdict }) => ({
      comment: cleanText(comment, MAX_COMMENT_CHARS),
      fault: fault === NO_FAULT ? null : fault,
      verdict,
    })),
  jsonSchema: answerForm(asked).jsonSchema,
};

/** Reads an opinion that was read before; null for none. */
export const keptOpinionSchema = opinion.nullable();
