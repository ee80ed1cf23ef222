/** Heads of runs as the dashboard's page is given them. */
import type { RunHead } from "../../dashboard/wire/api.ts";

/** A finished run of three rows. @param more what is otherwise */
export function runHead(id: string, more: Partial<RunHead> = {}): RunHead {
  return {
    id,
    name: id,
    run: id,
    state: "finished",
    dataFile: null,
    models: { analyzeSentiment: null, analyzeQuant: null, arbitrate: null },
    simulatedNodes: [],
    toggles: [],
    horizonBars: 6,
    costPerSide: 0.001,
    seed: 1,
    rows: 3,
    statuses: { decided: 3, rule: 0, abstained: 0, failed: 0 },
    totals: null,
    redecide: { able: false, reason: null },
    fault: null,
    versions: { series: "a", marks: "b" },
    ...more,
  };
}
