/** The main job: decides every row of a pipeline, scores it, and writes the run directory. */
import { UsageError } from "../data/errors.ts";
import type { CallLine } from "../nodes/models/cost/ledger.ts";
import { type RunResult, finishRun, writeLedger } from "./finish-run.ts";
import { manifestJson } from "./manifest.ts";
import type { Pipeline } from "./pipeline.ts";
import { probeRecall } from "./recall/probe.ts";
import { RECALL_FILE, asRecallLine, keptRecall, recallJson } from "./recall/report.ts";
import type { RecallOptions } from "./recall/scope.ts";
import { type RunStore, openMemoryStore, openRunStore } from "./run-store.ts";
import { mustBeBounded, takeUpBudget } from "./spent-before.ts";
import { type RowGraph, walkForward } from "./walk-forward.ts";
import type { LangSmithTracing } from "./tracing/langsmith-tracing.ts";
import { type RunTracing, tracing } from "./tracing/run-tracing.ts";

export interface RunOptions {
  /** Run directory; one that holds this run already is resumed. Without it nothing is written. */
  readonly out?: string | undefined;
  /** Rows under way at once. @default 8 */
  readonly concurrency?: number | undefined;
  /** Decides in the pipeline's place, such as the same pipeline's graph on a server. @default the pipeline's own graph */
  readonly graph?: RowGraph | undefined;
  /** Told after each row. `done` counts rows that an earlier run left, too. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Abort to stop after the rows under way. */
  readonly signal?: AbortSignal | undefined;
  /** Traces rows in LangSmith, too. What becomes of the traces changes no decision. @default no trace but `trace.jsonl` */
  readonly langsmith?: RunTracing | undefined;
  /** Probes what the models remember of the rows once they are decided. @default no probe; an earlier one is kept */
  readonly recall?: Omit<RecallOptions, "concurrency" | "signal"> | undefined;
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
  mustBeConcurrency(concurrency);
  const store = out === undefined ? openMemoryStore() : openStoreIn(out, pipeline);
  try {
    if (out !== undefined) takeUpBudget(pipeline, store.calls);
    const booked = { ...options, concurrency };
    const decided = await booking(
      pipeline,
      store,
      (line) => line,
      () =>
        tracing(pipeline, store, options.langsmith, (traces) =>
          decideAll(pipeline, store, booked, traces),
        ),
    );
    if (options.recall === undefined) return decided;
    return await booking(pipeline, store, asRecallLine, () =>
      probeDecided(pipeline, store, decided, booked),
    );
  } finally {
    store.close();
  }
}

/** @throws UsageError unless so many rows can be under way at once */
export function mustBeConcurrency(concurrency: number): void {
  if (Number.isInteger(concurrency) && concurrency >= 1) return;
  throw new UsageError(`concurrency: expected an integer of at least 1, was ${concurrency}`);
}

/** Does the work while each model call is written into the run's books, as what `book` makes of it. */
export async function booking<T>(
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
  { concurrency, onProgress, signal, recall: probe, graph = pipeline.graph }: Running,
  traces: LangSmithTracing | null,
): Promise<RunResult> {
  // A new probe takes the place of what is there, broken or not.
  const recall = probe === undefined ? keptRecall(store.read(RECALL_FILE), pipeline.run) : null;
  const { from, to } = pipeline.config.rows ?? { from: 0, to: pipeline.data.rows.length };
  const resumed = store.done.size;
  const all = Array.from({ length: to - from }, (_, i) => from + i);
  onProgress?.(resumed, all.length);
  await walkForward({
    graph,
    turns: pipeline.turns,
    rows: all.filter((row) => !store.done.has(row)),
    concurrency,
    signal,
    onRow: (record, trace) => {
      store.append(record, trace);
      traces?.onRow(record, trace);
      onProgress?.(store.done.size, all.length);
    },
  });
  return finishRun(pipeline, store, { resumed, recall });
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
