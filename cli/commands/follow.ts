/** `hindcast follow`: decides rows as they are appended to a file. */
import { Command } from "commander";
import { StoppedError } from "../../data/errors.ts";
import { GrowingRows } from "../../data/growing/growing-rows.ts";
import { COLUMNS } from "../../data/row.ts";
import type { FollowOptions, FollowResult } from "../../graphs/follow/follow.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import { ownNodeNames } from "../../graphs/own-nodes.ts";
import { countStatuses } from "../../graphs/run-files.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { readEnvironment } from "../environment.ts";
import { failedRows } from "../failed-rows.ts";
import { sayingHowToGoOn } from "../going-on.ts";
import { tracingIn } from "../langsmith-tracing.ts";
import { chooseModel } from "../model-choice.ts";
import { loadNodesFile } from "../nodes-file.ts";
import { decimal, integer } from "../option-parsers.ts";
import { type PipelineFlags, configFrom, withPipelineOptions } from "../run-options.ts";
import { decisionJson, decisionLine } from "../screens/decision-line.ts";
import { runScreen } from "../screens/run-screen.ts";
import { loadOptionsFrom } from "../shared-options.ts";
import { stopOnSignals } from "../stop-signals.ts";

interface FollowFlags extends PipelineFlags {
  readonly out: string;
  readonly poll: number;
  readonly idle?: number;
  readonly untilRows?: number;
}

/** The command with its switches. */
export function followCommand(): Command {
  const command = new Command("follow")
    .description("decide rows as they are appended to a CSV file, as a run over the finished file")
    .argument("<file>", "CSV of bars that is being written; a row counts once its line has ended")
    .requiredOption("--out <dir>", "run directory; the same directory again goes on")
    .option("--poll <ms>", "how often to look at the file", integer(1, 3_600_000), 250)
    .option("--idle <seconds>", "end when nothing was appended for so long", decimal(0.001))
    .option("--until-rows <n>", "end when the first n rows are decided", integer(1));
  return withPipelineOptions(command, "default: simulated").action(follow);
}

async function follow(file: string, flags: FollowFlags): Promise<void> {
  const growing = new GrowingRows(file, loadOptionsFrom(flags));
  growing.read();
  if (growing.fault && growing.rows.length === 0) throw growing.fault;
  const own = flags.nodes === undefined ? {} : await loadNodesFile(flags.nodes);
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { openPipeline } = await import("../../graphs/open-pipeline.ts");
  const input = configFrom(flags);
  // Whether replies were recorded for a file cannot be known before it is finished.
  const { llm, spoken } = chooseModel(
    flags.llm ?? "simulated",
    growing.live,
    parseRunConfig(input),
  );
  const stop = new AbortController();
  const access = readEnvironment();
  const pipeline = await openPipeline({
    data: growing.live,
    access,
    config: { ...input, llm },
    ...own,
    asking: {
      replies: flags.replies,
      maxCostUsd: flags.maxCost ?? null,
      drain: stop.signal,
      ...(flags.price && { price: flags.price }),
    },
  });
  if (!flags.json) {
    process.stdout.write(`data   ${file}, rows as they are appended\nmodel  ${spoken}\n`);
  }
  const format = flags.json ? decisionJson : decisionLine;
  const result = await followUntilStopped(pipeline, growing, stop, {
    out: flags.out,
    concurrency: flags.concurrency,
    pollMs: flags.poll,
    idleMs: flags.idle === undefined ? null : flags.idle * 1000,
    untilRows: flags.untilRows ?? null,
    langsmith: tracingIn(access),
    onDecided: (record, row) => void process.stdout.write(`${format(record, row)}\n`),
  });
  process.stdout.write(closing(result, flags, llm));
  if (result.uncounted !== null) {
    process.stderr.write(`hindcast: the run is not counted as a trial: ${result.uncounted}\n`);
  }
  const { records } = result;
  if (countStatuses(records).failed > 0) throw failedRows(records);
}

async function followUntilStopped(
  pipeline: Pipeline,
  growing: GrowingRows,
  stop: AbortController,
  options: FollowOptions,
): Promise<FollowResult> {
  const { followPipeline } = await import("../../graphs/follow/follow.ts");
  const restore = stopOnSignals(stop);
  try {
    return await followPipeline(pipeline, growing, { ...options, signal: stop.signal });
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    throw new StoppedError(sayingHowToGoOn(error.message, options.out), { cause: error });
  } finally {
    restore();
  }
}

/** The screen of a run, or one more line of JSON. */
function closing(result: FollowResult, { out, json, ...costs }: FollowFlags, llm: string): string {
  const { run, records, pipeline, end } = result;
  const { simulatedNodes, data } = pipeline;
  if (json) {
    const statuses = countStatuses(records);
    const simulated = simulatedNodes.length > 0;
    return `${JSON.stringify({ run, out, llm, simulated, end, rows: records.length, statuses })}\n`;
  }
  const costBps = (costs.commission + costs.slippage) * 1e4;
  const absentColumns = data.absentFields.map((field) => COLUMNS[field]);
  const ownNodes = ownNodeNames(pipeline);
  return runScreen(result, { simulatedNodes, ownNodes, llm, costBps, absentColumns, out });
}
