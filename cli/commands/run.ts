/** `hindcast run`: decides every row and scores it. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { StoppedError, UsageError } from "../../data/errors.ts";
import { COLUMNS } from "../../data/row.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import { countStatuses } from "../../graphs/run-files.ts";
import { contaminatedOf } from "../../graphs/manifest.ts";
import { ownNodeNames } from "../../graphs/own-nodes.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { spokenToggles } from "../../graphs/toggles.ts";
import { recallSection } from "../../graphs/recall/report.ts";
import type { RecallOptions } from "../../graphs/recall/scope.ts";
import type { RunResult } from "../../graphs/finish-run.ts";
import { chooseData } from "../data-choice.ts";
import { readEnvironment } from "../environment.ts";
import { failedRows } from "../failed-rows.ts";
import { chooseModel } from "../model-choice.ts";
import { loadNodesFile } from "../nodes-file.ts";
import { integer } from "../option-parsers.ts";
import { type Progress, startProgress } from "../progress.ts";
import { type ConfigFlags, configFrom, withConfigOptions } from "../run-options.ts";
import { isRecordedProbe } from "../recorded-probe.ts";
import { estimateLine, knowledgeLine, ownNodesLine } from "../screens/model-lines.ts";
import { runScreen } from "../screens/run-screen.ts";
import { loadData, withAssetOption } from "../shared-options.ts";
import { stopOnSignals } from "../stop-signals.ts";

interface RunFlags extends ConfigFlags {
  readonly out?: string;
  readonly recall?: number;
  readonly asset?: string;
}

/** The command with its switches. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("decide every row of a dataset with the graph, score it, write a run directory")
    .option("--out <dir>", "run directory; the same directory again resumes (default: runs/RUN)")
    .option("--recall <n>", "then ask the models what they remember of n of the rows", integer(1));
  return withAssetOption(withConfigOptions(command)).action(run);
}

async function run(flags: RunFlags): Promise<void> {
  const probe = probeOf(flags);
  const choice = chooseData(flags.data);
  const say = (line: string): void => void (flags.json ? null : process.stdout.write(`${line}\n`));
  const data = await loadData(choice.file, flags);
  const own = flags.nodes === undefined ? {} : await loadNodesFile(flags.nodes);
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { openPipeline } = await import("../../graphs/open-pipeline.ts");
  const { estimateCost } = await import("../../graphs/cost-estimate.ts");
  const input = configFrom(flags);
  const { llm, spoken } = chooseModel(flags.llm, data, parseRunConfig(input));
  if (flags.llm === undefined && llm === "replay") mustBeRecorded(flags);
  const stop = new AbortController();
  const pipeline = await openPipeline({
    data,
    access: readEnvironment(),
    config: { ...input, llm },
    ...own,
    asking: {
      replies: flags.replies,
      maxCostUsd: flags.maxCost ?? null,
      drain: stop.signal,
      ...(flags.price && { price: flags.price }),
    },
  });
  const out = flags.out ?? join("runs", pipeline.run);
  say(`data   ${choice.spoken}, ${data.rows.length} rows`);
  say(`model  ${spoken}`);
  const ownNodes = ownNodeNames(pipeline);
  if (ownNodes.length > 0) say(ownNodesLine(ownNodes));
  if (flags.sentimentBy === "classifier") {
    say("mood   by the classifier, in the sentiment analyst's place: it asks no model");
  }
  say(`cases  ${pipeline.config.embedder} embeddings, horizon ${flags.horizon} bars`);
  const toggles = spokenToggles(pipeline.config);
  if (toggles.length > 0) say(`on     ${toggles.join(", ")}`);
  if (flags.replies === "refresh") mustBeEmpty(out);
  const estimate = pipeline.askedNodes.length > 0 ? await estimateCost(pipeline) : null;
  if (estimate) say(`cost   ${estimateLine(estimate, flags.maxCost ?? null)}`);
  if (probe) {
    const { estimateRecall } = await import("../../graphs/recall/estimate.ts");
    const asking = await estimateRecall(pipeline, probe);
    if (asking) say(`recall ${estimateLine(asking, null)}`);
  }
  const known = knowledgeLine(contaminatedOf(pipeline), data.rows.length);
  if (known !== null) say(`known  ${known}`);
  const result = await decide(pipeline, stop, { out, concurrency: flags.concurrency, probe });
  const { run: name, metrics, records } = result;
  const statuses = countStatuses(records);
  const { simulatedNodes } = pipeline;
  if (flags.json) {
    const printed = {
      run: name,
      out,
      llm,
      simulated: simulatedNodes.length > 0,
      ownNodes,
      statuses,
      estimate,
      ledger: result.ledger,
      ...(result.recall && { recall: recallSection(result.recall) }),
    };
    process.stdout.write(`${metricsJson({ ...printed, ...metrics })}\n`);
  } else {
    const costBps = (flags.commission + flags.slippage) * 1e4;
    const absentColumns = data.absentFields.map((field) => COLUMNS[field]);
    const facts = { simulatedNodes, ownNodes, llm, costBps, absentColumns, out };
    process.stdout.write(runScreen(result, facts));
  }
  if (result.uncounted !== null) {
    process.stderr.write(`hindcast: the run is not counted as a trial: ${result.uncounted}\n`);
  }
  if (statuses.failed > 0) throw failedRows(records);
}

/** A directory with decided rows would be resumed from, and nothing asked anew. */
function mustBeEmpty(out: string): void {
  const records = join(out, "records.jsonl");
  if (!existsSync(records) || statSync(records).size === 0) return;
  throw new UsageError(
    `--replies refresh: expected a directory without decided rows, was ${out}. Give another --out; ` +
      "an interrupted refresh goes on without --replies refresh, with what it has got",
  );
}

