/** What a probe of behaviour may ask, before it asks: calls at most, tokens and dollars. */
import { type CostEstimate, estimateCost } from "../cost-estimate.ts";
import type { Pipeline } from "../pipeline.ts";
import { INTERVENTIONS } from "./interventions.ts";
import { type BehaviourOptions, poolOf, samplingOf, scopeOf } from "./scope.ts";

/**
 * Counts the calls of every node that may be given something else, and takes each to be as long as a run's calls
 * are on average. Asks the models nothing.
 * @returns null where no model may be asked
 * @throws UsageError for counts out of range
 */
export async function estimateBehaviour(
  pipeline: Pipeline,
  options: BehaviourOptions,
): Promise<Omit<CostEstimate, "rows"> | null> {
  const { askedNodes } = pipeline;
  if (askedNodes.length === 0) return null;
  const { rows, samples } = scopeOf(options);
  const pool = poolOf(pipeline, rows).length;
  const arms = INTERVENTIONS.flatMap(({ asks, from }) => (from === null ? [asks] : [asks, asks]));
  const again = arms.flat().filter((node) => askedNodes.includes(node)).length;
  const sampled = samplingOf(pipeline).reason === null ? samples * askedNodes.length : 0;
  const calls = pool * askedNodes.length + Math.min(rows, pool) * (again + sampled);
  const run = await estimateCost(pipeline);
  const scale = run.calls === 0 ? 0 : calls / run.calls;
  return {
    sampledRows: run.sampledRows,
    calls,
    promptTokens: Math.round(run.promptTokens * scale),
    completionTokens: Math.round(run.completionTokens * scale),
    costUsd: run.costUsd === null ? null : run.costUsd * scale,
  };
}
