/** `hindcast run`: decides every row and scores it. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { StoppedError, UsageError } from "../../data/errors.ts";
import { COLUMNS } from "../../data/row.ts";
import type { CostEstimate } from "../../graphs/cost-estimate.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import { countStatuses } from "../../graphs/run-files.ts";
import { contaminatedOf } from "../../graphs/manifest.ts";
import { ownNodeNames } from "../../graphs/own-nodes.ts";
import { spokenToggles } from "../../graphs/toggles.ts";
import type { RunTracing } from "../../graphs/tracing/run-tracing.ts";
import { recallSection } from "../../graphs/recall/report.ts";
import type { RecallOptions } from "../../graphs/recall/scope.ts";
import type { RunResult } from "../../graphs/finish-run.ts";
import type { RowGraph } from "../../graphs/walk-forward.ts";
import { readEnvironment, readServerKey } from "../environment.ts";
import { failedRows } from "../failed-rows.ts";
import { sayingHowToGoOn } from "../going-on.ts";
import { openRun } from "../open-run.ts";
import { integer } from "../option-parsers.ts";
import { pushRemedy, tracingIn } from "../langsmith-tracing.ts";
import { type Progress, startProgress } from "../progress.ts";
import { type ConfigFlags, withConfigOptions } from "../run-options.ts";
import { isRecordedProbe } from "../recorded-probe.ts";
import { estimateLine, knowledgeLine, ownNodesLine } from "../screens/model-lines.ts";
import { runScreen } from "../screens/run-screen.ts";
import { withAssetOption } from "../shared-options.ts";
import { stopOnSignals } from "../stop-signals.ts";

interface RunFlags extends ConfigFlags {
  readonly out?: string;
  readonly recall?: number;
  readonly asset?: string;
  readonly remote?: string;
}

/** The command with its switches. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("decide every row of a dataset with the graph, score it, write a run directory")
    .option("--out <dir>", "run directory; the same directory again resumes (default: runs/RUN)")
    .option("--recall <n>", "then ask the models what they remember of n of the rows", integer(1))
    .option("--remote <url>", "send rows to a LangGraph server that serves this very run");
  return withAssetOption(withConfigOptions(command)).action(run);
}

async function run(flags: RunFlags): Promise<void> {
  const probe = probeOf(flags);
  mustLeaveModelsThere(flags);
  const say = (line: string): void => void (flags.json ? null : process.stdout.write(`${line}\n`));
  const stop = new AbortController();
  const { pipeline, data, dataChoice, modelChoice } = await openRun(flags, {
    drain: stop.signal,
    // The server asks; here nothing is, so that no key is needed.
    ...(flags.remote !== undefined && { replies: "replay" }),
    admit: ({ llm }) => {
      if (flags.llm === undefined && llm === "replay") mustBeRecorded(flags);
    },
  });
  const { llm, spoken } = modelChoice;
  const out = flags.out ?? join("runs", pipeline.run);
  say(`data   ${dataChoice.spoken}, ${data.rows.length} rows`);
  say(`model  ${spoken}`);
  if (flags.remote !== undefined) say(`where  on the server at ${flags.remote}`);
  const ownNodes = ownNodeNames(pipeline);
  if (ownNodes.length > 0) say(ownNodesLine(ownNodes));
  if (flags.sentimentBy === "classifier") {
    say("mood   by the classifier, in the sentiment analyst's place: it asks no model");
  }
  say(`cases  ${pipeline.config.embedder} embeddings, horizon ${flags.horizon} bars`);
  const toggles = spokenToggles(pipeline.config);
  if (toggles.length > 0) say(`on     ${toggles.join(", ")}`);
  if (flags.replies === "refresh") mustBeEmpty(out);
  const estimate = pipeline.askedNodes.length > 0 ? await costOf(pipeline) : null;
  if (estimate) say(`cost   ${estimateLine(estimate, flags.maxCost ?? null)}`);
  if (probe) {
    const { estimateRecall } = await import("../../graphs/recall/estimate.ts");
    const asking = await estimateRecall(pipeline, probe);
    if (asking) say(`recall ${estimateLine(asking, null)}`);
  }
  const known = knowledgeLine(contaminatedOf(pipeline), data.rows.length);
  if (known !== null) say(`known  ${known}`);
  const { concurrency, remote } = flags;
  const langsmith = tracingIn(readEnvironment(), pushRemedy(out));
  const result = await decide(pipeline, stop, { out, concurrency, probe, remote, langsmith });
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

async function costOf(pipeline: Pipeline): Promise<CostEstimate> {
  const { estimateCost } = await import("../../graphs/cost-estimate.ts");
  return estimateCost(pipeline);
}

async function remoteGraphOf(pipeline: Pipeline, url: string): Promise<RowGraph> {
  const { remoteGraph } = await import("../../graphs/remote/remote-graph.ts");
  return remoteGraph(pipeline, { url, apiKey: readServerKey() });
}

/** Switches of those who ask models themselves. */
function mustLeaveModelsThere({ remote, maxCost, replies, recall }: RunFlags): void {
  if (remote === undefined) return;
  const given = [
    ...(maxCost === undefined ? [] : ["--max-cost"]),
    ...(replies === "live" ? [] : ["--replies"]),
    ...(recall === undefined ? [] : ["--recall"]),
  ];
  if (given.length === 0) return;
  throw new UsageError(
    `--remote: expected no ${given.join(" and no ")} beside it: the server asks the models. ` +
      "Give --max-cost and --replies to the server, in HINDCAST_RUN; run --recall without --remote",
  );
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
  readonly remote: string | undefined;
  readonly langsmith: RunTracing | undefined;
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
  { out, concurrency, probe, remote, langsmith }: DecideOptions,
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
      langsmith,
      ...(recall && { recall }),
      ...(remote !== undefined && { graph: await remoteGraphOf(pipeline, remote) }),
    });
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    throw new StoppedError(
      sayingHowToGoOn(error.message, out, `the same command with --out ${out}`),
      { cause: error },
    );
  } finally {
    progress.stop();
    restore();
  }
}
