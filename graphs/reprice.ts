/** Gives records the prices of today: what a row cost is its tokens at one price, whenever it was decided. */
import { MODEL_NODES } from "../nodes/models/chat-model.ts";
import { costOf } from "../nodes/models/cost/prices.ts";
import type { Pipeline } from "./pipeline.ts";
import type { CallUsage, RowRecord } from "./row-record.ts";

/** The same record, its costs at the pipeline's prices. Calls that a node of one's own made to another model stay. */
export function repriced(record: RowRecord, pipeline: Pipeline): RowRecord {
  return {
    ...record,
    usage: record.usage.map((call) => ({ ...call, costUsd: costToday(call, pipeline) })),
  };
}

function costToday(call: CallUsage, { models, prices }: Pipeline): number | null {
  const node = MODEL_NODES.find((known) => known === call.node);
  if (node === undefined || models[node].id !== call.model) return call.costUsd;
  return costOf(prices[node], call.promptTokens, call.completionTokens);
}
