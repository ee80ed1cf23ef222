/** The main job: decides every row of a pipeline, scores it, and writes the run directory. */
import { metricsJson } from "../backtest/metrics-json.ts";
import { HindcastError, UsageError } from "../data/errors.ts";
import {
  type CallLine,
  type Ledger,
  ledgerJson,
  totalLedger,
} from "../nodes/models/cost/ledger.ts";
import type { Pipeline } from "./pipeline.ts";
import { repriced } from "./reprice.ts";
import type { RowRecord } from "./row-record.ts";
import { manifestJson } from "./manifest.ts";
import { countStatuses, decisionsCsv, positionsCsv } from "./run-files.ts";
import { type RunPositions, runPositions } from "./run-positions.ts";
import { probeRecall } from "./recall/probe.ts";
import {
  type RecallReport,
  RECALL_FILE,
  asRecallLine,
  keptRecall,
  recallJson,
} from "./recall/report.ts";
import type { RecallOptions } from "./recall/scope.ts";
import { type RunMetrics, scoreRecords } from "./run-scoring.ts";
import { type RunStore, openMemoryStore, openRunStore } from "./run-store.ts";
import { mustBeBounded, takeUpBudget } from "./spent-before.ts";
import { trialLine } from "./trials/trial-line.ts";
import { walkForward } from "./walk-forward.ts";

export interface RunOptions {
  /** Run directory; one that holds this run already is resumed. Without it nothing is written. */
  readonly out?: string | undefined;
  /** Rows under way at once. @default 8 */
  readonly concurrency?: number | undefined;
  /** Told after each row. `done` counts rows that an earlier run left, too. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Abort to stop after the rows under way. */
  readonly signal?: AbortSignal | undefined;
  /** Probes what the models remember of the rows once they are decided. @default no probe; an earlier one is kept */
  readonly recall?: Omit<RecallOptions, "concurrency" | "signal"> | undefined;
}

/** What a run came to. */
export interface RunResult {
  readonly run: string;
  /** One a row, in row order. */
  readonly records: readonly RowRecord[];
  readonly metrics: RunMetrics;
  /** Rows that were there already when the run began. */
  readonly resumed: number;
  /** Model calls of this run, an interrupted one's too: what was paid, what came from the store. */
  readonly ledger: Ledger;
  /** What the models were found to remember, now or before; null where they were never probed. */
  readonly recall: RecallReport | null;
  /** Why the run could not be put down in the pipeline's ledger of trials; null where it was, or there is none. */
  readonly uncounted: string | null;
}

/**
 * Decides the rows of the pipeline's configuration, scores them, and puts the run down as a trial. Same inputs, same bytes. What calls cost is
 * reckoned at the pipeline's prices, also for rows that were decided before.
 * @throws StoppedError when stopped with rows or questions left; what is done is on disk, and the same call resumes
 * @throws InputError when files of `out` are broken
 * @throws UsageError when `out` holds another run or is being written, or a limit on cost is set and what was spent
 * there before cannot be bounded
 */
export async function runPipeline(
  pipeline: Pipeline,
  options: RunOptions = {},
): Promise<RunResult> {
  const { out, concurrency = 8 } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new UsageError(`concurrency: expected an integer of at least 1, was ${concurrency}`);
  }
  const store = out === undefined ? openMemoryStore() : openStoreIn(out, pipeline);
  try {
    if (out !== undefined) takeUpBudget(pipeline, store.calls);
    const booked = { ...options, concurrency };
    const decided = await booking(
      pipeline,
      store,
      (line) => line,
      () => decideAll(pipeline, store, booked),
    );
    if (options.recall === undefined) return decided;
    return await booking(pipeline, store, asRecallLine, () =>
      probeDecided(pipeline, store, decided, booked),
    );
  } finally {
    store.close();
  }
}

