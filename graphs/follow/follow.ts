/** Decides rows as they are appended to a file; the directory comes to what a run over the finished file writes. */
import { type Clock, REAL_CLOCK } from "../../data/clock.ts";
import { InputError, StoppedError, UsageError } from "../../data/errors.ts";
import type { GrowingRows } from "../../data/growing/growing-rows.ts";
import type { MarketRow } from "../../data/row.ts";
import { type RunResult, finishRun } from "../finish-run.ts";
import { manifestJson } from "../manifest.ts";
import { type Pipeline, namedOver } from "../pipeline.ts";
import { RECALL_FILE, keptRecall } from "../recall/report.ts";
import type { RowRecord } from "../row-record.ts";
import { booking, mustBeConcurrency } from "../run.ts";
import { type RunTracing, tracing } from "../tracing/run-tracing.ts";
import type { RunStore } from "../run-store.ts";
import { takeUpBudget } from "../spent-before.ts";
import type { LangSmithTracing } from "../tracing/langsmith-tracing.ts";
import { walkForward } from "../walk-forward.ts";
import { openFollowedStore } from "./followed-store.ts";
import { RowFeed } from "./row-feed.ts";

export interface FollowOptions {
  /** Run directory; one that holds the first of the rows already is gone on with. */
  readonly out: string;
  /** Rows under way at once. @default 8 */
  readonly concurrency?: number | undefined;
  /** How often the file is looked at, in milliseconds; at least 1. @default 250 */
  readonly pollMs?: number | undefined;
  /** Ends once nothing was appended for so many milliseconds; null for never. @default null */
  readonly idleMs?: number | null | undefined;
  /** Ends once the file's first so many rows are decided; null for no such number. At least 1. @default null */
  readonly untilRows?: number | null | undefined;
  /** Told of each row as it ends, in the order in which rows end. */
  readonly onDecided?: ((record: RowRecord, row: MarketRow) => void) | undefined;
  /** Traces rows in LangSmith, too, as `runPipeline` does. @default no trace but `trace.jsonl` */
  readonly langsmith?: RunTracing | undefined;
  /** Abort to stop after the rows under way. */
  readonly signal?: AbortSignal | undefined;
  /** @default the clock on the wall */
  readonly clock?: Clock | undefined;
}

/** What the rows came to: that of `runPipeline` over a file that ends with them. */
export interface FollowResult extends RunResult {
  /** The pipeline, named over these rows. */
  readonly pipeline: Pipeline;
  /** What ended it: enough rows, or none for too long. */
  readonly end: "rows" | "idle";
}

/** `fault`: a row or the file is broken; `stopped`: told to; `halted`: deciding cannot go on. */
type End = FollowResult["end"] | "fault" | "stopped" | "halted";

type Following = {
  readonly [Option in Exclude<keyof FollowOptions, "langsmith">]-?: Exclude<
    FollowOptions[Option],
    undefined
  >;
} & { readonly pipeline: Pipeline; readonly growing: GrowingRows };

/**
 * Decides each row once its line has ended, by the rows before it, and scores them all in the end. At any end but a
 * fatal fault of the model's the directory is, byte for byte, that of a run over a file of the rows decided.
 * @param pipeline built over `growing.live`, deciding all rows, and used for nothing else
 * @throws StoppedError when told to stop, or the last line has not ended; the same call goes on
 * @throws InputError for a row that `loadRows` would refuse, or a file that was cut, replaced or removed
 * @throws UsageError for options out of range; when `out` holds other rows or another run, or is being written
 */
export async function followPipeline(
  pipeline: Pipeline,
  growing: GrowingRows,
  options: FollowOptions,
): Promise<FollowResult> {
  const following = checked(pipeline, growing, options);
  const { out, signal, clock, untilRows } = following;
  while (growing.read() && !signal.aborted) await clock.wait(0, signal);
  const { length } = growing.rows;
  if (growing.fault && length === 0) throw growing.fault;
  const first = namedOver(pipeline, growing.dataset(Math.min(length, untilRows ?? length), "file"));
  const store = openFollowedStore(out, first, growing);
  try {
    takeUpBudget(pipeline, store.calls);
    const resumed = store.done.size;
    const end = await booking(
      pipeline,
      store,
      (line) => line,
      () =>
        tracing(pipeline, store, options.langsmith, (traces) =>
          decideArriving(following, store, traces),
        ),
    );
    return finish(following, store, { end, resumed });
  } finally {
    store.close();
  }
}

