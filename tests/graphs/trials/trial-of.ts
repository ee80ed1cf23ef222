/** Trials for tests: lines of a ledger that differ in what a test says. */
import { sha256 } from "../../../data/hash.ts";
import type { TrialLine } from "../../../graphs/trials/trial-line.ts";

/** What tells one line from another; `action` and `score` are name and Sharpe ratio of a series. */
export interface TrialSketch {
  readonly data?: string;
  readonly run?: string;
  readonly code?: string;
  readonly simulated?: boolean;
  readonly rows?: TrialLine["rows"];
  readonly failed?: number;
  readonly costPerSide?: number;
  readonly action?: readonly [string, number | null];
  readonly score?: readonly [string, number | null];
}

export const DATA = sha256("a dataset");

/** A line; series of the same name are the same. */
export function trialOf(sketch: TrialSketch = {}): TrialLine {
  const { action: [name, sharpe] = ["a", 0.1] } = sketch;
  const { score: [scoreName, scoreSharpe] = [name, sharpe] } = sketch;
  return {
    data: sketch.data ?? DATA,
    run: sketch.run ?? `run of ${name}`,
    code: sketch.code ?? "0.0.0+00000000",
    simulated: sketch.simulated ?? false,
    setting: { models: ["m"], embedder: "hash", without: [], horizonBars: 6, seed: 1 },
    rows: sketch.rows ?? { from: 0, to: 100 },
    failed: sketch.failed ?? 0,
    costPerSide: sketch.costPerSide ?? 0.001,
    action: { series: sha256(name), sharpe, gross: sharpe },
    score: { series: sha256(`score ${scoreName}`), sharpe: scoreSharpe, gross: scoreSharpe },
  };
}