/** Does the work while each model call is written into the run's books, as what `book` makes of it. */
async function booking<T>(
  pipeline: Pipeline,
  store: RunStore,
  book: (line: CallLine) => CallLine,
  work: () => Promise<T>,
): Promise<T> {
  const unlisten = pipeline.calls.listen((line) => store.appendCall(book(line)));
  try {
    return await work();
  } finally {
    unlisten();
  }
}

function openStoreIn(out: string, pipeline: Pipeline): RunStore {
  return openRunStore(out, {
    run: pipeline.run,
    manifest: manifestJson(pipeline, null),
    admit: (calls) => mustBeBounded(pipeline, calls, out),
  });
}

type Running = RunOptions & { readonly concurrency: number };

async function decideAll(
  pipeline: Pipeline,
  store: RunStore,
  { concurrency, onProgress, signal, recall: probe }: Running,
): Promise<RunResult> {
  // A new probe takes the place of what is there, broken or not.
  const recall = probe === undefined ? keptRecall(store.read(RECALL_FILE), pipeline.run) : null;
  const { from, to } = pipeline.config.rows ?? { from: 0, to: pipeline.data.rows.length };
  const resumed = store.done.size;
  const all = Array.from({ length: to - from }, (_, i) => from + i);
  onProgress?.(resumed, all.length);
  await walkForward({
    graph: pipeline.graph,
    turns: pipeline.turns,
    rows: all.filter((row) => !store.done.has(row)),
    concurrency,
    signal,
    onRow: (record, nodeRuns) => {
      store.append(record, nodeRuns);
      onProgress?.(store.done.size, all.length);
    },
  });
  const records = [...store.done.values()]
    .toSorted((a, b) => a.row - b.row)
    .map((record) => repriced(record, pipeline));
  const positions = runPositions(pipeline, records);
  const metrics = scoreRecords(pipeline, records, positions);
  store.write("records.jsonl", records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  store.write("decisions.csv", decisionsCsv(pipeline.data, records));
  store.write("positions.csv", positionsCsv(pipeline.data, records, positions));
  store.write("metrics.json", metricsJson(metrics));
  store.write("manifest.json", manifestJson(pipeline, records, recall));
  const ledger = writeLedger(pipeline, store);
  const uncounted = countTrial(pipeline, records, positions);
  return { run: pipeline.run, records, metrics, resumed, ledger, recall, uncounted };
}

/** A run that was decided, and may have been paid for, does not end for a ledger that cannot be written. */
function countTrial(
  pipeline: Pipeline,
  records: readonly RowRecord[],
  { action, score }: RunPositions,
): string | null {
  const { data, trials, run, identity, simulatedNodes } = pipeline;
  const stamp = { run, identity, simulated: simulatedNodes.length > 0 };
  const [{ row: firstRow } = { row: 0 }] = records;
  const rows = data.rows.slice(firstRow, firstRow + records.length);
  const closes = Float64Array.from(rows, ({ observation }) => observation.close);
  const { failed } = countStatuses(records);
  try {
    trials?.append(trialLine(stamp, { firstRow, closes, action, score, failed }));
    return null;
  } catch (error) {
    if (error instanceof HindcastError) return error.message;
    throw error;
  }
}

/** The run's own files are written by then: a probe that stops takes nothing of them. */
async function probeDecided(
  pipeline: Pipeline,
  store: RunStore,
  decided: RunResult,
  { concurrency, signal, recall: probe }: Running,
): Promise<RunResult> {
  const recall = await probeRecall(pipeline, { ...probe, concurrency, signal });
  store.write(RECALL_FILE, recallJson(recall));
  store.write("manifest.json", manifestJson(pipeline, decided.records, recall));
  return { ...decided, recall, ledger: writeLedger(pipeline, store) };
}

function writeLedger(pipeline: Pipeline, store: RunStore): Ledger {
  const ledger = totalLedger(store.calls, pipeline.prices);
  store.write("ledger.json", ledgerJson(ledger));
  return ledger;
}
