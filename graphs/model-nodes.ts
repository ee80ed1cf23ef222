/** Which nodes ask a model under a configuration, and how often at most. */
import type { DecisionNodes } from "../nodes/channels.ts";
import { type ModelNode, MODEL_NODES } from "../nodes/models/chat-model.ts";
import type { RunConfig } from "./run-config.ts";

/** A configuration, and nodes of one's own that stand in the built-in ones' places. */
export interface Asking {
  readonly config: RunConfig;
  readonly ownNodes: Partial<DecisionNodes>;
  /** Whether those were made by a function, which is given the models. */
  readonly ownMayAsk: boolean;
}

/**
 * Nodes that may ask: those that are on, and of the built-in ones only the arbiter where one call does for all,
 * and not the sentiment analyst where a classifier is in its place.
 */
export function modelNodesOf({ config, ownNodes, ownMayAsk }: Asking): readonly ModelNode[] {
  const { without, singleCall, sentimentBy } = config;
  return MODEL_NODES.filter((node) => {
    if (without.includes(node)) return false;
    if (ownNodes[node] !== undefined) return ownMayAsk;
    if (node === "analyzeSentiment" && sentimentBy === "classifier") return false;
    return !singleCall || node === "arbitrate";
  });
}

/** Most calls that one decision may take: each answer asked for once more, an ungrounded one sent back as well. */
export function mostCallsOf({
  config: { groundingGate },
  askingNodes,
}: {
  readonly config: RunConfig;
  readonly askingNodes: readonly ModelNode[];
}): number {
  return askingNodes.reduce(
    (sum, node) => sum + (groundingGate && node === "arbitrate" ? 4 : 2),
    0,
  );
}
