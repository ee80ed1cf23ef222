/** What a probe of memory may ask, before it asks: calls, tokens and dollars. */
import { type Price, costOf, priceOf } from "../../nodes/models/cost/prices.ts";
import { estimateTokens } from "../../nodes/models/cost/token-estimate.ts";
import { type CostEstimate, estimateCost } from "../cost-estimate.ts";
import type { Pipeline } from "../pipeline.ts";
import { type RecallOptions, modelsToAsk, planFor } from "./scope.ts";

/** An answer to a question is a number or a word in braces. */
const ANSWER_TOKENS = 12;

/**
 * Reckons the questions from their own prompts, and twins as two runs over as many rows. Asks the models nothing.
 * @returns null where no model may be asked
 */
export async function estimateRecall(
  pipeline: Pipeline,
  options: RecallOptions,
): Promise<Omit<CostEstimate, "rows"> | null> {
  const asking = modelsToAsk(pipeline).asked.filter(({ nodes }) =>
    nodes.some((node) => pipeline.askedNodes.includes(node)),
  );
  if (asking.length === 0) return null;
  const plan = planFor(pipeline, options);
  const questions = [...plan.closes, ...plan.directions, ...plan.events];
  const prompts = questions.map(({ question: { system, user } }) =>
    estimateTokens(`${system}${user}`),
  );
  const promptTokens = prompts.reduce((sum, tokens) => sum + tokens, 0);
  const priceIf = ({ model }: (typeof asking)[number]): Price | null =>
    priceOf(model.origin, pipeline.parts.service?.price);
  const costs = asking.map((each) =>
    costOf(priceIf(each), promptTokens, ANSWER_TOKENS * questions.length),
  );
  const run = plan.twins.length === 0 ? null : await estimateCost(pipeline);
  const scaled = (amount: number): number =>
    run === null ? 0 : Math.round((2 * amount * plan.twins.length) / run.rows);
  const twinsUsd =
    run === null ? 0 : run.costUsd && (2 * run.costUsd * plan.twins.length) / run.rows;
  return {
    sampledRows: run === null ? plan.closes.length : run.sampledRows,
    calls: asking.length * questions.length + scaled(run?.calls ?? 0),
    promptTokens: asking.length * promptTokens + scaled(run?.promptTokens ?? 0),
    completionTokens:
      asking.length * ANSWER_TOKENS * questions.length + scaled(run?.completionTokens ?? 0),
    costUsd: [...costs, twinsUsd].reduce(
      (sum, cost) => (sum === null || cost === null ? null : sum + cost),
      0,
    ),
  };
}
