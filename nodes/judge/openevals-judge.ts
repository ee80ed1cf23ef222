/** The judge of rationales: openevals evaluates, and a model of ours answers; the only importer of openevals. */
import type { createLLMAsJudge } from "openevals/llm";
import { z } from "zod";
import { HindcastError, UsageError } from "../../data/errors.ts";
import type { ChatModel } from "../models/chat-model.ts";
import { type CallBy, type StructuredAnswer, askStructured } from "../models/structured-answer.ts";
import { JUDGE_FORM, type JudgeOpinion, keptOpinionSchema } from "./answer-form.ts";
import type { JudgeQuestion } from "./question.ts";

/** What the judge said, null unless there was a verdict, and the calls it took. */
export interface JudgeAnswer {
  readonly opinion: JudgeOpinion | null;
  readonly ending: "judged" | "unusable" | "failed";
  readonly calls: readonly CallBy<"judge">[];
}

/**
 * Asks once, and once more where the answer cannot be used. A call that breaks ends this question alone.
 * @throws HindcastError when no further call can succeed, or a replay has no such reply
 */
export type AskJudge = (
  model: ChatModel,
  question: JudgeQuestion,
  seed: number,
) => Promise<JudgeAnswer>;

/** The part of openevals that is used. */
interface Evaluators {
  readonly createLLMAsJudge: typeof createLLMAsJudge;
}

/**
 * Loads openevals, which costs half a second and is not installed with Hindcast.
 * @throws UsageError naming the command that installs it
 */
export async function openJudge(
  load: () => Promise<Evaluators> = () => import("openevals/llm"),
): Promise<AskJudge> {
  const evaluators = await load().catch((cause: unknown) => {
    throw new UsageError(
      "judge: expected the package openevals, was not installed: npm install openevals",
      { cause },
    );
  });
  return async (model, question, seed) => {
    try {
      return await evaluate(evaluators, model, question, seed);
    } catch (error) {
      if (error instanceof HindcastError) throw error;
      return { opinion: null, ending: "failed", calls: [] };
    }
  };
}

/** What openevals sends to a client. */
const requestSchema = z.object({
  messages: z.tuple([
    z.object({ role: z.literal("system"), content: z.string() }),
    z.object({ role: z.literal("user"), content: z.string() }),
  ]),
});

/**
 * openevals is handed a client in the form of OpenAI's, which asks our model. So replies are read as strictly as any
 * node's, remembered, budgeted and booked, and are those of any provider.
 */
async function evaluate(
  { createLLMAsJudge: create }: Evaluators,
  model: ChatModel,
  { system, user }: JudgeQuestion,
  seed: number,
): Promise<JudgeAnswer> {
  const answers: StructuredAnswer<JudgeOpinion, "judge">[] = [];
  const complete = async (request: unknown) => {
    const [first, second] = requestSchema.parse(request).messages;
    const answer = await askStructured({
      model,
      node: "judge",
      system: first.content,
      user: second.content,
      form: JUDGE_FORM,
      seed,
    });
    answers.push(answer);
    return {
      choices: [{ message: { role: "assistant" as const, content: JSON.stringify(answer.value) } }],
    };
  };
  const judge = create({
    feedbackKey: "grounded",
    prompt: () => [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
    judge: { chat: { completions: { create: complete } } },
    model: model.id,
    outputSchema: JUDGE_FORM.jsonSchema,
  });
  const opinion = keptOpinionSchema.parse(await judge({ inputs: user }));
  return {
    opinion,
    ending: opinion === null ? "unusable" : "judged",
    calls: answers.flatMap(({ calls }) => calls),
  };
}
