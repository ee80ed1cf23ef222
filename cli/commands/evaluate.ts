/** `hindcast evaluate`: what a finished run is worth, how sure that is, and how it reasoned. */
import { Command, Option } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { UsageError } from "../../data/errors.ts";
import type { EvaluatedRun } from "../../graphs/evaluation/evaluate-run.ts";
import type { JudgeReport } from "../../graphs/judge/report.ts";
import type { TokenPrice } from "../../nodes/models/cost/prices.ts";
import { REPLY_MODES, type ReplyMode } from "../../nodes/models/replies/remembered-model.ts";
import { doBooked } from "../booked-work.ts";
import { readEnvironment } from "../environment.ts";
import { appraiseInWorker } from "../evaluation/appraise-in-worker.ts";
import { decimal, integer, tokenPrice } from "../option-parsers.ts";
import { startProgress } from "../progress.ts";
import { evaluationScreen } from "../screens/evaluation-screen.ts";
import { estimateLine, totalLine } from "../screens/model-lines.ts";
import { type PrintFlags, withPrintOptions } from "../shared-options.ts";

interface EvaluateFlags extends PrintFlags {
  readonly draws: number;
  readonly judge?: string;
  readonly judgeRows: number;
  readonly replies: ReplyMode;
  readonly maxCost?: number;
  readonly price?: TokenPrice;
  readonly concurrency: number;
}

/** The command with its switches. */
export function evaluateCommand(): Command {
  const command = new Command("evaluate")
    .description(
      "statistics and reasoning audit of a finished run; writes evaluation.json and report.html",
    )
    .argument("<dir>", "a finished run's directory")
    .option("--draws <n>", "bootstrap draws", integer(100, 100_000), 1000)
    .option("--judge <model>", "have a language model judge rationales too, such as openai:MODEL")
    .option("--judge-rows <n>", "rows to judge", integer(1), 20)
    .addOption(
      new Option("--replies <mode>", "the judge's stored replies: used, alone, or renewed")
        .choices(REPLY_MODES)
        .default("live"),
    )
    .option("--max-cost <usd>", "stop before the judge's calls have cost more", decimal(0))
    .option("--price <in,out>", "US dollars per million tokens, of the judge", tokenPrice)
    .option("--concurrency <n>", "texts under judgement at once", integer(1, 1000), 8);
  return withPrintOptions(command).action(evaluate);
}

async function evaluate(directory: string, flags: EvaluateFlags): Promise<void> {
  const { readRunManifest } = await import("../../graphs/evaluation/run-manifest.ts");
  const { run } = readRunManifest(directory);
  const { writeEvaluation, writeJudge } = await import("../evaluation/write-evaluation.ts");
  if (flags.judge !== undefined) {
    writeJudge(directory, run, await judge(directory, flags.judge, flags));
  }
  const evaluated = await withProgress(directory, flags);
  const { evaluation, uncounted } = evaluated;
  // Said first: what was worked out is not lost where the directory cannot be written.
  process.stdout.write(
    flags.json ? `${metricsJson(evaluation)}\n` : evaluationScreen(evaluation, directory),
  );
  if (uncounted !== null) {
    process.stderr.write(`hindcast: trials are not counted: ${uncounted}\n`);
  }
  await writeEvaluation(directory, evaluated);
}

async function withProgress(directory: string, { draws }: EvaluateFlags): Promise<EvaluatedRun> {
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { evaluateRun } = await import("../../graphs/evaluation/evaluate-run.ts");
  const progress = startProgress("evaluating", "rows");
  try {
    const { cacheDir } = readEnvironment();
    const onProgress = (done: number, total: number): void => progress.update(done, total);
    return await evaluateRun(directory, {
      cacheDir,
      draws,
      appraise: appraiseInWorker,
      onProgress,
    });
  } finally {
    progress.stop();
  }
}

/** What the judge says of the run's rationales. It is kept beside the run, where the evaluation finds it. */
async function judge(
  directory: string,
  model: string,
  { judgeRows, replies, maxCost, price, concurrency, json }: EvaluateFlags,
): Promise<JudgeReport> {
  if (model === "simulated") {
    throw new UsageError("--judge: expected a language model, was simulated, which is a rule");
  }
  const { estimateJudge } = await import("../../graphs/judge/estimate.ts");
  const { judgeRun } = await import("../../graphs/judge/judge-run.ts");
  const say = (line: string): void => void (json ? null : process.stdout.write(`${line}\n`));
  const asking = { model, rows: judgeRows, replies, ...(price && { price }) };
  const estimate = await estimateJudge(directory, asking);
  if (estimate) say(`judge  ${estimateLine(estimate, maxCost ?? null)}`);
  const { report, ledger } = await doBooked({
    name: "judging",
    unit: "texts",
    replies,
    prices: { analyzeSentiment: null, analyzeQuant: null, arbitrate: null },
    work: ({ onCall, onProgress }) =>
      judgeRun(directory, {
        ...asking,
        access: readEnvironment(),
        maxCostUsd: maxCost ?? null,
        concurrency,
        onCall,
        onProgress,
      }),
  });
  say(`judge  ${totalLine(ledger.total)}`);
  return report;
}
