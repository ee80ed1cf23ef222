/** What a probe of a pipeline's memory asks, and which models. */
import { UsageError } from "../../data/errors.ts";
import type { ChatModel, ModelNode } from "../../nodes/models/chat-model.ts";
import type { Pipeline } from "../pipeline.ts";
import { askingNodes } from "../run-config.ts";
import { type RecallPlan, planRecall } from "./plan.ts";

/** What the questions call the thing that is traded, unless told. */
export const DEFAULT_ASSET = "Bitcoin in US dollars";

/** How much to ask. */
export interface RecallOptions {
  /** Rows to ask about, evenly spread, at least 1. @default 40 */
  readonly rows?: number | undefined;
  /** Rows to decide both masked and unmasked; 0 for none. @default 40 */
  readonly twins?: number | undefined;
  /** What is traded, in words that a model knows it by. @default "Bitcoin in US dollars" */
  readonly asset?: string | undefined;
  /** Questions, then rows, under way at once, at least 1. @default 8 */
  readonly concurrency?: number | undefined;
  /** Told after each question and each decided row. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Abort to stop after what is under way. */
  readonly signal?: AbortSignal | undefined;
}

/** A model that is asked, and the nodes that it answers for. */
export interface Probed {
  readonly model: ChatModel;
  readonly nodes: readonly ModelNode[];
}

/** The questions that a probe of this pipeline asks each model. @throws UsageError for counts out of range, or data too short */
export function planFor(pipeline: Pipeline, options: RecallOptions): RecallPlan {
  const { rows: questions = 40, twins = 40, asset = DEFAULT_ASSET } = options;
  mustBeCount("rows", questions, 1);
  mustBeCount("twins", twins, 0);
  const { data, config } = pipeline;
  return planRecall({
    rows: data.rows,
    within: config.rows ?? { from: 0, to: data.rows.length },
    horizonBars: config.horizonBars,
    seed: config.seed,
    asset,
    questions,
    twins,
  });
}

/** Every distinct model of the nodes that are on: those to be asked, and the ids of rules. */
export function modelsToAsk({ models, config, simulatedNodes }: Pipeline): {
  readonly asked: readonly Probed[];
  readonly rules: readonly string[];
} {
  const on = askingNodes(config);
  const real = on.filter((node) => !simulatedNodes.includes(node));
  const distinct = [...new Set(real.map((node) => models[node]))];
  return {
    asked: distinct.map((model) => ({
      model,
      nodes: real.filter((node) => models[node] === model),
    })),
    rules: [...new Set(simulatedNodes.map((node) => models[node].id))],
  };
}

/** Questions for one model. */
export function questionsIn({ closes, directions, events }: RecallPlan): number {
  return closes.length + directions.length + events.length;
}

/** @throws UsageError naming the option and its value */
export function mustBeCount(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new UsageError(
    `recall: expected ${name} to be an integer of at least ${least}, was ${value}`,
  );
}
