/** One row's graph run as it is traced, here and in LangSmith: its node runs and model calls under the ids of one tree. */
import type { Run } from "@langchain/core/tracers/base";
import type { ModelCall } from "../../nodes/channels.ts";
import type { NodeRun } from "../node-step.ts";

/** A model call in its place. */
export interface TracedCall extends ModelCall {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
}

/** A node's run in its place. */
export interface TracedNode extends Omit<NodeRun, "calls"> {
  readonly id: string;
  readonly calls: readonly TracedCall[];
}

/** A row's run: the root of its trace. */
export interface RowTrace {
  readonly row: number;
  /** Of the root run, which is the trace's, too. */
  readonly id: string;
  /** Milliseconds since the epoch, from the first node's start to the last one's end. */
  readonly startMs: number;
  readonly endMs: number;
  /** In the order in which they started. */
  readonly nodes: readonly TracedNode[];
}

/** Puts node runs in their places of their row's tree. @param tree of a `RowTracer` that was told of them */
export function rowTrace(row: number, nodeRuns: readonly NodeRun[], tree: Run): RowTrace {
  const found = new Map(tree.child_runs.map((run) => [run.name, run]));
  const nodes = nodeRuns.map((nodeRun): TracedNode => {
    const run = found.get(nodeRun.node);
    if (!run) throw new RangeError(`row ${row}: expected ${nodeRun.node} in the trace, was none`);
    return { ...nodeRun, id: run.id, calls: placed(nodeRun, run.child_runs) };
  });
  return {
    row,
    id: tree.id,
    startMs: nodes.reduce((first, { startMs }) => Math.min(first, startMs), tree.start_time),
    endMs: nodes.reduce((last, { endMs }) => Math.max(last, endMs), tree.start_time),
    nodes,
  };
}

/**
 * Calls one after another from the node's start, each as long as it took. A call says how long it took, not when it
 * began, and a node asks again only after the first answer.
 */
function placed(
  { calls, startMs, endMs }: NodeRun,
  runs: readonly Pick<Run, "id">[],
): readonly TracedCall[] {
  let at = startMs;
  return calls.flatMap((call, place) => {
    const id = runs[place]?.id;
    const start = at;
    at = Math.min(endMs, at + (call.latencyMs ?? 0));
    return id === undefined ? [] : [{ ...call, id, startMs: start, endMs: at }];
  });
}
