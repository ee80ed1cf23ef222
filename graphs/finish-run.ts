/** The end of a run whose rows are all decided: scored, its files written, put down as a trial. */
import { metricsJson } from "../backtest/metrics-json.ts";
import { HindcastError } from "../data/errors.ts";
import { type Ledger, ledgerJson, totalLedger } from "../nodes/models/cost/ledger.ts";
import { manifestJson } from "./manifest.ts";
import type { Pipeline } from "./pipeline.ts";
import type { RecallReport } from "./recall/report.ts";
import { repriced } from "./reprice.ts";
import type { RowRecord } from "./row-record.ts";
import { countStatuses, decisionsCsv, positionsCsv } from "./run-files.ts";
import { type RunPositions, runPositions } from "./run-positions.ts";
import { type RunMetrics, scoreRecords } from "./run-scoring.ts";
import type { RunStore } from "./run-store.ts";
import { trialLine } from "./trials/trial-line.ts";

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

/** Scores what the store holds, writes it there, and counts it. Same records, same bytes. */
export function finishRun(
  pipeline: Pipeline,
  store: RunStore,
  { resumed, recall }: Pick<RunResult, "resumed" | "recall">,
): RunResult {
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

/** Writes what calls came to, an interrupted run's too. */
export function writeLedger(pipeline: Pipeline, store: RunStore): Ledger {
  const ledger = totalLedger(store.calls, pipeline.prices);
  store.write("ledger.json", ledgerJson(ledger));
  return ledger;
}
