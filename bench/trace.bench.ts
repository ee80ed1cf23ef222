/** What the local trace of a row costs: the tracer, the lines and their way to the disk. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRows } from "../data/load-rows.ts";
import { SAMPLE_FILE } from "../data/sample-file.ts";
import type { NodeRun } from "../graphs/node-step.ts";
import { buildPipeline } from "../graphs/pipeline.ts";
import { parseRunConfig } from "../graphs/run-config.ts";
import { traceLines } from "../graphs/trace-line.ts";
import { rowTrace } from "../graphs/tracing/row-trace.ts";
import { RowTracer } from "../graphs/tracing/row-tracer.ts";
import { walkForward } from "../graphs/walk-forward.ts";
import { makeSimulatedModel } from "../nodes/models/providers/simulated-model.ts";
import { makeHashEmbedder } from "../retrieval/embedders/hash-embedder.ts";
import type { BenchResult } from "./bench-result.ts";
import { asyncMediansMs } from "./timing.ts";

const LIMIT_MS = 1;
const ROUNDS = 9;

/** Median over rounds of all rows of the shipped sample, prompts and replies included. Target: 1 ms a row. */
export async function benchTrace(): Promise<BenchResult[]> {
  const rows = await tracedRows();
  const folder = mkdtempSync(join(tmpdir(), "hindcast-bench-"));
  const file = openSync(join(folder, "trace.jsonl"), "a");
  const traceAll = async (): Promise<void> => {
    for (const [row, runs] of rows.entries()) {
      const tracer = new RowTracer(row);
      for (const { node } of runs) tracer.nodeStarted(node);
      for (const run of runs) tracer.nodeEnded(run);
      const trace = rowTrace(row, runs, await tracer.end());
      writeSync(file, `${traceLines(trace).join("\n")}\n`);
    }
  };
  try {
    const [whole = NaN] = await asyncMediansMs([traceAll], ROUNDS);
    const each = whole / rows.length;
    return [
      {
        name: "local trace of a row / 1 ms",
        ratio: each / LIMIT_MS,
        target: 1,
        detail: `${each.toFixed(2)} ms a row`,
      },
    ];
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the nodes of the sample's rows did. */
async function tracedRows(): Promise<readonly (readonly NodeRun[])[]> {
  const data = await loadRows(SAMPLE_FILE);
  const { graph, turns } = buildPipeline({
    data,
    config: parseRunConfig({}),
    model: makeSimulatedModel(),
    embedder: makeHashEmbedder(),
  });
  const found: (readonly NodeRun[])[] = [];
  const rows = data.rows.map((_, row) => row);
  const onRow = (_record: unknown, { nodes }: { readonly nodes: readonly NodeRun[] }): void =>
    void found.push(nodes);
  await walkForward({ graph, turns, rows, concurrency: 1, onRow });
  return found;
}
