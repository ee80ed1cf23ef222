/** What the controls may ask of their models, before they ask: calls at most, and tokens and dollars. */
import { type CostEstimate, estimateCost } from "../cost-estimate.ts";
import { mostCallsOf } from "../model-nodes.ts";
import type { Pipeline } from "../pipeline.ts";
import type { ControlsPlan } from "./controls-plan.ts";

/** A run's estimate for as many decisions. */
export interface ControlsEstimate extends Omit<CostEstimate, "rows"> {
  readonly decisions: number;
  /** Most calls they may take, each answer asked for once more. */
  readonly maxCalls: number;
}

/** Reckons from the prompts of one world, that of the pipeline. Asks the models nothing. */
export async function estimateControls(
  pipeline: Pipeline,
  { decisions }: ControlsPlan,
): Promise<ControlsEstimate> {
  const { rows, costUsd, ...run } = await estimateCost(pipeline);
  const scale = decisions / rows;
  return {
    decisions,
    maxCalls: decisions * mostCallsOf(pipeline),
    sampledRows: run.sampledRows,
    calls: Math.round(run.calls * scale),
    promptTokens: Math.round(run.promptTokens * scale),
    completionTokens: Math.round(run.completionTokens * scale),
    costUsd: costUsd === null ? null : costUsd * scale,
  };
}
