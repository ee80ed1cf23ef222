import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { InputError, UsageError } from "../../../data/errors.ts";
import { type EvaluatedRun, evaluateRun } from "../../../graphs/evaluation/evaluate-run.ts";
import { metricsJson } from "../../../backtest/metrics-json.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { TrialFiles } from "../../../graphs/trials/trial-files.ts";
import { faultOf } from "../../support/fault.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import {
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
} from "../../support/run-directory.ts";

const ROWS = 60;
const metricsSchema = z.looseObject({
  corrected: z.looseObject({ total_return: z.number(), intervals: z.unknown() }),
  baselines: z.record(z.string(), z.looseObject({})),
});

const cache = makeDirectory();
const directory = makeDirectory();
let evaluated: EvaluatedRun;

function runIn(out: string, seed = 1, rows = ROWS) {
  return runPipeline(
    pipelineOf({ rows: worldRows(rows), config: { seed }, trials: new TrialFiles(cache) }),
    { out },
  );
}

beforeAll(async () => {
  await runIn(directory);
  evaluated = await evaluateRun(directory, { cacheDir: cache, draws: 200 });
}, 60_000);
afterAll(() => [cache, directory].forEach(removeDirectory));

describe("the evaluation of a run", () => {
  it("has the figures of the run's own metrics, and one line for each rule of its leaderboard", () => {
    const metrics = metricsSchema.parse(JSON.parse(readIn(directory, "metrics.json")));
    const { strategies, rivals } = evaluated.evaluation.performance;
    expect(strategies[0]?.metrics.total_return).toBe(metrics.corrected.total_return);
    const rules = Object.keys(metrics.baselines).filter((name) => !name.startsWith("random"));
    expect(rivals.map(({ rule }) => rule).toSorted()).toEqual(rules.toSorted());
    expect(strategies.map(({ name }) => name)).toEqual([
      "agent",
      "agent_by_score",
      ...rivals.map(({ rule }) => rule),
    ]);
  });

  it("is the same bytes when it is made again, and JSON can hold all of it", async () => {
    const again = await evaluateRun(directory, { cacheDir: cache, draws: 200 });
    expect(metricsJson(again.evaluation)).toBe(metricsJson(evaluated.evaluation));
    expect(again.curves).toEqual(evaluated.curves);
  });

  it("audits what every rationale says, and says that a rule wrote it", () => {
    const { reasoning, simulatedNodes, conclusions, statuses } = evaluated.evaluation;
    expect(reasoning?.rows).toBe(statuses.decided);
    expect(reasoning?.findings).toBe(evaluated.findings.length);
    expect(simulatedNodes).toEqual(["analyzeSentiment", "analyzeQuant", "arbitrate"]);
    expect(conclusions.join("\n")).toContain("Simulated: a fixed rule answered for");
  });

  it("keeps the worst decisions a horizon apart, worst first, with all that they rested on", () => {
    const { worst } = evaluated.evaluation;
    expect(worst).toHaveLength(10);
    const earned = worst.map((decision) => decision.earned);
    expect(earned).toEqual(earned.toSorted((a, b) => a - b));
    for (const [i, decision] of worst.entries()) {
      expect(decision.earned).toBeLessThan(0);
      expect(decision.earned).toBe((decision.decision.action ?? NaN) * decision.outcome);
      for (const other of worst.slice(i + 1)) {
        expect(Math.abs(other.row - decision.row)).toBeGreaterThanOrEqual(2);
      }
      expect(decision.features).toHaveLength(21);
      expect(decision.analysts.map(({ name }) => name)).toEqual(["sentiment", "quant"]);
      expect(decision.exchanges).toHaveLength(3);
    }
  });

  it("has one value a row in each curve", () => {
    const { strategies, hitRate, band, timeMs } = evaluated.curves;
    expect(timeMs).toHaveLength(ROWS);
    for (const { equity, drawdown, positions } of strategies) {
      expect([equity, drawdown, positions].map(({ length }) => length)).toEqual([ROWS, ROWS, ROWS]);
    }
    expect(hitRate.share).toHaveLength(ROWS);
    expect(band?.low).toHaveLength(ROWS);
  });

  it("counts what else was tried on the data, and deflates by it", async () => {
    const other = newDirectory();
    await runPipeline(
      pipelineOf({
        rows: worldRows(ROWS),
        config: { without: ["analyzeSentiment"] },
        trials: new TrialFiles(cache),
      }),
      { out: other },
    );
    const { evaluation } = await evaluateRun(directory, { cacheDir: cache, draws: 100 });
    expect(evaluated.evaluation.performance.selection.trials).toBe(1);
    expect(evaluation.performance.selection.trials).toBe(2);
    expect(evaluation.performance.selection.asCounted.expectedBestSharpe).toBeGreaterThan(0);
    expect(evaluation.performance.selection.ifIndependent.deflatedSharpe).toBeLessThan(
      evaluated.evaluation.performance.selection.ifIndependent.deflatedSharpe ?? NaN,
    );
    // Without a ledger the run is taken for the only one.
    const { evaluation: uncounted } = await evaluateRun(directory, { draws: 100 });
    expect(uncounted).toMatchObject({ trials: null, performance: { selection: { trials: 1 } } });
  });
});

describe("what cannot be evaluated", () => {
  it("is a directory without a run, or one that is under way", async () => {
    const empty = newDirectory();
    expect(await faultOf(evaluateRun(empty))).toBeInstanceOf(UsageError);
    writeFileSync(join(empty, "manifest.json"), JSON.stringify({ run: "a", state: "under way" }));
    const fault = await faultOf(evaluateRun(empty));
    expect(fault).toBeInstanceOf(UsageError);
    expect(String(fault)).toContain("expected a finished run, was one under way");
  });

  it("is one that a version without positions.csv made: it says so", async () => {
    const early = newDirectory();
    await runIn(early, 1, 12);
    rmSync(join(early, "positions.csv"));
    expect(await faultOf(evaluateRun(early))).toBeInstanceOf(InputError);
    const manifest = readIn(early, "manifest.json");
    const stamped = manifest.replace(/"version": "[^"]+"/, '"version": "0.3.0"');
    writeFileSync(join(early, "manifest.json"), stamped);
    const fault = await faultOf(evaluateRun(early));
    expect(fault).toBeInstanceOf(UsageError);
    expect(String(fault)).toContain("made by version 0.3.0, before 0.4.0; run it again");
  });

  it("is one whose files are broken: the file is named", async () => {
    const broken = newDirectory();
    await runIn(broken, 1, 12);
    writeFileSync(join(broken, "behaviour.json"), "{}");
    const fault = await faultOf(evaluateRun(broken));
    expect(fault).toBeInstanceOf(InputError);
    expect(String(fault)).toContain("behaviour.json");
    writeFileSync(join(broken, "manifest.json"), "{");
    expect(String(await faultOf(evaluateRun(broken)))).toContain("manifest.json");
  });
});
