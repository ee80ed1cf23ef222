/** Nodes of one's own: given ready-made, or made for each dataset that a pipeline is built over. */
import { sha256 } from "../data/hash.ts";
import type { MarketData } from "../data/load-rows.ts";
import type { DecisionNodes } from "../nodes/channels.ts";
import type { NodeModels } from "../nodes/models/node-models.ts";

/** What nodes of one's own may be made from. */
export interface NodeGround {
  /** All rows: for what is computed ahead of them. Deciding goes by views. */
  readonly data: MarketData;
  /** The models as the pipeline asks them: with memory, budget and books. */
  readonly models: NodeModels;
}

/** Makes nodes for one dataset. What they compute from rows must come from the rows given: an audit gives others. */
export type MakeNodes = (ground: NodeGround) => Partial<DecisionNodes>;

/** In place of the built-in nodes of the same names. */
export type OwnNodes = Partial<DecisionNodes> | MakeNodes;

/** The nodes themselves. */
export function ownNodesOf(
  nodes: OwnNodes | undefined,
  ground: NodeGround,
): Partial<DecisionNodes> {
  return typeof nodes === "function" ? nodes(ground) : (nodes ?? {});
}

/** Names nodes by their source text, and by that of what made them. What else they close over is not seen. */
export function sourcesOf(
  nodes: OwnNodes | undefined,
  made: Partial<DecisionNodes>,
): Readonly<Record<string, string>> {
  const sources = Object.entries(made).map(([node, work]) => [node, sha256(String(work))] as const);
  const maker = typeof nodes === "function" ? [["made by", sha256(String(nodes))] as const] : [];
  return Object.fromEntries([...sources, ...maker]);
}
