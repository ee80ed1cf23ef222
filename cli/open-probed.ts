/** Opens the pipeline that a probe is of: the run's in `--out`, or the one that the switches describe. */
import type { MarketData } from "../data/load-rows.ts";
import type { Pipeline } from "../graphs/pipeline.ts";
import { type RunConfig, parseRunConfig } from "../graphs/run-config.ts";
import { readEnvironment } from "./environment.ts";
import { chooseModel } from "./model-choice.ts";
import type { ProbeFlags } from "./probe-options.ts";

/**
 * The pipeline, and the words that name its models on screen.
 * @param isRecorded whether, without `--llm`, recorded replies serve the very questions of this probe
 * @throws UsageError as `openPipeline`, or when `--out` holds no run
 */
export async function openProbed(
  flags: ProbeFlags,
  data: MarketData,
  isRecorded: (config: RunConfig) => boolean,
): Promise<{ readonly pipeline: Pipeline; readonly spoken: string }> {
  const { out, embedder, horizon, seed, replies, maxCost, price } = flags;
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { openPipeline } = await import("../graphs/open-pipeline.ts");
  const { configOfRun } = await import("../graphs/recall/record.ts");
  const config = {
    ...(out !== undefined && configOfRun(out, data)),
    ...(embedder !== undefined && { embedder }),
    ...(horizon !== undefined && { horizonBars: horizon }),
    ...(seed !== undefined && { seed }),
  };
  const parsed = parseRunConfig(config);
  const given = flags.llm ?? (isRecorded(parsed) ? undefined : "simulated");
  const { llm, spoken } = chooseModel(given, data, parsed, "probe");
  const pipeline = await openPipeline({
    data,
    access: readEnvironment(),
    config: { ...config, llm },
    asking: { replies, maxCostUsd: maxCost ?? null, ...(price && { price }) },
  });
  return { pipeline, spoken };
}
