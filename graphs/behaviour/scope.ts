/** What a probe of behaviour asks: how many rows, how often, and which models' answers differ by seed. */
import { UsageError } from "../../data/errors.ts";
import type { ChatModel, ModelNode } from "../../nodes/models/chat-model.ts";
import type { Pipeline } from "../pipeline.ts";
import { askingNodes } from "../run-config.ts";
import { spreadRows } from "../recall/plan.ts";
import type { UNSAMPLED_REASONS } from "./report.ts";

/** How much to ask. */
export interface BehaviourOptions {
  /** Rows to probe, at least 1; twice as many are decided to draw them from. @default 12 */
  readonly rows?: number | undefined;
  /** Further answers of each row with other seeds; 0 for none. @default 5 */
  readonly samples?: number | undefined;
  /** Rows under way at once, at least 1. @default 4 */
  readonly concurrency?: number | undefined;
  /** Told after each decision. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Abort to stop after what is under way. */
  readonly signal?: AbortSignal | undefined;
}

/** The options, defaults filled in. @throws UsageError naming the option and its value */
export function scopeOf({ rows = 12, samples = 5, concurrency = 4 }: BehaviourOptions): {
  readonly rows: number;
  readonly samples: number;
  readonly concurrency: number;
} {
  mustBeCount("rows", rows, 1);
  mustBeCount("samples", samples, 0);
  mustBeCount("concurrency", concurrency, 1);
  return { rows, samples, concurrency };
}

/** Rows to draw from: evenly spread over those of the configuration, a horizon apart, so that few share an outcome. */
export function poolOf({ config, data }: Pipeline, rows: number): readonly number[] {
  const within = config.rows ?? { from: 0, to: data.rows.length };
  return spreadRows(within, 2 * rows, config.horizonBars);
}

/** Nodes whose answers may differ by seed alone, and why there are none. */
export function samplingOf({ models, config, simulatedNodes }: Pipeline): {
  readonly nodes: readonly ModelNode[];
  readonly reason: Exclude<(typeof UNSAMPLED_REASONS)[number], "not asked"> | null;
} {
  const real = askingNodes(config).filter((node) => !simulatedNodes.includes(node));
  const seeded = real.filter((node) => models[node].origin.seeded);
  const nodes = seeded.filter((node) => !isGreedy(models[node]));
  if (nodes.length > 0) return { nodes, reason: null };
  if (real.length === 0) return { nodes, reason: "rule" };
  return { nodes, reason: real.some((node) => isGreedy(models[node])) ? "greedy" : "no seed" };
}

function isGreedy({ origin }: ChatModel): boolean {
  return origin.parameters["temperature"] === 0;
}

function mustBeCount(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new UsageError(
    `behaviour: expected ${name} to be an integer of at least ${least}, was ${value}`,
  );
}
