/** Puts a pipeline together: history, retriever, models, nodes and stand-ins, compiled into one graph. */
import { hashOf, sha256 } from "../data/hash.ts";
import { MarketHistory } from "../data/history.ts";
import type { MarketData } from "../data/load-rows.ts";
import { UsageError } from "../data/errors.ts";
import { NODE_NAMES } from "../data/vocabulary.ts";
import { makeAnalyzeQuant } from "../nodes/analyze-quant.ts";
import { makeAnalyzeSentiment } from "../nodes/analyze-sentiment.ts";
import { makeArbitrate } from "../nodes/arbitrate.ts";
import type { DecisionNodes } from "../nodes/channels.ts";
import { makeExtractFeatures } from "../nodes/extract-features.ts";
import type { ChatModel } from "../nodes/models/chat-model.ts";
import { type Prompts, hashPrompts, loadPrompts } from "../nodes/prompts.ts";
import { makeRetrieveCases } from "../nodes/retrieve-cases.ts";
import { STAND_INS } from "../nodes/stand-ins.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import { HnswCaseMemory } from "../retrieval/hnsw-case-memory.ts";
import { TurnQueue } from "../retrieval/turn-queue.ts";
import { makeWalkForwardRetriever } from "../retrieval/walk-forward-retriever.ts";
import { codeVersion } from "./code-version.ts";
import { type DecisionGraph, buildDecisionGraph } from "./decision-graph.ts";
import type { RunConfig } from "./run-config.ts";

/** What a pipeline is built from besides its configuration. */
export interface PipelineParts {
  readonly data: MarketData;
  readonly config: RunConfig;
  readonly model: ChatModel;
  readonly embedder: Embedder;
  /** @default the files in `nodes/prompts/` */
  readonly prompts?: Prompts;
  /** Nodes of one's own, in place of the built-in ones. */
  readonly nodes?: Partial<DecisionNodes>;
}

/** A dataset and a graph ready to decide its rows. `graph.invoke({ row })` decides one. */
export interface Pipeline {
  readonly data: MarketData;
  readonly history: MarketHistory;
  readonly config: RunConfig;
  readonly graph: DecisionGraph;
  readonly turns: TurnQueue;
  /** Everything that decides what the run comes to; its hash is the run's name. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** True when a stand-in, not a language model, answers. */
  readonly simulated: boolean;
  /** First 16 hex digits of the hash of `identity`. */
  readonly run: string;
}

/** Builds a pipeline. @throws UsageError when the rows to decide are not in the data */
export function buildPipeline(parts: PipelineParts): Pipeline {
  const { data, config, model, embedder, prompts = loadPrompts() } = parts;
  mustHoldRows(data.rows.length, config.rows);
  const horizonBars = config.horizonBars;
  const maturity = { horizonBars, labelLagBars: config.labelLagBars ?? horizonBars };
  const history = new MarketHistory(data.rows, maturity);
  const off = new Set(config.without);
  const turns = new TurnQueue();

  const extractFeatures = off.has("extractFeatures")
    ? STAND_INS.extractFeatures
    : (parts.nodes?.extractFeatures ?? makeExtractFeatures());
  const retriever = makeWalkForwardRetriever({
    embedder,
    makeMemory: (dimensions) => new HnswCaseMemory(dimensions),
    featuresOf: async (view) => (await extractFeatures(view)).features,
    k: config.cases,
    gapBars: config.gapBars ?? undefined,
    weights: { features: config.featureWeight, text: 1 - config.featureWeight },
    turns,
  });
  const shared = { model, seed: config.seed, horizonBars, unmasked: config.unmasked };
  const builtIn: DecisionNodes = {
    extractFeatures,
    retrieveCases: makeRetrieveCases({ retriever }),
    analyzeSentiment: makeAnalyzeSentiment({ ...shared, prompt: prompts.analyzeSentiment }),
    analyzeQuant: makeAnalyzeQuant({ ...shared, prompt: prompts.analyzeQuant }),
    arbitrate: makeArbitrate({ ...shared, prompt: prompts.arbitrate }),
  };
  const standIns = Object.fromEntries(config.without.map((node) => [node, STAND_INS[node]]));
  const identity = {
    data: { sha256: data.sha256, columnMap: data.columnMap, timezone: data.timezone },
    code: codeVersion(),
    config: { ...config, without: NODE_NAMES.filter((node) => off.has(node)) },
    embedder: embedder.id,
    model: model.id,
    prompts: hashPrompts(prompts),
    // By source text: what a node of one's own closes over is not seen.
    ownNodes: Object.fromEntries(
      Object.entries(parts.nodes ?? {}).map(([node, work]) => [node, sha256(String(work))]),
    ),
  };
  return {
    data,
    history,
    config,
    graph: buildDecisionGraph(history, { ...builtIn, ...parts.nodes, ...standIns }),
    turns,
    identity,
    simulated: model.id === "simulated",
    run: hashOf(identity).slice(0, 16),
  };
}

function mustHoldRows(count: number, rows: RunConfig["rows"]): void {
  if (rows && !(rows.from < rows.to && rows.to <= count)) {
    throw new UsageError(
      `rows: expected A:B with 0 <= A < B <= ${count}, was ${rows.from}:${rows.to}`,
    );
  }
}
