/** Opens the pipeline that the switches of `run` describe, for whoever decides its rows. */
import type { MarketData } from "../data/load-rows.ts";
import type { Pipeline } from "../graphs/pipeline.ts";
import { type RunConfigInput, parseRunConfig } from "../graphs/run-config.ts";
import type { ReplyMode } from "../nodes/models/replies/remembered-model.ts";
import { type DataChoice, chooseData } from "./data-choice.ts";
import { readEnvironment } from "./environment.ts";
import { type ModelChoice, chooseModel } from "./model-choice.ts";
import { loadNodesFile } from "./nodes-file.ts";
import { type ConfigFlags, configFrom } from "./run-options.ts";
import { loadData } from "./shared-options.ts";

/** A pipeline, and the words that name what it is made of. */
export interface OpenedRun {
  readonly pipeline: Pipeline;
  readonly data: MarketData;
  readonly dataChoice: DataChoice;
  readonly modelChoice: ModelChoice;
}

/** What differs from one opening to another. */
export interface Opening {
  /** How stored replies are used. @default as the switches say */
  readonly replies?: ReplyMode;
  /** Ends waits between tries. */
  readonly drain?: AbortSignal;
  /** Told of the model before it is opened; may throw. */
  readonly admit?: (choice: ModelChoice) => void;
}

/** Loads the data and builds the pipeline. @throws InputError, UsageError for what makes no sense */
export async function openRun(flags: ConfigFlags, opening: Opening = {}): Promise<OpenedRun> {
  const dataChoice = chooseData(flags.data);
  const data = await loadData(dataChoice.file, flags);
  const own = flags.nodes === undefined ? {} : await loadNodesFile(flags.nodes);
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { openPipeline } = await import("../graphs/open-pipeline.ts");
  const input: RunConfigInput = configFrom(flags);
  const modelChoice = chooseModel(flags.llm, data, parseRunConfig(input));
  opening.admit?.(modelChoice);
  const pipeline = await openPipeline({
    data,
    access: readEnvironment(),
    config: { ...input, llm: modelChoice.llm },
    ...own,
    asking: {
      replies: opening.replies ?? flags.replies,
      maxCostUsd: flags.maxCost ?? null,
      ...(opening.drain && { drain: opening.drain }),
      ...(flags.price && { price: flags.price }),
    },
  });
  return { pipeline, data, dataChoice, modelChoice };
}
