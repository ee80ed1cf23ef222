/** The book of model calls: one line a call as a node asked for it, and what they sum to. */
import { z } from "zod";
import { canonicalJson } from "../../../data/hash.ts";
import { ASKERS, type Asker, MODEL_NODES, type ModelNode } from "../chat-model.ts";
import { forEachNode } from "../node-models.ts";
import { tokensSchema } from "../replies/reply-store.ts";
import { type Price, costOf } from "./prices.ts";
import { sumOf } from "./sum-of.ts";

/** The most tokens that one try can be charged for. */
const tokenBoundSchema = z.strictObject({
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
});
export type TokenBound = Readonly<z.infer<typeof tokenBoundSchema>>;

const usdSchema = z.number().nonnegative().nullable();

/** One call. Of a failed one, tokens and cost are not known. */
export const callLineSchema = z.strictObject({
  /** Who asked: a node, the probe of what the model remembers, or the judge of rationales. */
  node: z.enum(ASKERS),
  /** The model's id. */
  model: z.string(),
  /** Whether the reply came from a store or was shared with an equal call, and so was not paid. */
  cached: z.boolean(),
  retries: z.int().nonnegative(),
  promptTokens: tokensSchema,
  completionTokens: tokensSchema,
  /** Price of getting the reply once, paid here or not. */
  costUsd: usdSchema,
  /** What the budget booked for all tries made here: 0 where there was none, null where no price was known. */
  bookedUsd: usdSchema,
  /** Tries that gave no reply and may be billed all the same. */
  maybeBilled: z.int().nonnegative(),
  /** Of one try; null where none was made. */
  bound: tokenBoundSchema.nullable(),
  latencyMs: z.number().nonnegative(),
  outcome: z.enum(["reply", "failed"]),
});
export type CallLine = Readonly<z.infer<typeof callLineSchema>>;

/** Prices of the models by the node they answer for; null where not known. */
export type NodePrices = Readonly<Record<ModelNode, Price | null>>;

/** Sums over calls. Those that were paid are the replies that did not come from a store. */
export interface CallTotals {
  readonly calls: number;
  readonly cached: number;
  readonly failed: number;
  readonly retries: number;
  /** Tries that gave no reply and may be billed all the same: what they cost is in `atMostUsd` alone. */
  readonly maybeBilled: number;
  /** Of paid calls, null where one is unknown. */
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly costUsd: number | null;
  /** The most that all tries can have cost, null where one cannot be bounded. */
  readonly atMostUsd: number | null;
  /** Of paid calls, null where there is none. */
  readonly meanLatencyMs: number | null;
  /** The nearest-rank 95th percentile. */
  readonly p95LatencyMs: number | null;
}

export interface Ledger {
  readonly total: CallTotals;
  /** Every node that calls a model, those that made no call with zeros. */
  readonly byNode: Readonly<Record<ModelNode, CallTotals>>;
  /** Of the probe of what models remember, with the decisions made for it; absent where there was none. */
  readonly recall?: CallTotals;
  /** Of the judge of rationales, at the cost its lines were booked with; absent where there was none. */
  readonly judge?: CallTotals;
}

/** What lines come to at these prices, in total and by node. Where no price is known, a line's own cost stands. */
export function totalLedger(lines: readonly CallLine[], prices: NodePrices): Ledger {
  const repriced = lines.map((line) => ({ ...line, costUsd: costOfLine(line, prices) }));
  const by = (asker: Asker): readonly CallLine[] => repriced.filter(({ node }) => node === asker);
  const probing = by("recall");
  const judging = by("judge");
  return {
    total: totals(repriced, prices),
    byNode: forEachNode((node) => totals(by(node), prices)),
    ...(probing.length > 0 && { recall: totals(probing, prices) }),
    ...(judging.length > 0 && { judge: totals(judging, prices) }),
  };
}

/** The text of `ledger.json`. */
export function ledgerJson(ledger: Ledger): string {
  return `${JSON.stringify(ledger, null, 2)}\n`;
}

/** The most a call can have cost at these prices, else what was booked for it; null where neither is known. */
export function mostOfLine(line: CallLine, prices: NodePrices): number | null {
  const { bound, bookedUsd, maybeBilled } = line;
  const price = priceFor(line, prices);
  const aTry = bound && costOf(price, bound.promptTokens, bound.completionTokens);
  const reply = isPaid(line) ? (costOfLine(line, prices) ?? aTry) : 0;
  const others = maybeBilled === 0 ? 0 : aTry && maybeBilled * aTry;
  return sumOf([reply, others]) ?? bookedUsd;
}

function costOfLine(line: CallLine, prices: NodePrices): number | null {
  const { promptTokens, completionTokens, costUsd } = line;
  return costOf(priceFor(line, prices), promptTokens, completionTokens) ?? costUsd;
}

/**
 * The probe asks the models of all nodes: where their prices differ, its lines keep the cost they were booked with.
 * So do those of the judge, whose model is none of the nodes'.
 */
function priceFor({ node }: CallLine, prices: NodePrices): Price | null {
  if (node === "judge") return null;
  if (node !== "recall") return prices[node];
  const [first = null, ...others] = MODEL_NODES.map((each) => prices[each]);
  const name = canonicalJson(first);
  return others.every((price) => canonicalJson(price) === name) ? first : null;
}

function isPaid({ outcome, cached }: CallLine): boolean {
  return outcome === "reply" && !cached;
}

function totals(lines: readonly CallLine[], prices: NodePrices): CallTotals {
  const paid = lines.filter(isPaid);
  const latencies = paid.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
  const waited = latencies.reduce((sum, ms) => sum + ms, 0);
  return {
    calls: lines.length,
    cached: lines.filter(({ cached }) => cached).length,
    failed: lines.filter(({ outcome }) => outcome === "failed").length,
    retries: lines.reduce((sum, { retries }) => sum + retries, 0),
    maybeBilled: lines.reduce((sum, { maybeBilled }) => sum + maybeBilled, 0),
    promptTokens: sumOf(paid.map(({ promptTokens }) => promptTokens)),
    completionTokens: sumOf(paid.map(({ completionTokens }) => completionTokens)),
    costUsd: sumOf(paid.map(({ costUsd }) => costUsd)),
    atMostUsd: sumOf(lines.map((line) => mostOfLine(line, prices))),
    meanLatencyMs: latencies.length === 0 ? null : waited / latencies.length,
    p95LatencyMs: latencies[Math.ceil(0.95 * latencies.length) - 1] ?? null,
  };
}
