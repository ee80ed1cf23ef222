/** Which runs are counted, and that a run's directory and the ledger say the same of it. */
import { appendFileSync, cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError, StoppedError, UsageError } from "../../../data/errors.ts";
import { openPipeline } from "../../../graphs/open-pipeline.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { countTrials } from "../../../graphs/trials/count-trials.ts";
import { readOwnTrial } from "../../../graphs/trials/read-own-trial.ts";
import { type TrialsLedger, readTrials } from "../../../graphs/trials/trial-files.ts";
import { type TrialLine, trialLine } from "../../../graphs/trials/trial-line.ts";
import { faultOf } from "../../support/fault.ts";
import { breaksOn, countingModel } from "../../support/models.ts";
import { dataOf, pipelineOf, withFields, worldRows } from "../../support/pipeline.ts";
import { makeDirectory, newDirectory, removeDirectory } from "../../support/run-directory.ts";

const rows = withFields(worldRows(14), { 9: { summary: "BREAK" } });
const whole = makeDirectory();
const wholeTrials = ledger();
beforeAll(
  async () => void (await runPipeline(pipelineOf({ rows, trials: wholeTrials }), { out: whole })),
);
afterAll(() => removeDirectory(whole));

function ledger(): TrialsLedger & { readonly lines: readonly TrialLine[] } {
  const lines: TrialLine[] = [];
  return { lines, append: (line) => void lines.push(line) };
}

describe("the line of a run", () => {
  const hash = "0".repeat(64);
  const stamp = {
    run: "r",
    simulated: true,
    identity: {
      data: { sha256: hash },
      code: { version: "1.2.3", hash },
      config: {
        without: ["analyzeQuant"],
        horizonBars: 6,
        seed: 1,
        commission: 0.006,
        slippage: 0.004,
        capital: 100,
      },
      embedder: "hash",
      models: { analyzeSentiment: "m", analyzeQuant: null, arbitrate: "m" },
    },
  };
  const series = {
    firstRow: 5,
    closes: Float64Array.of(100, 110, 99, 108.9),
    action: Float64Array.of(1, 1, -1, -1),
    score: Float64Array.of(0, 0, 0, 0),
    failed: 0,
  };
  const free = {
    ...stamp.identity,
    config: { ...stamp.identity.config, commission: 0, slippage: 0 },
  };

  it("holds the Sharpe ratio per bar, net of costs and of the entry", () => {
    // Bars +10 %, -10 %, -10 %: mean -1/30, std √(1/75).
    expect(trialLine({ ...stamp, identity: free }, series).action.sharpe).toBeCloseTo(-0.288675, 6);
    // 0.99·1.1 - 1, -0.1 - 0.02, -0.1.
    expect(trialLine(stamp, series).action.sharpe).toBeCloseTo(-0.378633, 6);
    expect(trialLine(stamp, series).action.gross).toBeCloseTo(-0.288675, 6);
  });

  it("says in brief what was tried, without a clock", () => {
    expect(trialLine(stamp, series)).toMatchObject({
      data: hash,
      run: "r",
      code: "1.2.3+00000000",
      setting: { models: ["m"], embedder: "hash", without: ["analyzeQuant"] },
      rows: { from: 5, to: 9 },
      costPerSide: 0.01,
      score: { sharpe: null },
    });
    expect(trialLine(stamp, series)).toEqual(trialLine(stamp, series));
  });

  it("names a series by its bars and positions alone", () => {
    const { series: name } = trialLine(stamp, series).action;
    const closes = Float64Array.of(100, 110, 99, 109);
    expect(trialLine({ ...stamp, run: "other", identity: free }, series).action.series).toBe(name);
    const others = [
      trialLine(stamp, { ...series, firstRow: 6 }).action.series,
      trialLine(stamp, { ...series, closes }).action.series,
      trialLine(stamp, series).score.series,
      name,
    ];
    expect(new Set(others).size).toBe(4);
  });

  it("is null where everything was lost", () => {
    const closes = Float64Array.of(100, 300, 100, 90);
    const action = Float64Array.of(-1, -1, -1, -1);
    expect(trialLine(stamp, { ...series, closes, action }).action.sharpe).toBeNull();
  });
});

describe("a run", () => {
  it("that has finished is a trial, and its directory holds the same line", async () => {
    expect(wholeTrials.lines).toHaveLength(1);
    expect(await readOwnTrial(whole)).toEqual(wholeTrials.lines[0]);
  });

  it("repeated gives the same line, also where no directory is written", async () => {
    const trials = ledger();
    await runPipeline(pipelineOf({ rows, trials }));
    expect(trials.lines).toEqual(wholeTrials.lines);
  });

  it("that was stopped is none until it has finished", async () => {
    const out = newDirectory();
    const trials = ledger();
    const model = breaksOn("BREAK", () => new StoppedError("the account is empty"));
    const stopped = runPipeline(pipelineOf({ rows, model, trials }), { out, concurrency: 1 });
    expect(await faultOf(stopped)).toBeInstanceOf(StoppedError);
    expect(trials.lines).toEqual([]);
    expect(String(await faultOf(readOwnTrial(out)))).toContain("a finished run's manifest");
    await runPipeline(pipelineOf({ rows, trials }), { out });
    expect(trials.lines).toEqual(wholeTrials.lines);
  });

  it("with failed rows is one, and the same when they have been tried again", async () => {
    const out = newDirectory();
    const trials = ledger();
    const model = breaksOn("BREAK", () => new Error("503"));
    await runPipeline(pipelineOf({ rows, model, trials }), { out });
    const [first] = trials.lines;
    expect(first?.failed).toBe(1);
    await runPipeline(pipelineOf({ rows, model: countingModel(), trials }), { out });
    expect(trials.lines).toEqual([first, ...wholeTrials.lines]);
    const own = await readOwnTrial(out);
    expect(countTrials(trials.lines, own)).toMatchObject({ runs: 1, action: { trials: 1 } });
  });

  it("opened by name is counted in the cache directory", async () => {
    const cacheDir = newDirectory();
    const data = dataOf(rows);
    const pipeline = await openPipeline({ data, config: { seed: 2 }, access: { cacheDir } });
    expect(await runPipeline(pipeline)).toMatchObject({ uncounted: null });
    expect(readTrials(cacheDir, data.sha256)).toMatchObject([{ run: pipeline.run }]);
  });

  it("ends well where the ledger cannot be written, and says why", async () => {
    const trials: TrialsLedger = {
      append() {
        throw new UsageError("trials: expected a folder to write to");
      },
    };
    const { uncounted, records } = await runPipeline(pipelineOf({ rows, trials }));
    expect(uncounted).toBe("trials: expected a folder to write to");
    expect(records).toHaveLength(rows.length);
  });
});

describe("a directory without a whole run", () => {
  it.each([
    ["manifest.json", (file: string) => rmSync(file)],
    ["manifest.json", (file: string) => appendFileSync(file, "}")],
    ["manifest.json", (file: string) => writeFileSync(file, "{}")],
    ["positions.csv", (file: string) => rmSync(file)],
  ])("is refused by the name of its %s", async (name, spoil) => {
    const out = newDirectory();
    cpSync(whole, out, { recursive: true });
    spoil(join(out, name));
    const fault = await faultOf(readOwnTrial(out));
    expect(fault).toBeInstanceOf(InputError);
    expect(String(fault)).toContain(join(out, name));
  });
});
