/** Runs the decision graph over rows: retrieval in time order, model calls of different rows side by side. */
import { HindcastError, StoppedError } from "../data/errors.ts";
import { NODE_NAMES, type NodeName } from "../data/vocabulary.ts";
import type { TurnQueue } from "../retrieval/turn-queue.ts";
import type { DecisionGraph } from "./decision-graph.ts";
import type { DecisionStateValues } from "./decision-state.ts";
import type { DecisionContext, NodeRun } from "./node-step.ts";
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
 * @throws whatever `onRow` throws; rows under way end first, in every case
 */
export async function walkForward(plan: WalkForwardPlan): Promise<void> {
  const rows = plan.rows.values();
  let halted: Error | null = null;
  const worker = async (): Promise<void> => {
    for (const row of rows) {
      if (halted ?? plan.signal?.aborted) return;
      plan.turns.expect(row);
      try {
        await decideRow(plan, row);
      } catch (error) {
        halted ??= asError(error);
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
  const record = await decide(plan.graph, row, nodeRuns);
  plan.onRow(record, nodeRuns);
}

async function decide(graph: DecisionGraph, row: number, nodeRuns: NodeRun[]): Promise<RowRecord> {
  const works = new Map<NodeName, Promise<unknown>>();
  const context: DecisionContext = {
    onNodeRun: (run) => nodeRuns.push(run),
    onNodeStart: (node, work) => works.set(node, work),
  };
  try {
    return recordOf(await graph.invoke({ row }, { context }));
  } catch (error) {
    const faults: { readonly what: string; readonly error: Error }[] = [];
    for (const node of NODE_NAMES) {
      // The other branch may still run: its calls are paid for, and its fault may be the graver one.
      const fault = await works.get(node)?.then(() => null, asError);
      if (fault) faults.push({ what: faultLine(node, fault), error: fault });
    }
    const thrown = asError(error);
    // Look-ahead and a closed account are no misfortune of one row.
    const grave = [thrown, ...faults.map((fault) => fault.error)].find(
      (fault) => fault instanceof HindcastError,
    );
    if (grave) throw grave;
    return failedRecord(row, faults[0]?.what ?? thrown.message, nodeRuns);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error("a node threw no error", { cause: error });
}

function faultLine(node: NodeName, { message }: Error): string {
  return message.startsWith(node) ? message : `${node}: ${message}`;
}

function recordOf({ row, decision, cases, remarks, calls }: DecisionStateValues): RowRecord {
  return { row, decision, cases, remarks, usage: calls.map(usageOf) };
}

function failedRecord(row: number, what: string, nodeRuns: readonly NodeRun[]): RowRecord {
  const inGraphOrder = NODE_NAMES.flatMap((name) => nodeRuns.filter(({ node }) => node === name));
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
    usage: inGraphOrder.flatMap(({ calls }) => calls.map(usageOf)),
  };
}

function usageOf({
  messages: _messages,
  reply: _reply,
  ...usage
}: DecisionStateValues["calls"][number]): RowRecord["usage"][number] {
  return usage;
}
