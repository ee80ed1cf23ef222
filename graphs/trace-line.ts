/** One line of `trace.jsonl`: a node's run on a row, with its model calls. */
import { formatDatetime } from "../data/datetime.ts";
import type { NodeRun } from "./node-step.ts";

/** JSON of one node run. Tokens and cost are null where no model was called or the provider does not say. */
export function traceLine({ row, node, input, output, startMs, endMs, calls }: NodeRun): string {
  return JSON.stringify({
    row,
    node,
    input,
    output,
    start: formatDatetime(startMs),
    end: formatDatetime(endMs),
    durationMs: Math.round((endMs - startMs) * 1000) / 1000,
    promptTokens: sumKnown(calls.map((call) => call.promptTokens)),
    completionTokens: sumKnown(calls.map((call) => call.completionTokens)),
    costUsd: sumKnown(calls.map((call) => call.costUsd)),
    cached: calls.length > 0 && calls.every((call) => call.cached),
    calls: calls.map(({ model, messages, reply, fault, cached, retries, latencyMs }) => ({
      model,
      messages,
      reply,
      fault,
      cached,
      retries,
      latencyMs,
    })),
  });
}

/** Sum of values that are all known; null when there is none or one is unknown. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum;
}
