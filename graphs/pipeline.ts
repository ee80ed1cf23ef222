/** Puts a pipeline together: history, retriever, models, nodes and stand-ins, compiled into one graph. */
import { hashOf } from "../data/hash.ts";
import { MarketHistory, type MaturityRule, type PointInTimeView } from "../data/history.ts";
import type { MarketData } from "../data/load-rows.ts";
import { UsageError } from "../data/errors.ts";
import { NODE_NAMES } from "../data/vocabulary.ts";
import type { DecisionNodes } from "../nodes/channels.ts";
import { makeExtractFeatures } from "../nodes/extract-features.ts";
import { type ChatModel, type ModelNode, isSimulated } from "../nodes/models/chat-model.ts";
import { Budget } from "../nodes/models/cost/budget.ts";
import type { NodePrices } from "../nodes/models/cost/ledger.ts";
import { type TokenPrice, priceOf } from "../nodes/models/cost/prices.ts";
import { type NodeModels, forEachNode, modelsByNode } from "../nodes/models/node-models.ts";
import type { ReplyMemory } from "../nodes/models/open-models.ts";
import { serveModel } from "../nodes/models/serve.ts";
import { type Prompts, hashPrompts, loadPrompts } from "../nodes/prompts.ts";
import { STAND_INS } from "../nodes/stand-ins.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import { HnswCaseMemory } from "../retrieval/hnsw-case-memory.ts";
import { TurnQueue } from "../retrieval/turn-queue.ts";
import { makeWalkForwardRetriever } from "../retrieval/walk-forward-retriever.ts";
import { makeModelNodes, makeRetrieval } from "./built-in-nodes.ts";
import { CallFeed } from "./call-feed.ts";
import { codeVersion } from "./code-version.ts";
import { type DecisionGraph, buildDecisionGraph } from "./decision-graph.ts";
import { modelNodesOf } from "./model-nodes.ts";
import { type OwnNodes, ownNodesOf, sourcesOf } from "./own-nodes.ts";
import { type RunConfig } from "./run-config.ts";
import type { TrialsLedger } from "./trials/trial-files.ts";

/** What a pipeline is built from besides its configuration. */
export interface PipelineParts {
  readonly data: MarketData;
  /** What views are views of; for rows that arrive while the pipeline is there. @default all rows of `data` */
  readonly history?: MarketHistory;
  readonly config: RunConfig;
  /** One for all model nodes, or one a node. */
  readonly model: ChatModel | NodeModels;
  readonly service?: ServiceOptions;
  readonly embedder: Embedder;
  /** @default the files in `nodes/prompts/` */
  readonly prompts?: Prompts;
  /** Nodes of one's own, in place of the built-in ones. */
  readonly nodes?: OwnNodes;
  /** Names those nodes where their source text does not, such as a hash of the file they are from. */
  readonly nodesVersion?: string;
  /** Where `runPipeline`, and nothing else, puts finished runs down. @default nowhere */
  readonly trials?: TrialsLedger;
}

/** How models are asked. None of it is part of a run's name: it does not change what a question's answer is. */
export interface ServiceOptions {
  /** Where each node's replies are kept and looked up, and its tries. @default nowhere: every question is asked, once */
  readonly memories?: Readonly<Record<ModelNode, ReplyMemory | null>>;
  /** Stop before model calls have cost more than this; null for no limit. @default null */
  readonly maxCostUsd?: number | null;
  /** Price of every model that is paid for, US dollars per million tokens. @default list prices, where known */
  readonly price?: TokenPrice;
}

/** A dataset and a graph ready to decide its rows. `graph.invoke({ row })` decides one. */
export interface Pipeline {
  readonly data: MarketData;
  readonly history: MarketHistory;
  readonly config: RunConfig;
  /** Nodes of one's own, by name. */
  readonly ownNodes: Partial<DecisionNodes>;
  /** The nodes of the graph, stand-ins and nodes of one's own in their places. */
  readonly nodes: DecisionNodes;
  readonly graph: DecisionGraph;
  readonly turns: TurnQueue;
  /** The models as asked: with memory, budget and books. */
  readonly models: NodeModels;
  /** What their tokens cost, by node; null where not known. */
  readonly prices: NodePrices;
  /** Where each model call is told of. */
  readonly calls: CallFeed;
  readonly budget: Budget;
  /** Where its finished runs are counted; null for nowhere. */
  readonly trials: TrialsLedger | null;
  /** What it was built from, to build another like it. */
  readonly parts: PipelineParts;
  /** Everything that decides what the run comes to; its hash is the run's name. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** Nodes that may ask the model of their name: on, and built in or made by a function that is given the models. */
  readonly askingNodes: readonly ModelNode[];
  /** Built-in nodes for which a stand-in, not a language model, answers. */
  readonly simulatedNodes: readonly ModelNode[];
  /** Nodes whose model may be asked: of the asking ones those neither simulated nor replayed. */
  readonly askedNodes: readonly ModelNode[];
  /** The hash of `identity`, shortened. */
  readonly run: string;
}

