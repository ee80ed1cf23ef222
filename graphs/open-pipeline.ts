/** Opens a pipeline from names: the model and the embedder that a configuration asks for. */
import type { MarketData } from "../data/load-rows.ts";
import type { DecisionNodes } from "../nodes/channels.ts";
import { makeModel } from "../nodes/models/make-model.ts";
import { makeEmbedder } from "../retrieval/embedders/make-embedder.ts";
import { type Pipeline, buildPipeline } from "./pipeline.ts";
import { type RunConfigInput, parseRunConfig } from "./run-config.ts";

/** What models and embedders need from outside the process. */
export interface Access {
  readonly openai: { readonly apiKey?: string; readonly baseURL?: string };
  /** Folder of content-addressed caches. */
  readonly cacheDir: string;
}

/**
 * Validates the configuration and builds the pipeline it describes.
 * @throws UsageError for a setting that makes no sense, an unknown name or a missing key
 */
export async function openPipeline(parts: {
  readonly data: MarketData;
  readonly config?: RunConfigInput;
  readonly access: Access;
  readonly nodes?: Partial<DecisionNodes>;
}): Promise<Pipeline> {
  const config = parseRunConfig(parts.config ?? {});
  return buildPipeline({
    data: parts.data,
    config,
    model: await makeModel(config.llm, parts.access),
    embedder: await makeEmbedder(config.embedder, parts.access),
    ...(parts.nodes && { nodes: parts.nodes }),
  });
}
