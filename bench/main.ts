/** Runs the benchmarks and prints each claim with its measured ratio; exit code 1 when one is missed. */
import { benchAudit } from "./audit.bench.ts";
import { benchBacktester } from "./backtester.bench.ts";
import type { BenchResult } from "./bench-result.ts";
import { benchCaseMemory } from "./case-memory.bench.ts";
import { benchCoverage } from "./coverage.bench.ts";
import { benchDashboard } from "./dashboard.bench.ts";
import { benchData } from "./data.bench.ts";
import { benchEvaluation } from "./evaluation.bench.ts";
import { benchMatrix } from "./matrix.bench.ts";
import { benchOfflineRun } from "./offline-run.bench.ts";
import { benchOrchestration } from "./orchestration.bench.ts";
import { benchThroughput } from "./throughput.bench.ts";
import { benchTrace } from "./trace.bench.ts";
import { benchWalls } from "./walls.bench.ts";

const BENCHES: Readonly<Record<string, () => BenchResult[] | Promise<BenchResult[]>>> = {
  orchestration: benchOrchestration,
  trace: benchTrace,
  backtester: benchBacktester,
  memory: benchCaseMemory,
  data: benchData,
  run: benchOfflineRun,
  throughput: benchThroughput,
  walls: benchWalls,
  audit: benchAudit,
  evaluation: benchEvaluation,
  matrix: benchMatrix,
  coverage: benchCoverage,
  dashboard: benchDashboard,
};

const wanted = process.argv.slice(2);
let missed = 0;
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const result of await bench()) {
    const kept = result.ratio <= result.target;
    missed += kept ? 0 : 1;
    const figures = `${result.ratio.toFixed(3)} (at most ${result.target})`;
    console.log(`${kept ? "kept  " : "MISSED"} ${result.name}: ${figures}; ${result.detail}`);
  }
}
process.exitCode = missed === 0 ? 0 : 1;
