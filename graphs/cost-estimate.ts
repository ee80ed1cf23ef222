/** What a run will ask of its models, before it asks: calls, tokens and dollars. */
import { sha256 } from "../data/hash.ts";
import { type ChatModel, MODEL_NODES } from "../nodes/models/chat-model.ts";
import { costOf, priceOf } from "../nodes/models/cost/prices.ts";
import { estimateTokens } from "../nodes/models/cost/token-estimate.ts";
import { forEachNode } from "../nodes/models/node-models.ts";
import { makeSimulatedModel } from "../nodes/models/providers/simulated-model.ts";
import type { DecisionStateValues } from "./decision-state.ts";
import { type Pipeline, buildPipeline } from "./pipeline.ts";

/** Estimates for nodes that may ask, from the prompts of some rows; stored replies and repairs are not reckoned with. */
export interface CostEstimate {
  readonly rows: number;
  /** Rows whose prompts were built for it. */
  readonly sampledRows: number;
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Null where the price of a model is unknown. */
  readonly costUsd: number | null;
}

/** Rows sampled at most, and how far into the run they lie: further on, the memory would have to be filled first. */
const SAMPLE = { rows: 12, span: 240 } as const;

/** A model that explains itself writes more than the simulated one, whose answers are measured. */
const WORDIER = 2;

type Call = DecisionStateValues["calls"][number];

/** Builds prompts of sampled rows with the simulated model in every model's place, and prices them. */
export async function estimateCost(pipeline: Pipeline): Promise<CostEstimate> {
  return priceCalls(pipeline, await rehearseCalls(pipeline));
}

/** What several pipelines over the same rows will ask, one after the other: equal questions to one model count once. */
export async function estimateTogether(pipelines: readonly Pipeline[]): Promise<CostEstimate> {
  const asked = new Set<string>();
  const none = { rows: 0, sampledRows: 0, calls: 0, promptTokens: 0, completionTokens: 0 };
  let whole: CostEstimate = { ...none, costUsd: 0 };
  for (const pipeline of pipelines) {
    const fresh = (await rehearseCalls(pipeline)).filter(({ node, messages }) => {
      const key = sha256(JSON.stringify([modelOf(pipeline, node)?.id, messages]));
      return !asked.has(key) && asked.add(key);
    });
    const own = priceCalls(pipeline, fresh);
    whole = {
      rows: own.rows,
      sampledRows: own.sampledRows,
      calls: whole.calls + own.calls,
      promptTokens: whole.promptTokens + own.promptTokens,
      completionTokens: whole.completionTokens + own.completionTokens,
      costUsd: whole.costUsd === null || own.costUsd === null ? null : whole.costUsd + own.costUsd,
    };
  }
  return whole;
}

function modelOf({ models }: Pipeline, node: string): ChatModel | undefined {
  const asking = MODEL_NODES.find((name) => name === node);
  return asking && models[asking];
}

/** Calls of sampled rows to models that will be asked. */
async function rehearseCalls({
  parts,
  config,
  data,
  askedNodes,
}: Pipeline): Promise<readonly Call[]> {
  if (askedNodes.length === 0) return [];
  const { service: _service, ...rest } = parts;
  const rehearsal = buildPipeline({ ...rest, model: makeSimulatedModel() });
  const asked = new Set<string>(askedNodes);
  const calls: Call[] = [];
  for (const row of sampledRows(config, data)) {
    const made = (await rehearsal.graph.invoke({ row })).calls;
    calls.push(...made.filter(({ node }) => asked.has(node)));
  }
  return calls;
}

function priceCalls(pipeline: Pipeline, calls: readonly Call[]): CostEstimate {
  const { config, data, parts } = pipeline;
  const { from, to } = config.rows ?? { from: 0, to: data.rows.length };
  const rows = to - from;
  const sampled = sampledRows(config, data);
  const scale = rows / sampled.length;
  const byNode = forEachNode((node) =>
    sumTokens(
      calls.filter((call) => call.node === node),
      scale,
    ),
  );
  return {
    rows,
    sampledRows: sampled.length,
    calls: Math.round(calls.length * scale),
    promptTokens: MODEL_NODES.reduce((sum, node) => sum + byNode[node].promptTokens, 0),
    completionTokens: MODEL_NODES.reduce((sum, node) => sum + byNode[node].completionTokens, 0),
    costUsd: MODEL_NODES.reduce<number | null>((sum, node) => {
      const { promptTokens, completionTokens } = byNode[node];
      if (promptTokens === 0) return sum;
      const price = priceOf(pipeline.models[node].origin, parts.service?.price);
      const cost = costOf(price, promptTokens, completionTokens);
      return sum === null || cost === null ? null : sum + cost;
    }, 0),
  };
}

function sampledRows({ rows }: Pipeline["config"], data: Pipeline["data"]): readonly number[] {
  const { from, to } = rows ?? { from: 0, to: data.rows.length };
  return sampleRows(from, Math.min(to - from, SAMPLE.span));
}

/** Evenly spread, ascending, at least one. */
function sampleRows(from: number, span: number): readonly number[] {
  const count = Math.min(span, SAMPLE.rows);
  return Array.from({ length: count }, (_, i) => from + Math.floor(((i + 0.5) * span) / count));
}

function sumTokens(
  calls: readonly Call[],
  scale: number,
): { readonly promptTokens: number; readonly completionTokens: number } {
  const sum = (texts: readonly string[]): number =>
    Math.round(texts.reduce((tokens, text) => tokens + estimateTokens(text), 0) * scale);
  return {
    promptTokens: sum(calls.flatMap(({ messages }) => messages.map(({ content }) => content))),
    completionTokens: WORDIER * sum(calls.map(({ reply }) => reply)),
  };
}