/** Builds a pipeline. @throws UsageError when the rows to decide are not in the data */
export function buildPipeline(parts: PipelineParts): Pipeline {
  const { data, config, embedder, service = {}, prompts = loadPrompts() } = parts;
  mustHoldRows(data.rows.length, config.rows);
  const history = parts.history ?? new MarketHistory(data.rows, maturityOf(config));
  const off = new Set(config.without);
  const turns = new TurnQueue();
  const calls = new CallFeed();
  const budget = new Budget({ maxUsd: service.maxCostUsd ?? null });
  const models = serveAll(modelsByNode(parts.model), service, budget, calls);
  const prices = forEachNode((node) => priceOf(models[node].origin, service.price));

  const own = ownNodesOf(parts.nodes, { data, models });
  const extractFeatures = off.has("extractFeatures")
    ? STAND_INS.extractFeatures
    : (own.extractFeatures ?? makeExtractFeatures());
  const retrieving = {
    embedder,
    makeMemory: (dimensions: number) => new HnswCaseMemory(dimensions),
    featuresOf: async (view: PointInTimeView) => (await extractFeatures(view)).features,
    k: config.cases,
    gapBars: config.gapBars ?? undefined,
    weights: { features: config.featureWeight, text: 1 - config.featureWeight },
  };
  const retrieveCases = makeRetrieval(config, {
    retriever: makeWalkForwardRetriever({ ...retrieving, turns }),
    // In row order by itself: it must not wait for a turn of the rows that are decided.
    makeSecond: () => makeWalkForwardRetriever(retrieving),
  });
  const builtIn: DecisionNodes = {
    extractFeatures,
    retrieveCases,
    ...makeModelNodes({ config, models, prompts, embedder }),
  };
  const standIns = Object.fromEntries(config.without.map((node) => [node, STAND_INS[node]]));
  const nodes: DecisionNodes = { ...builtIn, ...own, ...standIns };
  const ownMayAsk = typeof parts.nodes === "function";
  const askingNodes = modelNodesOf({ config, ownNodes: own, ownMayAsk });
  // By which switch a model was named does not matter: the models themselves are named below.
  const { llm: _llm, sentimentBy, classifier, ...deciding } = config;
  const identity = {
    data: stampOf(data),
    code: codeVersion(),
    config: {
      ...deciding,
      without: NODE_NAMES.filter((node) => off.has(node)),
      // What the classifier learns by matters only where it learns.
      ...(sentimentBy === "classifier" && { sentimentBy, classifier }),
    },
    embedder: embedder.id,
    models: forEachNode((node) => (askingNodes.includes(node) ? models[node].id : null)),
    prompts: hashPrompts(prompts, config.singleCall),
    ownNodes: {
      ...sourcesOf(parts.nodes, own),
      ...(parts.nodesVersion !== undefined && { version: parts.nodesVersion }),
    },
  };
  return {
    data,
    history,
    config,
    ownNodes: own,
    nodes,
    graph: buildDecisionGraph(history, nodes),
    turns,
    models,
    prices,
    calls,
    budget,
    trials: parts.trials ?? null,
    parts,
    identity,
    askingNodes,
    simulatedNodes: askingNodes.filter(
      (node) => own[node] === undefined && isSimulated(models[node]),
    ),
    askedNodes: askingNodes.filter(
      (node) => !isSimulated(models[node]) && service.memories?.[node]?.mode !== "replay",
    ),
    run: runName(identity),
  };
}

/** The same pipeline under the name it has over this dataset; which rows its views show stays as it is. */
export function namedOver(pipeline: Pipeline, data: MarketData): Pipeline {
  const identity = { ...pipeline.identity, data: stampOf(data) };
  return { ...pipeline, data, identity, run: runName(identity) };
}

function stampOf({ sha256, columnMap, timezone }: MarketData) {
  return { sha256, columnMap, timezone };
}

/** First 16 hex digits of the hash. */
function runName(identity: Pipeline["identity"]): string {
  return hashOf(identity).slice(0, 16);
}

/** When outcomes and labels become known under a configuration. */
export function maturityOf({
  horizonBars,
  labelLagBars,
}: Pick<RunConfig, "horizonBars" | "labelLagBars">): MaturityRule {
  return { horizonBars, labelLagBars: labelLagBars ?? horizonBars };
}

/** Equal questions of different nodes share a call only if one model serves them: each is wrapped once. */
function serveAll(
  models: NodeModels,
  { memories, price }: ServiceOptions,
  budget: Budget,
  { emit: onCall }: CallFeed,
): NodeModels {
  const served = new Map<ChatModel, ChatModel>();
  return forEachNode((node) => {
    const model = models[node];
    const known = served.get(model);
    if (known) return known;
    const made = serveModel({
      model,
      budget,
      onCall,
      price: priceOf(model.origin, price),
      ...memories?.[node],
    });
    served.set(model, made);
    return made;
  });
}

/** @throws UsageError unless the rows to decide are among so many */
export function mustHoldRows(count: number, rows: RunConfig["rows"]): void {
  if (rows && !(rows.from < rows.to && rows.to <= count)) {
    throw new UsageError(
      `rows: expected A:B with 0 <= A < B <= ${count}, was ${rows.from}:${rows.to}`,
    );
  }
}
