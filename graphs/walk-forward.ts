/** Runs the decision graph over rows: retrieval in time order, model calls of different rows side by side. */
import { HindcastError, StoppedError } from "../data/errors.ts";
import type { TurnQueue } from "../retrieval/turn-queue.ts";
import type { DecisionGraph } from "./decision-graph.ts";
import type { DecisionStateValues } from "./decision-state.ts";
import type { NodeRun } from "./node-step.ts";
import type { RowRecord } from "./row-record.ts";

export interface WalkForwardPlan {
  readonly graph: DecisionGraph;
  /** The queue the graph's retriever waits on. */
  readonly turns: TurnQueue;
  /** Rows to decide, ascending. */
  readonly rows: readonly number[];
  /** Rows under way at once, at least 1. */
  readonly concurrency: number;
  /** Told of each row as it ends, in the order in which rows end. */
  readonly onRow: (record: RowRecord, nodeRuns: readonly NodeRun[]) => void;
  /** Aborting it lets rows under way end and starts no more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decides every row of the plan. A row whose graph run throws is recorded as failed and the run goes on.
 * @throws StoppedError when the signal is aborted or no further model call can succeed
 * @throws LookAheadError when anything asked for a value from the future
 */
export async function walkForward(plan: WalkForwardPlan): Promise<void> {
  const rows = plan.rows.values();
  let halted: HindcastError | null = null;
  const worker = async (): Promise<void> => {
    for (const row of rows) {
      if (halted ?? plan.signal?.aborted) return;
      plan.turns.expect(row);
      try {
        await decideRow(plan, row);
      } catch (error) {
        if (!(error instanceof HindcastError)) throw error;
        halted ??= error;
      } finally {
        plan.turns.done(row);
      }
    }
  };
  await Promise.all(Array.from({ length: plan.concurrency }, worker));
  if (halted) throw halted;
  if (plan.signal?.aborted) throw new StoppedError("stopped on request");
}

async function decideRow(plan: WalkForwardPlan, row: number): Promise<void> {
  const nodeRuns: NodeRun[] = [];
  try {
    const state = await plan.graph.invoke(
      { row },
      { context: { onNodeRun: (run) => nodeRuns.push(run) } },
    );
    plan.onRow(recordOf(state), nodeRuns);
  } catch (error) {
    // Look-ahead and a closed account are no misfortune of one row.
    if (error instanceof HindcastError) throw error;
    plan.onRow(failedRecord(row, error, nodeRuns), nodeRuns);
  }
}

function recordOf({ row, decision, cases, remarks, calls }: DecisionStateValues): RowRecord {
  return { row, decision, cases, remarks, usage: calls.map(usageOf) };
}

function failedRecord(row: number, error: unknown, nodeRuns: readonly NodeRun[]): RowRecord {
  const message = error instanceof Error ? error.message : "a node threw no error";
  return {
    row,
    decision: {
      status: "failed",
      action: null,
      score: null,
      confidence: null,
      rationale: message.replaceAll(/\s+/g, " ").slice(0, 300),
    },
    cases: [],
    remarks: [],
    usage: nodeRuns.flatMap(({ calls }) => calls.map(usageOf)),
  };
}

function usageOf({
  messages: _messages,
  reply: _reply,
  ...usage
}: DecisionStateValues["calls"][number]): RowRecord["usage"][number] {
  return usage;
}
