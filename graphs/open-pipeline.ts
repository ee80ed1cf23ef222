/** Opens a pipeline from names: the model and the embedder that a configuration asks for. */
import type { MarketData } from "../data/load-rows.ts";
import type { TokenPrice } from "../nodes/models/cost/prices.ts";
import type { ModelAccess } from "../nodes/models/make-model.ts";
import { type ModelSpecs, parseModelSpecs } from "../nodes/models/model-spec.ts";
import { forEachNode } from "../nodes/models/node-models.ts";
import { openModels } from "../nodes/models/open-models.ts";
import type { ReplyMode } from "../nodes/models/replies/remembered-model.ts";
import { makeEmbedder } from "../retrieval/embedders/make-embedder.ts";
import { MODEL_NODES } from "../nodes/models/chat-model.ts";
import { modelNodesOf } from "./model-nodes.ts";
import type { OwnNodes } from "./own-nodes.ts";
import { type Pipeline, buildPipeline } from "./pipeline.ts";
import { type RunConfigInput, parseRunConfig } from "./run-config.ts";
import type { LangSmithAccess } from "./tracing/langsmith-access.ts";
import { TrialFiles } from "./trials/trial-files.ts";

/** What models and embedders need from outside the process. */
export interface Access extends ModelAccess {
  /** Folder of content-addressed caches, and of the ledger of trials. */
  readonly cacheDir: string;
  /** Where runs can be traced besides their own directory. */
  readonly langsmith?: LangSmithAccess;
}

/** How models are asked and paid. */
export interface AskingOptions {
  /** `live`: stored replies first; `replay`: stored replies only; `refresh`: new replies. @default "live" */
  readonly replies?: ReplyMode;
  /** US dollars that calls of this run may cost; null for no limit. @default null */
  readonly maxCostUsd?: number | null;
  /** Price of every model that is paid for, US dollars per million tokens. @default list prices, where known */
  readonly price?: TokenPrice;
  /** Abort to end waits between tries at once, and begin no further try; the run's `signal`, as a rule. */
  readonly drain?: AbortSignal;
}

/**
 * Validates the configuration and builds the pipeline it describes. Its runs are counted in the ledger of trials.
 * @throws UsageError for a setting that makes no sense, an unknown name or a missing key
 */
export async function openPipeline(parts: {
  readonly data: MarketData;
  readonly config?: RunConfigInput;
  readonly access: Access;
  readonly nodes?: OwnNodes;
  readonly nodesVersion?: string;
  readonly asking?: AskingOptions;
  /** Opens models, as where several pipelines share them. @default each pipeline opens its own */
  readonly open?: typeof openModels;
}): Promise<Pipeline> {
  const { access, asking = {}, open = openModels } = parts;
  const config = parseRunConfig(parts.config ?? {});
  const specs = parseModelSpecs(config.llm);
  const { models, memories } = await open(asking.replies === "replay" ? replayed(specs) : specs, {
    access,
    cacheDir: access.cacheDir,
    // Nodes of one's own are made later, and any of them may ask.
    nodes: parts.nodes
      ? MODEL_NODES.filter((node) => !config.without.includes(node))
      : modelNodesOf({ config, ownNodes: {}, ownMayAsk: false }),
    ...(asking.replies && { mode: asking.replies }),
    ...(asking.drain && { patience: { drain: asking.drain } }),
  });
  return buildPipeline({
    data: parts.data,
    config,
    model: models,
    embedder: await makeEmbedder(config.embedder, access),
    trials: new TrialFiles(access.cacheDir),
    service: {
      memories,
      ...(asking.maxCostUsd !== undefined && { maxCostUsd: asking.maxCostUsd }),
      ...(asking.price && { price: asking.price }),
    },
    ...(parts.nodes && { nodes: parts.nodes }),
    ...(parts.nodesVersion !== undefined && { nodesVersion: parts.nodesVersion }),
  });
}

/** The same models, answering from stored replies only; the simulated one has no use for them. */
function replayed(specs: ModelSpecs): ModelSpecs {
  return forEachNode((node) => {
    const spec = specs[node];
    return spec.kind === "simulated" ? spec : { ...spec, replayOnly: true };
  });
}
