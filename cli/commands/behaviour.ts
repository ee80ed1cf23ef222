/** `hindcast behaviour`: changes a pipeline's inputs one at a time and measures what that does to its decisions. */
import { Command, Option } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import type { MarketData } from "../../data/load-rows.ts";
import type { BehaviourReport } from "../../graphs/behaviour/report.ts";
import type { BehaviourOptions } from "../../graphs/behaviour/scope.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import type { Ledger } from "../../nodes/models/cost/ledger.ts";
import type { TokenPrice } from "../../nodes/models/cost/prices.ts";
import { REPLY_MODES, type ReplyMode } from "../../nodes/models/replies/remembered-model.ts";
import { doBooked } from "../booked-work.ts";
import { chooseData } from "../data-choice.ts";
import { readEnvironment } from "../environment.ts";
import { chooseModel } from "../model-choice.ts";
import { decimal, integer, tokenPrice } from "../option-parsers.ts";
import { isRecordedBehaviour } from "../recorded-probe.ts";
import { behaviourScreen } from "../screens/behaviour-screen.ts";
import { estimateLine } from "../screens/model-lines.ts";
import {
  type DataFlags,
  type PrintFlags,
  loadData,
  withDataOptions,
  withPrintOptions,
} from "../shared-options.ts";

interface BehaviourFlags extends DataFlags, PrintFlags {
  readonly data?: string;
  readonly llm?: string;
  readonly out?: string;
  readonly replies: ReplyMode;
  readonly maxCost?: number;
  readonly price?: TokenPrice;
  readonly embedder?: string;
  readonly rows: number;
  readonly samples: number;
  readonly horizon?: number;
  readonly seed?: number;
  readonly concurrency: number;
}

/** The command with its switches. */
export function behaviourCommand(): Command {
  const command = new Command("behaviour")
    .description("change the inputs of decisions one at a time and measure what turns them")
    .option(
      "--data <file>",
      "CSV of bars (default: data/gold.csv if there, else the shipped sample)",
    )
    .option("--llm <model>", "as for run")
    .option("--out <dir>", "a finished run's directory, to add behaviour.json to")
    .addOption(
      new Option("--replies <mode>", "stored replies: used, alone, or renewed")
        .choices(REPLY_MODES)
        .default("live"),
    )
    .option("--max-cost <usd>", "stop before calls of this probe have cost more", decimal(0))
    .option(
      "--price <in,out>",
      "US dollars per million tokens, of every model that is paid for",
      tokenPrice,
    )
    .option("--rows <n>", "rows to probe, drawn from twice as many", integer(1), 12)
    .option("--samples <n>", "further answers a row with other seeds", integer(0), 5)
    .option("--embedder <name>", "hash, use or openai:MODEL (default: hash, or the run's)")
    .option("--horizon <bars>", "bars until an outcome (default: 6, or the run's)", integer(1))
    .option(
      "--seed <n>",
      "seed of the draw of rows and of the models (default: 1, or the run's)",
      integer(0, 2 ** 31 - 1),
    )
    .option("--concurrency <n>", "rows under way at once", integer(1, 1000), 4);
  return withPrintOptions(withDataOptions(command)).action(behaviour);
}

async function behaviour(flags: BehaviourFlags): Promise<void> {
  const choice = chooseData(flags.data);
  const say = (line: string): void => void (flags.json ? null : process.stdout.write(`${line}\n`));
  const data = await loadData(choice.file, flags);
  const { pipeline, spoken } = await openProbed(flags, data);
  say(`data   ${choice.spoken}, ${data.rows.length} rows`);
  say(`model  ${spoken}`);
  const { estimateBehaviour } = await import("../../graphs/behaviour/estimate.ts");
  const estimate = await estimateBehaviour(pipeline, flags);
  if (estimate) say(`cost   ${estimateLine(estimate, flags.maxCost ?? null)}`);
  const { report, ledger } = await measure(pipeline, flags);
  process.stdout.write(
    flags.json
      ? `${metricsJson({ ...report, estimate, ledger })}\n`
      : behaviourScreen(report, ledger.total),
  );
}

/** @throws UsageError as `openPipeline`, or when `--out` holds no run */
async function openProbed(
  flags: BehaviourFlags,
  data: MarketData,
): Promise<{ readonly pipeline: Pipeline; readonly spoken: string }> {
  const { out, embedder, horizon, seed, replies, maxCost, price } = flags;
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { openPipeline } = await import("../../graphs/open-pipeline.ts");
  const { configOfRun } = await import("../../graphs/recall/record.ts");
  const config = {
    ...(out !== undefined && configOfRun(out, data)),
    ...(embedder !== undefined && { embedder }),
    ...(horizon !== undefined && { horizonBars: horizon }),
    ...(seed !== undefined && { seed }),
  };
  // Without --llm, recorded replies serve the very rows that they are replies to.
  const { rows: within, seed: drawn } = parseRunConfig(config);
  const isRecorded = isRecordedBehaviour({ rows: flags.rows, seed: drawn, within });
  const given = flags.llm ?? (isRecorded ? undefined : "simulated");
  const { llm, spoken } = chooseModel(given, data, parseRunConfig(config));
  const pipeline = await openPipeline({
    data,
    access: readEnvironment(),
    config: { ...config, llm },
    asking: { replies, maxCostUsd: maxCost ?? null, ...(price && { price }) },
  });
  return { pipeline, spoken };
}

async function measure(
  pipeline: Pipeline,
  { rows, samples, concurrency, out, replies }: BehaviourFlags,
): Promise<{ readonly report: BehaviourReport; readonly ledger: Ledger }> {
  const { recordBehaviour } = await import("../../graphs/behaviour/record.ts");
  const { probeBehaviour } = await import("../../graphs/behaviour/probe.ts");
  return doBooked({
    name: "probing",
    unit: "decisions",
    prices: pipeline.prices,
    replies,
    work: async ({ onCall, onProgress }) => {
      const options: BehaviourOptions = { rows, samples, concurrency, onProgress };
      if (out !== undefined) return recordBehaviour(out, pipeline, { ...options, onCall });
      const unlisten = pipeline.calls.listen(onCall);
      return probeBehaviour(pipeline, options).finally(unlisten);
    },
  });
}
