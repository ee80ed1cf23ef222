/** The switches that say what a run is: those of `run`, which `audit` takes, too. */
import { type Command, Option } from "commander";
import { NODE_NAMES, type NodeName } from "../data/vocabulary.ts";
import { type RunConfig, type RunConfigInput, SENTIMENT_BY } from "../graphs/run-config.ts";
import type { TokenPrice } from "../nodes/models/cost/prices.ts";
import { REPLY_MODES, type ReplyMode } from "../nodes/models/replies/remembered-model.ts";
import { decimal, integer, nodeList, rowRange, tokenPrice } from "./option-parsers.ts";
import {
  type DataFlags,
  type PrintFlags,
  type ScoreFlags,
  withDataOptions,
  withPrintOptions,
  withScoreOptions,
} from "./shared-options.ts";

/** Configuration, costs and models of a run. */
export interface PipelineFlags extends DataFlags, ScoreFlags, PrintFlags {
  readonly llm?: string;
  readonly replies: ReplyMode;
  readonly maxCost?: number;
  readonly price?: TokenPrice;
  readonly unmasked?: true;
  readonly embedder: string;
  readonly without?: readonly NodeName[];
  readonly sentimentBy: RunConfig["sentimentBy"];
  readonly nodes?: string;
  readonly horizon: number;
  readonly labelLag?: number;
  readonly concurrency: number;
  readonly hysteresis?: number;
  readonly quantFirst?: true;
  readonly groundingGate?: true;
  readonly contextTokens?: number;
  readonly calibrated?: true;
  readonly singleCall?: true;
}

/** Those of `PipelineFlags`, the dataset, and which of its rows. */
export interface ConfigFlags extends PipelineFlags {
  readonly data?: string;
  readonly rows?: { readonly from: number; readonly to: number };
}

/** Who answers without `--llm`, for help. */
const BEST_OFFLINE = "default: recorded replies where there are any, else simulated";

/** Adds the switches of `ConfigFlags`. @param answers who answers without `--llm` */
export function withConfigOptions(command: Command, answers = BEST_OFFLINE): Command {
  command.option(
    "--data <file>",
    "CSV of bars (default: data/gold.csv if there, else the shipped sample)",
  );
  return withPipelineOptions(command, answers).option(
    "--rows <A:B>",
    "decide rows A to B-1; earlier rows still feed the memory",
    rowRange,
  );
}

/** Adds the switches of `PipelineFlags`. @param answers who answers without `--llm` */
export function withPipelineOptions(command: Command, answers = BEST_OFFLINE): Command {
  command
    .option(
      "--llm <model>",
      `simulated, replay, openai:MODEL, local:FILE.gguf, PROVIDER:MODEL, or NODE=MODEL,… (${answers})`,
    )
    .addOption(
      new Option("--replies <mode>", "stored replies: used, alone, or renewed")
        .choices(REPLY_MODES)
        .default("live"),
    )
    .option("--max-cost <usd>", "stop before model calls have cost more", decimal(0))
    .option(
      "--price <in,out>",
      "US dollars per million tokens, of every model that is paid for",
      tokenPrice,
    )
    .option("--unmasked", "show dates and price levels to the models")
    .option("--embedder <name>", "hash, use or openai:MODEL", "hash")
    .option("--without <nodes>", `switch nodes off: ${NODE_NAMES.join(", ")}`, nodeList)
    .addOption(
      new Option("--sentiment-by <who>", "the sentiment analyst: model, or classifier (no model)")
        .choices(SENTIMENT_BY)
        .default("model"),
    )
    .option("--nodes <file>", "ES module that exports makeNodes: nodes of your own")
    .option("--horizon <bars>", "bars until an outcome is known", integer(1), 6)
    .option("--label-lag <bars>", "bars until a label is known (default: the horizon)", integer(1))
    .option("--concurrency <n>", "rows under way at once", integer(1, 1000), 8)
    .option(
      "--hysteresis <band>",
      "keep the position until the score has moved by so much, up to 2",
      decimal(0, 2),
    )
    .option("--calibrated", "confidence and size by what retrieval has been worth so far")
    .option("--context-tokens <n>", "fit news and cases into about so many tokens", integer(150))
    .option("--grounding-gate", "send an ungrounded rationale back once, then abstain")
    .option("--quant-first", "show the arbiter the quant analyst's report first")
    .option("--single-call", "one call sees all evidence and decides: a control");
  return withPrintOptions(withDataOptions(withScoreOptions(command)));
}

/** The configuration that the switches describe, but for the model. */
export function configFrom(flags: PipelineFlags & Pick<ConfigFlags, "rows">): RunConfigInput {
  return {
    embedder: flags.embedder,
    without: [...(flags.without ?? [])],
    sentimentBy: flags.sentimentBy,
    rows: flags.rows ?? null,
    horizonBars: flags.horizon,
    labelLagBars: flags.labelLag ?? null,
    unmasked: flags.unmasked ?? false,
    hysteresis: flags.hysteresis ?? null,
    calibrated: flags.calibrated ?? false,
    contextTokens: flags.contextTokens ?? null,
    groundingGate: flags.groundingGate ?? false,
    quantFirst: flags.quantFirst ?? false,
    singleCall: flags.singleCall ?? false,
    seed: flags.seed,
    commission: flags.commission,
    slippage: flags.slippage,
    capital: flags.capital,
  };
}
