/** `hindcast recall`: asks models what they remember of a dataset's period, with no inputs, and scores it. */
import { Command, Option } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import type { MarketData } from "../../data/load-rows.ts";
import { contaminatedOf } from "../../graphs/manifest.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import type { RecallReport } from "../../graphs/recall/report.ts";
import type { RecallOptions } from "../../graphs/recall/scope.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import type { CallLine, Ledger } from "../../nodes/models/cost/ledger.ts";
import type { TokenPrice } from "../../nodes/models/cost/prices.ts";
import { REPLY_MODES, type ReplyMode } from "../../nodes/models/replies/remembered-model.ts";
import { chooseData } from "../data-choice.ts";
import { doBooked } from "../booked-work.ts";
import { readEnvironment } from "../environment.ts";
import { chooseModel } from "../model-choice.ts";
import { decimal, integer, tokenPrice } from "../option-parsers.ts";
import { isRecordedProbe } from "../recorded-probe.ts";
import { estimateLine, knowledgeLine } from "../screens/model-lines.ts";
import { recallScreen } from "../screens/recall-screen.ts";
import {
  type DataFlags,
  type PrintFlags,
  loadData,
  withAssetOption,
  withDataOptions,
  withPrintOptions,
} from "../shared-options.ts";

interface RecallFlags extends DataFlags, PrintFlags {
  readonly data?: string;
  readonly llm?: string;
  readonly out?: string;
  readonly asset?: string;
  readonly replies: ReplyMode;
  readonly maxCost?: number;
  readonly price?: TokenPrice;
  readonly embedder?: string;
  readonly rows: number;
  readonly twins: number;
  readonly horizon?: number;
  readonly seed?: number;
  readonly concurrency: number;
}

/** The command with its switches. */
export function recallCommand(): Command {
  const command = new Command("recall")
    .description("ask models what they remember of the period, with no inputs, and score it")
    .option(
      "--data <file>",
      "CSV of bars (default: data/gold.csv if there, else the shipped sample)",
    )
    .option("--llm <model>", "as for run")
    .option("--out <dir>", "a finished run's directory, to add what is found to")
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
    .option("--rows <n>", "rows to ask about, evenly spread", integer(1), 40)
    .option("--twins <n>", "rows to decide masked and unmasked; 0 for none", integer(0), 40)
    .option("--embedder <name>", "hash, use or openai:MODEL (default: hash, or the run's)")
    .option("--horizon <bars>", "bars until an outcome (default: 6, or the run's)", integer(1))
    .option(
      "--seed <n>",
      "seed of the order of choices and of intervals (default: 1, or the run's)",
      integer(0, 2 ** 31 - 1),
    )
    .option("--concurrency <n>", "questions under way at once", integer(1, 1000), 8);
  return withPrintOptions(withDataOptions(withAssetOption(command))).action(recall);
}

async function recall(flags: RecallFlags): Promise<void> {
  const choice = chooseData(flags.data);
  const say = (line: string): void => void (flags.json ? null : process.stdout.write(`${line}\n`));
  const data = await loadData(choice.file, flags);
  const { pipeline, spoken } = await openProbed(flags, data);
  say(`data   ${choice.spoken}, ${data.rows.length} rows`);
  say(`model  ${spoken}`);
  const { estimateRecall } = await import("../../graphs/recall/estimate.ts");
  const estimate = await estimateRecall(pipeline, flags);
  if (estimate) say(`cost   ${estimateLine(estimate, flags.maxCost ?? null)}`);
  const known = knowledgeLine(contaminatedOf(pipeline), data.rows.length);
  if (known !== null) say(`known  ${known}`);
  const { report, ledger } = await measure(pipeline, flags);
  process.stdout.write(
    flags.json
      ? `${metricsJson({ ...report, estimate, ledger })}\n`
      : recallScreen(report, ledger.total),
  );
}

/** @throws UsageError as `openPipeline`, or when `--out` holds no run */
async function openProbed(
  flags: RecallFlags,
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
  // Without --llm, recorded replies serve the very questions that they are replies to.
  const given = flags.llm ?? (isRecordedProbe(flags) ? undefined : "simulated");
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
  { rows, twins, asset, concurrency, out, replies }: RecallFlags,
): Promise<{ readonly report: RecallReport; readonly ledger: Ledger }> {
  const { recordRecall } = await import("../../graphs/recall/record.ts");
  const { probeRecall } = await import("../../graphs/recall/probe.ts");
  return doBooked({
    name: "probing",
    unit: "answers",
    prices: pipeline.prices,
    replies,
    work: ({ onCall, onProgress }) => {
      const options: RecallOptions = { rows, twins, asset, concurrency, onProgress };
      return out === undefined
        ? listening(pipeline, onCall, () => probeRecall(pipeline, options))
        : recordRecall(out, pipeline, { ...options, onCall });
    },
  });
}

async function listening<T>(
  { calls }: Pipeline,
  onCall: (line: CallLine) => void,
  work: () => Promise<T>,
): Promise<T> {
  const unlisten = calls.listen(onCall);
  try {
    return await work();
  } finally {
    unlisten();
  }
}
