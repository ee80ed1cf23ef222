/** What an attack may ask of its models, before it asks: calls at most, and tokens and dollars. */
import { type CostEstimate, estimateCost } from "../cost-estimate.ts";
import { MAX_TRIES } from "./targets.ts";
import { mostCallsOf } from "../model-nodes.ts";
import type { Pipeline } from "../pipeline.ts";

/** A run's estimate for as many decisions; the texts that will be planted are taken to be as long as the news. */
export interface AttackEstimate extends Omit<CostEstimate, "rows"> {
  /** Most decisions it may take: rows tried as targets, then two for each payload and target. */
  readonly decisions: number;
  /** Most calls it may take, each answer asked for once more. */
  readonly maxCalls: number;
}

/** Reckons for the rows that the attack finds itself. Asks the models nothing. */
export async function estimateAttack(
  pipeline: Pipeline,
  { targets, payloads }: { readonly targets: number; readonly payloads: number },
): Promise<AttackEstimate> {
  const { rows, ...run } = await estimateCost(pipeline);
  const decisions = Math.min(MAX_TRIES, rows) + 2 * targets * payloads;
  const scaled = (amount: number): number => Math.round((amount * decisions) / rows);
  return {
    decisions,
    maxCalls: decisions * mostCallsOf(pipeline),
    sampledRows: run.sampledRows,
    calls: scaled(run.calls),
    promptTokens: scaled(run.promptTokens),
    completionTokens: scaled(run.completionTokens),
    costUsd: run.costUsd === null ? null : (run.costUsd * decisions) / rows,
  };
}
