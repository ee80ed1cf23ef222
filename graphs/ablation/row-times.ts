/** How long a row's models took, also where a reply was paid for by another variant of the same experiment. */
import { sha256 } from "../../data/hash.ts";
import type { ModelNode } from "../../nodes/models/chat-model.ts";
import type { TracedRow } from "../reasoning/read-trace.ts";

/** A model call by the hash of its question. */
interface TimedCall {
  readonly node: string;
  readonly question: string;
  /** Of the call as it was paid; null where the reply was stored already, or a rule answered. */
  readonly latencyMs: number | null;
}

/** Calls of rows, by row. */
export type RowCalls = ReadonlyMap<number, readonly TimedCall[]>;

/** The two whose calls are under way at the same time. */
const SIDE_BY_SIDE: ReadonlySet<string> = new Set(["analyzeSentiment", "analyzeQuant"]);

/** The calls of a row as its trace has them. @param simulated nodes whose answers took no model's time */
export function callsOf(
  { nodes }: TracedRow,
  simulated: readonly ModelNode[],
): readonly TimedCall[] {
  return [...nodes.values()].flatMap(({ node, calls }) =>
    calls.map(({ model, messages, cached = true, latencyMs = null }) => ({
      node,
      question: sha256(JSON.stringify([model, messages])),
      latencyMs: cached || simulated.some((name) => name === node) ? null : latencyMs,
    })),
  );
}

/** Milliseconds by question, as whichever variant paid for it measured them; the first one counts. */
export function knownTimes(variants: readonly RowCalls[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { question, latencyMs } of variants.flatMap((rows) => [...rows.values()].flat())) {
    if (latencyMs !== null && !times.has(question)) times.set(question, latencyMs);
  }
  return times;
}

/**
 * What a row would have taken had nothing been stored: the slower of the two analysts, then the rest. 0 for a row
 * without calls; null where one was never measured.
 */
export function rowTime(
  calls: readonly TimedCall[],
  times: ReadonlyMap<string, number>,
): number | null {
  const byNode = new Map<string, number>();
  for (const { node, question } of calls) {
    const ms = times.get(question);
    if (ms === undefined) return null;
    byNode.set(node, (byNode.get(node) ?? 0) + ms);
  }
  const nodes = [...byNode];
  const branches = nodes.filter(([node]) => SIDE_BY_SIDE.has(node)).map(([, ms]) => ms);
  const others = nodes.filter(([node]) => !SIDE_BY_SIDE.has(node)).map(([, ms]) => ms);
  return Math.max(0, ...branches) + others.reduce((sum, ms) => sum + ms, 0);
}
