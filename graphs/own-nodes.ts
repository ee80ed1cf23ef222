/** Nodes of one's own: given ready-made, or made for each dataset that a pipeline is built over. */
import { UsageError } from "../data/errors.ts";
import { sha256 } from "../data/hash.ts";
import type { MarketData } from "../data/load-rows.ts";
import { NODE_NAMES, type NodeName } from "../data/vocabulary.ts";
import type { DecisionNodes } from "../nodes/channels.ts";
import type { NodeModels } from "../nodes/models/node-models.ts";
import type { RunConfig } from "./run-config.ts";

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

/**
 * The nodes themselves.
 * @throws UsageError for what is no such set of nodes: a promise of one, an unknown name, something that is no function
 */
export function ownNodesOf(
  nodes: OwnNodes | undefined,
  ground: NodeGround,
): Partial<DecisionNodes> {
  const made: unknown = typeof nodes === "function" ? nodes(ground) : (nodes ?? {});
  if (!isObject(made)) throw wrongNodes(made === null ? "null" : typeof made);
  // Awaited by nobody, it would leave the built-in nodes in their places.
  if (made instanceof Promise) throw wrongNodes("a promise");
  for (const [name, work] of Object.entries(made)) {
    if (!NODE_NAMES.some((known) => known === name)) throw wrongNodes(name);
    if (typeof work !== "function") throw wrongNodes(`${name}: ${typeof work}`);
  }
  if (typeof nodes === "function" && Object.keys(made).length === 0) throw wrongNodes("none");
  return made;
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object";
}

function wrongNodes(was: string): UsageError {
  return new UsageError(
    `own nodes: expected functions by name, out of ${NODE_NAMES.join(", ")}, was ${was}`,
  );
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

/** Nodes of one's own that stand in the graph, by name in alphabetical order; one that is off stands nowhere. */
export function ownNodeNames({
  ownNodes,
  config,
}: {
  readonly ownNodes: Partial<DecisionNodes>;
  readonly config: Pick<RunConfig, "without">;
}): readonly NodeName[] {
  return NODE_NAMES.filter(
    (node) => ownNodes[node] !== undefined && !config.without.includes(node),
  ).toSorted();
}
