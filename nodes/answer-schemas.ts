/** What each model node must answer. Field descriptions double as instructions to the model. */
import { z } from "zod";
import { STANCES } from "./channels.ts";

const analystFields = {
  stance: z.enum(STANCES).describe("Where the price goes over the horizon."),
  score: z.number().min(-1).max(1).describe("-1 surely down, 0 no view, 1 surely up."),
  confidence: z.number().min(0).max(1).describe("Probability that the stance is right."),
  cited: z
    .array(z.string().max(40))
    .max(12)
    .describe("Ids of the evidence the stance rests on, from those shown."),
};

/** The quant analyst's answer. */
export const quantAnswerSchema = z.strictObject(analystFields);

/** The sentiment analyst's answer. */
export const sentimentAnswerSchema = z.strictObject({
  ...analystFields,
  quotes: z
    .array(z.string().max(300))
    .max(3)
    .describe("Up to three short spans copied letter by letter from the news, or none."),
});

/** The arbiter's answer. */
export const verdictSchema = z.strictObject({
  action: z.literal([-1, 1]).describe("-1 sell, 1 buy."),
  size: z.number().min(0).max(1).describe("Share of the capital to commit, 0 to 1."),
  confidence: z.number().min(0).max(1).describe("Probability that the action is right."),
  rationale: z
    .string()
    .min(1)
    .max(800)
    .describe(
      "At most 60 words. Every number in it is one of those shown, with its id in brackets.",
    ),
  cited: z.array(z.string().max(40)).max(12).describe("Ids of the evidence and cases relied on."),
});

export type SentimentAnswer = z.infer<typeof sentimentAnswerSchema>;
export type QuantAnswer = z.infer<typeof quantAnswerSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
