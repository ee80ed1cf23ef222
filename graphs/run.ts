/** The main job: decides every row of a pipeline, scores it, and writes the run directory. */
import { metricsJson } from "../backtest/metrics-json.ts";
import { UsageError } from "../data/errors.ts";
import { type Ledger, totalLedger } from "../nodes/models/cost/ledger.ts";
import type { Pipeline } from "./pipeline.ts";
import type { RowRecord } from "./row-record.ts";
import { manifestJson } from "./manifest.ts";
import { decisionsCsv } from "./run-files.ts";
import { type RunMetrics, scoreRecords } from "./run-scoring.ts";
import { openMemoryStore, openRunStore } from "./run-store.ts";
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
}

/**
 * Decides the rows of the pipeline's configuration and scores them. Same inputs, same bytes.
 * @throws StoppedError when stopped with rows left; what is done is on disk, and the same call resumes
 * @throws UsageError when `out` holds another run
 */
export async function runPipeline(
  pipeline: Pipeline,
  options: RunOptions = {},
): Promise<RunResult> {
  const { out, concurrency = 8, onProgress, signal } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new UsageError(`concurrency: expected an integer of at least 1, was ${concurrency}`);
  }
  const { from, to } = pipeline.config.rows ?? { from: 0, to: pipeline.data.rows.length };
  const store =
    out === undefined
      ? openMemoryStore()
      : openRunStore(out, pipeline.run, manifestJson(pipeline, null));
  pipeline.budget.resume(totalLedger(store.calls).total.costUsd ?? 0);
  const unlisten = pipeline.calls.listen((line) => store.appendCall(line));
  try {
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
    const records = [...store.done.values()].toSorted((a, b) => a.row - b.row);
    const metrics = scoreRecords(pipeline, records);
    store.write("records.jsonl", records.map((record) => `${JSON.stringify(record)}\n`).join(""));
    store.write("decisions.csv", decisionsCsv(pipeline.data, records));
    store.write("metrics.json", metricsJson(metrics));
    store.write("manifest.json", manifestJson(pipeline, records));
    const ledger = totalLedger(store.calls);
    store.write("ledger.json", `${JSON.stringify(ledger, null, 2)}\n`);
    return { run: pipeline.run, records, metrics, resumed, ledger };
  } finally {
    unlisten();
    store.close();
  }
}
