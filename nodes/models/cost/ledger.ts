/** The book of model calls: one line a call as a node asked for it, and what they sum to. */
import { z } from "zod";
import { stopwatchMs } from "../../../data/clock.ts";
import {
  type ChatModel,
  type ChatReply,
  type ChatRequest,
  MODEL_NODES,
  type ModelNode,
} from "../chat-model.ts";
import { tokensSchema } from "../replies/reply-store.ts";

/** One call. Of a failed one, tokens and cost are not known. */
export const callLineSchema = z.strictObject({
  node: z.enum(MODEL_NODES),
  /** The model's id. */
  model: z.string(),
  /** Whether the reply came from a store or was shared with an equal call, and so was not paid. */
  cached: z.boolean(),
  retries: z.int().nonnegative(),
  promptTokens: tokensSchema,
  completionTokens: tokensSchema,
  /** Price of getting the reply once, paid here or not. */
  costUsd: z.number().nonnegative().nullable(),
  latencyMs: z.number().nonnegative(),
  outcome: z.enum(["reply", "failed"]),
});
export type CallLine = Readonly<z.infer<typeof callLineSchema>>;

/** Sums over calls. Those that were paid are the replies that did not come from a store. */
export interface CallTotals {
  readonly calls: number;
  readonly cached: number;
  readonly failed: number;
  readonly retries: number;
  /** Of paid calls, null where one is unknown. */
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly costUsd: number | null;
  /** Of paid calls, null where there is none. */
  readonly meanLatencyMs: number | null;
  /** The nearest-rank 95th percentile. */
  readonly p95LatencyMs: number | null;
}

export interface Ledger {
  readonly total: CallTotals;
  /** Every node that calls a model, those that made no call with zeros. */
  readonly byNode: Readonly<Record<ModelNode, CallTotals>>;
}

/** The same model; each call is timed and reported, a failed one before its error goes on. Belongs outermost. */
export function makeAccountedModel({
  model,
  onCall,
}: {
  readonly model: ChatModel;
  readonly onCall: (line: CallLine) => void;
}): ChatModel {
  return {
    id: model.id,
    origin: model.origin,
    async complete(request, options) {
      const started = stopwatchMs();
      const line = (reply: ChatReply | null): CallLine =>
        callLine(model, request, reply, stopwatchMs() - started);
      let reply: ChatReply;
      try {
        reply = await model.complete(request, options);
      } catch (error) {
        onCall(line(null));
        throw error;
      }
      const answered = line(reply);
      onCall(answered);
      return { ...reply, latencyMs: answered.latencyMs };
    },
  };
}

/** What lines come to, in total and by node. */
export function totalLedger(lines: readonly CallLine[]): Ledger {
  const of = (node: ModelNode): CallTotals => totals(lines.filter((line) => line.node === node));
  return {
    total: totals(lines),
    byNode: {
      analyzeSentiment: of("analyzeSentiment"),
      analyzeQuant: of("analyzeQuant"),
      arbitrate: of("arbitrate"),
    },
  };
}

function callLine(
  model: ChatModel,
  { node }: ChatRequest,
  reply: ChatReply | null,
  latencyMs: number,
): CallLine {
  return {
    node,
    model: model.id,
    cached: reply?.cached ?? false,
    retries: reply?.retries ?? 0,
    promptTokens: reply?.promptTokens ?? null,
    completionTokens: reply?.completionTokens ?? null,
    costUsd: reply?.costUsd ?? null,
    latencyMs,
    outcome: reply === null ? "failed" : "reply",
  };
}

function totals(lines: readonly CallLine[]): CallTotals {
  const paid = lines.filter(({ outcome, cached }) => outcome === "reply" && !cached);
  const latencies = paid.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
  const waited = latencies.reduce((sum, ms) => sum + ms, 0);
  return {
    calls: lines.length,
    cached: lines.filter(({ cached }) => cached).length,
    failed: lines.filter(({ outcome }) => outcome === "failed").length,
    retries: lines.reduce((sum, { retries }) => sum + retries, 0),
    promptTokens: sumOf(paid.map(({ promptTokens }) => promptTokens)),
    completionTokens: sumOf(paid.map(({ completionTokens }) => completionTokens)),
    costUsd: sumOf(paid.map(({ costUsd }) => costUsd)),
    meanLatencyMs: latencies.length === 0 ? null : waited / latencies.length,
    p95LatencyMs: latencies[Math.ceil(0.95 * latencies.length) - 1] ?? null,
  };
}

/** Nothing sums to 0; a sum with an unknown part is unknown. */
function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}