function checked(pipeline: Pipeline, growing: GrowingRows, options: FollowOptions): Following {
  const { concurrency = 8, pollMs = 250, idleMs = null, untilRows = null } = options;
  mustBeConcurrency(concurrency);
  mustBeAbove("pollMs", pollMs);
  if (idleMs !== null) mustBeAbove("idleMs", idleMs);
  if (untilRows !== null && !(Number.isInteger(untilRows) && untilRows >= 1)) {
    throw new UsageError(`untilRows: expected an integer of at least 1, was ${untilRows}`);
  }
  if (pipeline.data !== growing.live || growing.live.rows.length > 0) {
    throw new UsageError("follow: expected a new pipeline over the growing rows, was another");
  }
  if (pipeline.config.rows !== null) {
    throw new UsageError("rows: expected null, since rows are decided as they arrive");
  }
  return {
    pipeline,
    growing,
    out: options.out,
    concurrency,
    pollMs,
    idleMs,
    untilRows,
    onDecided: options.onDecided ?? (() => {}),
    signal: options.signal ?? new AbortController().signal,
    clock: options.clock ?? REAL_CLOCK,
  };
}

function mustBeAbove(name: string, value: number): void {
  if (value > 0) return;
  throw new UsageError(`${name}: expected a number above 0, was ${value}`);
}

/** Walks over the rows while they arrive. @throws whatever the walk throws, but for being told to stop */
async function decideArriving(
  following: Following,
  store: RunStore,
  traces: LangSmithTracing | null,
): Promise<End> {
  const { pipeline, growing, concurrency, signal, onDecided } = following;
  const feed = new RowFeed({
    onArrival: () => pipeline.history.append(growing.arrive()),
    isDecided: (row) => store.done.has(row),
  });
  const over = new AbortController();
  const walk = walkForward({
    graph: pipeline.graph,
    turns: pipeline.turns,
    rows: feed,
    concurrency,
    signal,
    onRow: (record, trace) => {
      store.append(record, trace);
      traces?.onRow(record, trace);
      const row = growing.rows[record.row];
      if (row) onDecided(record, row);
    },
  });
  const walked = walk.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  void walked.then(() => over.abort());
  try {
    const end = await letArrive(following, store, feed, AbortSignal.any([signal, over.signal]));
    if (end === "stopped" || end === "halted") await feed.return();
    else feed.end();
    const fault = await walked;
    if (fault === null) return end;
    if (signal.aborted && fault.error instanceof StoppedError) return "stopped";
    throw fault.error;
  } finally {
    await feed.return();
    await walked;
  }
}

/** Offers rows to the feed as they come, the manifest naming them first, until there is a reason to end. */
async function letArrive(
  { pipeline, growing, pollMs, idleMs, untilRows, signal, clock }: Following,
  store: RunStore,
  feed: RowFeed,
  waking: AbortSignal,
): Promise<End> {
  let offered = 0;
  let grewMs = clock.nowMs();
  for (let isNew = true; ; isNew = growing.read()) {
    if (isNew) grewMs = clock.nowMs();
    const count = Math.min(growing.rows.length, untilRows ?? Infinity);
    if (count > offered) {
      const named = namedOver(pipeline, growing.dataset(count, "file"));
      store.write("manifest.json", manifestJson(named, null));
      feed.offer(count);
      offered = count;
    }
    if (signal.aborted) return "stopped";
    if (waking.aborted) return "halted";
    if (count === untilRows) return "rows";
    if (growing.fault !== null) return "fault";
    if (idleMs !== null && clock.nowMs() - grewMs >= idleMs) return "idle";
    await clock.wait(isNew ? 0 : pollMs, waking);
  }
}

/** Scores and writes the rows that were decided, then says how it ended. */
function finish(
  { pipeline, growing }: Following,
  store: RunStore,
  { end, resumed }: { readonly end: End; readonly resumed: number },
): FollowResult {
  const rows = leadingRows(store);
  const data = growing.dataset(
    rows,
    end !== "rows" && rows === growing.rows.length ? "file" : "row",
  );
  const isWhole = rows > 0 && rows === store.done.size && growing.stillBeginsWith(data);
  if (!isWhole) throw whyUnfinished(growing, store, end);
  const named = namedOver(pipeline, data);
  const recall = keptRecall(store.read(RECALL_FILE), named.run);
  const result = finishRun(named, store, { resumed, recall });
  if (end === "rows") return { ...result, pipeline: named, end };
  if (end === "idle" && !growing.isCut) return { ...result, pipeline: named, end };
  if (end === "idle") throw new StoppedError(`row ${rows} of ${growing.file} has no line end yet`);
  throw growing.fault ?? stoppedAfter(rows);
}

/** How many rows are decided before the first that is not. */
function leadingRows({ done }: RunStore): number {
  let rows = 0;
  while (done.has(rows)) rows += 1;
  return rows;
}

function whyUnfinished(growing: GrowingRows, { done }: RunStore, end: End): Error {
  if (growing.fault) return growing.fault;
  if (end === "stopped") return stoppedAfter(done.size);
  if (done.size === 0) return growing.noRows();
  const expected = "the rows that were decided at its beginning";
  return new InputError({ file: growing.file }, expected, "changed since");
}

function stoppedAfter(rows: number): StoppedError {
  return new StoppedError(`stopped on request, ${rows} rows decided`);
}
