/** Which nodes ask a model under a configuration, and how often at most. */
import type { DecisionNodes } from "../nodes/channels.ts";
import { type ModelNode, MODEL_NODES } from "../nodes/models/chat-model.ts";
import type { RunConfig } from "./run-config.ts";

/** A configuration, and nodes of one's own that stand in the built-in ones' places. */
export interface Asking {
  readonly config: RunConfig;
  readonly ownNodes: Partial<DecisionNodes>;
}

/** Nodes that may ask: those that are on, and of them only the arbiter where one call does for all. */
export function modelNodesOf({ config, ownNodes }: Asking): readonly ModelNode[] {
  const { without, singleCall } = config;
  return MODEL_NODES.filter(
    (node) =>
      !without.includes(node) &&
      (!singleCall || node === "arbitrate" || ownNodes[node] !== undefined),
  );
}

/** Most calls that one decision may take: each answer asked for once more, an ungrounded one sent back as well. */
export function mostCallsOf(asking: Asking): number {
  const { groundingGate } = asking.config;
  return modelNodesOf(asking).reduce(
    (sum, node) => sum + (groundingGate && node === "arbitrate" ? 4 : 2),
    0,
  );
}
