/** What a run says of its models: what they may cost, what they may know, what they did. */
import type { CostEstimate } from "../../graphs/cost-estimate.ts";
import type { NodeUsage } from "../../graphs/manifest.ts";
import { type ModelNode, MODEL_NODES } from "../../nodes/models/chat-model.ts";
import type { CallTotals, Ledger } from "../../nodes/models/cost/ledger.ts";
import { percent, plain, share } from "../../data/figures.ts";
import { dim, table } from "./format.ts";

/** The estimate before a run, and the limit it is held to. */
export function estimateLine(
  estimate: Omit<CostEstimate, "rows">,
  maxCostUsd: number | null,
): string {
  const { calls, promptTokens, completionTokens, costUsd, sampledRows } = estimate;
  const price =
    costUsd === null ? "price unknown (--price IN,OUT states it)" : `about ${dollars(costUsd)}`;
  const limit = maxCostUsd === null ? "" : `, stops at ${dollars(maxCostUsd)}`;
  return (
    `about ${calls} calls, ${count(promptTokens)} tokens in, ${count(completionTokens)} out: ` +
    `${price}${limit} ${dim(`(from ${sampledRows} rows, as if nothing were stored; stored replies cost nothing)`)}`
  );
}

/** Which nodes are one's own. */
export function ownNodesLine(names: readonly string[]): string {
  return `nodes  ${names.join(", ")}: your own, in place of the built-in`;
}

/**
 * Which rows a model's training data may hold.
 * @param contaminated leading rows, null when unknown
 * @returns null when there is nothing to warn of
 */
export function knowledgeLine(contaminated: number | null, rows: number): string | null {
  if (contaminated === 0) return null;
  if (contaminated === null) {
    return "a model states no training cut-off: it may know what followed these rows";
  }
  return `a model's training data may hold rows 0 to ${contaminated - 1} of ${rows}: they prove nothing`;
}

/** What calls came to, in a line. */
export function totalLine({ calls, cached, failed, costUsd, ...paid }: CallTotals): string {
  return (
    `${calls} calls, ${cached} of them stored or shared, ${failed} failed: ` +
    `${count(paid.promptTokens)} tokens in and ${count(paid.completionTokens)} out, paid ${spent(costUsd)}`
  );
}

/** The table of model calls, and what they came to; a line alone when there was none. */
export function callLines(
  { total, byNode }: Ledger,
  usage: Readonly<Record<ModelNode, NodeUsage>>,
): string {
  if (total.calls === 0) return "  no model was called";
  const rows = MODEL_NODES.map((node) => {
    const { calls, cached, retries, p95LatencyMs } = byNode[node];
    const { faults, promptTokens, completionTokens, staticShare, calls: asked } = usage[node];
    const faulty = Object.values(faults).reduce((sum, n) => sum + n, 0);
    return [
      node,
      String(calls),
      String(cached),
      String(retries),
      share(asked === 0 ? null : 1 - faulty / asked),
      count(promptTokens),
      count(completionTokens),
      share(staticShare),
      p95LatencyMs === null ? "n/a" : `${plain(p95LatencyMs / 1000, 1)} s`,
    ];
  });
  const head = ["node", "calls", "stored", "retries", "usable", "in", "out", "static", "p95"];
  return [
    table(head, rows),
    dim(
      `  paid in this directory: ${spent(total.costUsd)}${maybeMore(total)}; tokens are of the replies, stored or not;`,
    ),
    dim(
      "  static: share of the prompts that never changes, served by prefix caches; p95: of paid calls.",
    ),
  ].join("\n");
}

/** The return once the models are paid; null when they cost nothing. */
export function netLine(net: {
  readonly capital: number;
  readonly model_cost_usd: number | null;
  readonly total_return: number | null;
}): string | null {
  const { capital, model_cost_usd: cost, total_return } = net;
  if (cost === 0) return null;
  if (cost === null)
    return "What the models cost is not known: their price is not (--price IN,OUT).";
  return `After ${dollars(cost)} for the models, on a capital of ${capital}: ${percent(total_return, 2)}.`;
}

/** What tries without a reply may have cost on top. */
function maybeMore({ maybeBilled, atMostUsd }: CallTotals): string {
  if (maybeBilled === 0) return "";
  const tries = maybeBilled === 1 ? "1 try" : `${maybeBilled} tries`;
  return `, at most ${spent(atMostUsd)} (${tries} without a reply may be billed)`;
}

function spent(usd: number | null): string {
  return usd === null ? "an unknown amount" : dollars(usd);
}

function dollars(usd: number): string {
  return `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}

/** A count with thousands shortened. */
function count(tokens: number | null): string {
  if (tokens === null) return "n/a";
  if (tokens < 10_000) return String(tokens);
  return tokens < 1e6 ? `${(tokens / 1000).toFixed(0)}k` : `${(tokens / 1e6).toFixed(2)}M`;
}
