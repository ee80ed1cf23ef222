/** Decides the rows that a probe may draw from, and keeps every channel of each. */
import { NODE_OUTPUTS, type NodeRun } from "../node-step.ts";
import { arbiterInputSchema } from "../reasoning/read-trace.ts";
import type { CallUsage } from "../row-record.ts";
import type { Pipeline } from "../pipeline.ts";
import { walkForward } from "../walk-forward.ts";
import type { DecidedRow } from "./lab.ts";

/** Which rows, and how. */
interface DecideOptions {
  /** Ascending. */
  readonly rows: readonly number[];
  readonly concurrency: number;
  readonly onRow: () => void;
  readonly signal?: AbortSignal | undefined;
}

/** Rows with an action, in row order; the rest abstained or failed. @throws as `walkForward` */
export async function decideRows(
  { graph, turns }: Pick<Pipeline, "graph" | "turns">,
  { rows, concurrency, onRow, signal }: DecideOptions,
): Promise<{ readonly decided: readonly DecidedRow[]; readonly calls: readonly CallUsage[] }> {
  const found: DecidedRow[] = [];
  const usage = new Map<number, readonly CallUsage[]>();
  await walkForward({
    graph,
    turns,
    rows,
    concurrency,
    signal,
    onRow: (record, { nodes }) => {
      usage.set(record.row, record.usage);
      const arbiter = runOf(nodes, "arbitrate");
      const extract = runOf(nodes, "extractFeatures");
      if (record.decision.action !== null && arbiter && extract) {
        found.push({
          row: record.row,
          features: NODE_OUTPUTS.extractFeatures.parse(extract.output).features,
          ...arbiterInputSchema.parse(arbiter.input),
          decision: record.decision,
          arbiterCalls: arbiter.calls,
        });
      }
      onRow();
    },
  });
  return {
    decided: found.toSorted((a, b) => a.row - b.row),
    calls: rows.flatMap((row) => usage.get(row) ?? []),
  };
}

function runOf(runs: readonly NodeRun[], node: NodeRun["node"]): NodeRun | undefined {
  return runs.find((run) => run.node === node);
}
