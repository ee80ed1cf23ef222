/** `hindcast evaluate`: what a finished run is worth, how sure that is, and how it reasoned. */
import { join } from "node:path";
import { Command } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { writeFileAtomic } from "../../data/write-file.ts";
import type { EvaluatedRun } from "../../graphs/evaluation/evaluate-run.ts";
import { lockDirectory } from "../../graphs/run-lock.ts";
import { readEnvironment } from "../environment.ts";
import { integer } from "../option-parsers.ts";
import { startProgress } from "../progress.ts";
import { evaluationScreen } from "../screens/evaluation-screen.ts";
import { type PrintFlags, withPrintOptions } from "../shared-options.ts";

interface EvaluateFlags extends PrintFlags {
  readonly draws: number;
}

/** The command with its switches. */
export function evaluateCommand(): Command {
  const command = new Command("evaluate")
    .description("statistics and reasoning audit of a finished run; writes evaluation.json")
    .argument("<dir>", "a finished run's directory")
    .option("--draws <n>", "bootstrap draws", integer(100, 100_000), 1000);
  return withPrintOptions(command).action(evaluate);
}

async function evaluate(directory: string, flags: EvaluateFlags): Promise<void> {
  const evaluated = await withProgress(directory, flags);
  const { evaluation } = evaluated;
  writeFiles(directory, evaluated);
  process.stdout.write(
    flags.json ? `${metricsJson(evaluation)}\n` : evaluationScreen(evaluation, directory),
  );
}

async function withProgress(directory: string, { draws }: EvaluateFlags): Promise<EvaluatedRun> {
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { evaluateRun } = await import("../../graphs/evaluation/evaluate-run.ts");
  const progress = startProgress("evaluating", "rows");
  try {
    const { cacheDir } = readEnvironment();
    const onProgress = (done: number, total: number): void => progress.update(done, total);
    return await evaluateRun(directory, { cacheDir, draws, onProgress });
  } finally {
    progress.stop();
  }
}

/** Files of the evaluation, beside those of the run. No other process may be writing there. */
function writeFiles(directory: string, { evaluation, findings }: EvaluatedRun): void {
  const unlock = lockDirectory(directory);
  try {
    const lines = findings.map((finding) => `${JSON.stringify(finding)}\n`).join("");
    writeFileAtomic(join(directory, "findings.jsonl"), lines);
    writeFileAtomic(join(directory, "evaluation.json"), `${metricsJson(evaluation)}\n`);
  } finally {
    unlock();
  }
}
