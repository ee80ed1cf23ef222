/** The lines of `trace.jsonl`: one a node's run on a row, and one a model call of it. */
import { formatDatetime } from "../data/datetime.ts";
import type { RowTrace, TracedCall, TracedNode } from "./tracing/row-trace.ts";

/** A row's lines, each node's followed by those of its calls, which alone hold their texts. */
export function traceLines(trace: RowTrace): readonly string[] {
  return trace.nodes.flatMap((node) => [
    nodeLine(node, trace),
    ...node.calls.map((call) => callLine(call, node, trace)),
  ]);
}

/** JSON of one node run. Tokens and cost are null where no model was called or the provider does not say. */
function nodeLine(node: TracedNode, trace: RowTrace): string {
  const { row, id, input, output, calls } = node;
  return JSON.stringify({
    row,
    node: node.node,
    kind: "node",
    id,
    parentId: trace.id,
    traceId: trace.id,
    input,
    output,
    ...times(node),
    promptTokens: sumKnown(calls.map((call) => call.promptTokens)),
    completionTokens: sumKnown(calls.map((call) => call.completionTokens)),
    costUsd: sumKnown(calls.map((call) => call.costUsd)),
    cached: calls.length > 0 && calls.every((call) => call.cached),
  });
}

/** JSON of one model call; start and end are reckoned from how long it took. */
function callLine(call: TracedCall, { row, node, id }: TracedNode, trace: RowTrace): string {
  return JSON.stringify({
    row,
    node,
    kind: "model",
    id: call.id,
    parentId: id,
    traceId: trace.id,
    model: call.model,
    messages: call.messages,
    reply: call.reply,
    fault: call.fault,
    ...times(call),
    promptTokens: call.promptTokens,
    completionTokens: call.completionTokens,
    costUsd: call.costUsd,
    cached: call.cached,
    retries: call.retries,
    latencyMs: call.latencyMs,
  });
}

function times({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }): object {
  return {
    start: formatDatetime(startMs),
    end: formatDatetime(endMs),
    durationMs: Math.round((endMs - startMs) * 1000) / 1000,
  };
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
