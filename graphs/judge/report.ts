/** What judging a sample of rationales came to, as JSON. */
import { z } from "zod";
import { judgeScoreSchema } from "../../backtest/reasoning/judging/judge-score.ts";
import { judgedTextSchema } from "../../backtest/reasoning/judging/judged-text.ts";

export const judgeReportSchema = z.strictObject({
  /** The judge's model. */
  model: z.string(),
  /** Whether that model wrote some of the rationales too: a judge of its own words. */
  judgesItself: z.boolean(),
  seed: z.int(),
  /** Rows whose rationale a model wrote, and those of them that were judged. */
  rows: z.int().nonnegative(),
  sampled: z.int().nonnegative(),
  /** The standing in plain words. */
  sentence: z.string(),
  score: judgeScoreSchema,
  /** Calls of replies, stored or not; tokens and US dollars are null where a provider does not say. */
  usage: z.strictObject({
    calls: z.int().nonnegative(),
    /** Replies of no use, by class of fault. */
    faults: z.record(z.string(), z.int()),
    promptTokens: z.int().nullable(),
    completionTokens: z.int().nullable(),
    costUsd: z.number().nullable(),
    /** Share of the prompts' bytes that is the same for every text; null without calls. */
    staticShare: z.number().nullable(),
  }),
  /** By row in order, each as it was written before the same with planted faults. */
  texts: z.array(judgedTextSchema).readonly(),
});
export type JudgeReport = Readonly<z.infer<typeof judgeReportSchema>>;
