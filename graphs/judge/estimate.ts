/** What judging a run will ask, before it asks: calls, tokens and dollars. */
import { ROW_MUTATIONS } from "../../backtest/reasoning/mutations/mutation.ts";
import { judgeQuestion } from "../../nodes/judge/question.ts";
import { costOf, priceOf } from "../../nodes/models/cost/prices.ts";
import { estimateTokens } from "../../nodes/models/cost/token-estimate.ts";
import { parseModelSpec } from "../../nodes/models/model-spec.ts";
import type { CostEstimate } from "../cost-estimate.ts";
import { readTracedRows } from "../reasoning/read-trace.ts";
import { reasonedRows } from "../reasoning/reasoned-rows.ts";
import { DEFAULT_SEED, DEFAULT_ROWS } from "./judge-reasoning.ts";
import type { JudgeRunOptions } from "./judge-run.ts";
import { planJudging } from "./plan.ts";

/** A comment of two sentences, a class and a verdict. */
const ANSWER_TOKENS = 70;

/**
 * Reckons the questions that `judgeRun` would ask; stored replies and repairs are not reckoned with. Asks nothing and
 * needs no key.
 * @returns null where no model may be asked
 * @throws InputError, UsageError as `judgeRun`
 */
export async function estimateJudge(
  directory: string,
  options: Pick<JudgeRunOptions, "model" | "rows" | "seed" | "mutations" | "price" | "replies">,
): Promise<Omit<CostEstimate, "rows"> | null> {
  const { rows: sample = DEFAULT_ROWS, seed = DEFAULT_SEED, mutations = ROW_MUTATIONS } = options;
  const { kind, provider, name, replayOnly } = parseModelSpec(options.model);
  if (replayOnly || options.replies === "replay" || kind === "simulated") return null;
  const rows = reasonedRows(await readTracedRows(directory));
  const plan = planJudging(rows, { sample, seed, mutations });
  const promptTokens = plan
    .map(({ text }) => judgeQuestion(text))
    .reduce((sum, { system, user }) => sum + estimateTokens(`${system}${user}`), 0);
  const completionTokens = ANSWER_TOKENS * plan.length;
  const origin = { provider, name, parameters: {}, seeded: false };
  return {
    sampledRows: plan.filter(({ planted }) => planted === null).length,
    calls: plan.length,
    promptTokens,
    completionTokens,
    costUsd: costOf(priceOf(origin, options.price), promptTokens, completionTokens),
  };
}
