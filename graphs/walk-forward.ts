/** Runs the decision graph over rows: retrieval in time order, model calls of different rows side by side. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { stopwatchMs } from "../data/clock.ts";
import { HindcastError, ReplayMissError, StoppedError } from "../data/errors.ts";
import { NODE_NAMES, type NodeName } from "../data/vocabulary.ts";
import type { TurnQueue } from "../retrieval/turn-queue.ts";
import type { DecisionStateValues } from "./decision-state.ts";
import type { DecisionContext, NodeRun } from "./node-step.ts";
import type { RowRecord } from "./row-record.ts";
import { type RowTrace, rowTrace } from "./tracing/row-trace.ts";
import { RowTracer } from "./tracing/row-tracer.ts";

/** The channels that a row's record is made of. */
export type DecidedRow = Readonly<
  Pick<DecisionStateValues, "row" | "decision" | "cases" | "remarks" | "calls">
>;

/** What decides one row at a time: the decision graph, here or on a server. */
export interface RowGraph {
  invoke(
    input: { readonly row: number },
    options: { readonly context: Required<Pick<DecisionContext, "onNode">> },
  ): Promise<DecidedRow>;
}

export interface WalkForwardPlan {
  readonly graph: RowGraph;
  /** The queue the graph's retriever waits on. */
  readonly turns: TurnQueue;
  /** Rows to decide, ascending; where they are still to come, they are waited for. */
  readonly rows: readonly number[] | AsyncIterableIterator<number>;
  /** Rows under way at once, at least 1. */
  readonly concurrency: number;
  /** Told of each row as it ends, in the order in which rows end. */
  readonly onRow: (record: RowRecord, trace: RowTrace) => void;
  /** Aborting it lets rows under way end and starts no more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decides every row of the plan. A row whose graph run throws is recorded as failed and the run goes on.
 * @throws StoppedError when the signal is aborted or no further model call can succeed
 * @throws LookAheadError when anything asked for a value from the future
 * @throws whatever `onRow` throws; rows under way end first, in every case
 */
export async function walkForward(plan: WalkForwardPlan): Promise<void> {
  const breathe = makeBreather();
  const rows = Symbol.asyncIterator in plan.rows ? plan.rows : plan.rows.values();
  let halted: Error | null = null;
  const worker = async (): Promise<void> => {
    for await (const row of rows) {
      if (halted ?? plan.signal?.aborted) return;
      plan.turns.expect(row);
      try {
        await decideRow(plan, row);
      } catch (error) {
        halted ??= asError(error);
      } finally {
        plan.turns.done(row);
      }
      // Leaving the loop is what tells rows that are waited for that nobody waits any more.
      if (halted) return;
      await breathe();
    }
  };
  await Promise.all(Array.from({ length: plan.concurrency }, worker));
  if (halted) throw halted;
  if (plan.signal?.aborted) throw new StoppedError("stopped on request");
}

/** Longest time that rows keep the event loop for themselves, milliseconds. */
const BREATH_MS = 20;

/**
 * Lets timers, signals and sockets have their turn now and then: rows whose replies are there already never wait for
 * anything else. All rows under way pause together, or the turn would not come.
 */
function makeBreather(): () => Promise<void> {
  let lastMs = stopwatchMs();
  let pause: Promise<void> | null = null;
  return async () => {
    if (pause === null && stopwatchMs() - lastMs < BREATH_MS) return;
    pause ??= nextTurn().then(() => {
      lastMs = stopwatchMs();
      pause = null;
    });
    await pause;
  };
}

async function decideRow({ graph, onRow }: WalkForwardPlan, row: number): Promise<void> {
  const started: Promise<NodeRun>[] = [];
  const tracer = new RowTracer(row);
  const onNode = (run: Promise<NodeRun>, node: NodeName): void => {
    tracer.nodeStarted(node);
    started.push(
      run.then((ended) => {
        tracer.nodeEnded(ended);
        return ended;
      }),
    );
  };
  const invocation = graph.invoke({ row }, { context: { onNode } });
  const outcome = await invocation.then(recordOf, asError);
  // A branch may outlive the one that broke: its calls are paid for all the same.
  const nodeRuns = await Promise.all(started);
  const trace = rowTrace(row, nodeRuns, await tracer.end());
  if (!(outcome instanceof Error)) {
    onRow(outcome, trace);
    return;
  }
  // Look-ahead and a closed account are no misfortune of one row.
  const faults = [outcome, ...nodeRuns.map(({ error }) => error)];
  const grave = faults.find((fault) => fault instanceof HindcastError);
  if (grave instanceof ReplayMissError) throw grave.atRow(row);
  if (grave) throw grave;
  onRow(failedRecord(row, outcome, nodeRuns), trace);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error("a node threw no error", { cause: error });
}

function recordOf({ row, decision, cases, remarks, calls }: DecidedRow): RowRecord {
  return { row, decision, cases, remarks, usage: calls.map(usageOf) };
}

/** Blames the first node that broke, in graph order, whichever branch was faster. */
function failedRecord(row: number, error: Error, nodeRuns: readonly NodeRun[]): RowRecord {
  const runs = nodeRuns.toSorted((a, b) => placeOf(a) - placeOf(b));
  const broken = runs.find((run) => run.error !== null);
  const message = broken?.error?.message ?? error.message;
  const node = broken?.node ?? "graph";
  const what = message.startsWith(node) ? message : `${node}: ${message}`;
  return {
    row,
    decision: {
      status: "failed",
      action: null,
      score: null,
      confidence: null,
      rationale: what.replaceAll(/\s+/g, " ").slice(0, 300),
    },
    cases: [],
    remarks: [],
    usage: runs.flatMap(({ calls }) => calls.map(usageOf)),
  };
}

function placeOf({ node }: NodeRun): number {
  return NODE_NAMES.indexOf(node);
}

/** A call as it is booked: without its texts and what differs from one time to the next. */
export function usageOf({
  messages: _messages,
  reply: _reply,
  cached: _cached,
  retries: _retries,
  latencyMs: _latencyMs,
  ...usage
}: DecisionStateValues["calls"][number]): RowRecord["usage"][number] {
  return usage;
}