interface DecideOptions {
  readonly out: string;
  readonly concurrency: number;
  readonly probe: Probe | null;
}

type Probe = Pick<RecallOptions, "rows" | "twins" | "asset">;

/** As many rows for the questions as for the twins; null without a probe. */
function probeOf({ recall: rows, asset }: RunFlags): Probe | null {
  if (rows !== undefined) return { rows, twins: rows, asset };
  if (asset === undefined) return null;
  throw new UsageError("--asset: expected --recall N beside it, was none");
}

/** Said before anything is decided, rather than by a missing reply after all of it was. */
function mustBeRecorded({ recall, rows, asset, seed }: RunFlags): void {
  if (recall === undefined) return;
  const isRecorded = isRecordedProbe({ rows: recall, twins: recall, asset, seed });
  if (rows === undefined && isRecorded) return;
  throw new UsageError(
    "--recall: expected 40, without --rows, --seed and --asset, which is what the recorded replies answer; " +
      "for other questions give --llm",
  );
}

function nextProgress(ended: Progress): Progress {
  ended.stop();
  return startProgress("probing", "answers");
}

/** Runs with a progress bar; the first interrupt drains the rows under way, the second ends at once. */
async function decide(
  pipeline: Pipeline,
  stop: AbortController,
  { out, concurrency, probe }: DecideOptions,
): Promise<RunResult> {
  const restore = stopOnSignals(stop);
  let progress = startProgress("deciding", "rows");
  try {
    const onProgress = (done: number, total: number): void => progress.update(done, total);
    const { signal } = stop;
    const recall = probe && {
      ...probe,
      onProgress: (done: number, total: number): void => {
        if (done === 0) progress = nextProgress(progress);
        progress.update(done, total);
      },
    };
    const { runPipeline } = await import("../../graphs/run.ts");
    return await runPipeline(pipeline, {
      out,
      concurrency,
      signal,
      onProgress,
      ...(recall && { recall }),
    });
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    const hint = `What is done is in ${out}; the same command with --out ${out} goes on from there.`;
    throw new StoppedError(`${error.message}. ${hint}`, { cause: error });
  } finally {
    progress.stop();
    restore();
  }
}
