import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError, UsageError } from "../../../data/errors.ts";
import { recordBehaviour } from "../../../graphs/behaviour/record.ts";
import { behaviourReportSchema, keptBehaviour } from "../../../graphs/behaviour/report.ts";
import { estimateBehaviour } from "../../../graphs/behaviour/estimate.ts";
import { citedWeights, confidenceWeights } from "../../../graphs/behaviour/stated-weights.ts";
import { lockDirectory } from "../../../graphs/run-lock.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { SILENT, casesOf, reportOf } from "../../support/reports.ts";
import { faultOf, thrownBy } from "../../support/fault.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import { ignorantModel } from "../../support/remembering-models.ts";
import {
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
  stableFiles,
} from "../../support/run-directory.ts";

const rows = worldRows(16);
const open = (seed = 1) => pipelineOf({ rows, config: { seed } });
const RUN = makeDirectory();

beforeAll(async () => void (await runPipeline(open(), { out: RUN })));
afterAll(() => removeDirectory(RUN));

describe("a probe of a finished run", () => {
  it("adds behaviour.json to its directory, and changes no other file", async () => {
    const out = newDirectory();
    cpSync(RUN, out, { recursive: true });
    const before = { ...stableFiles(out), ledger: readIn(out, "ledger.jsonl") };
    const report = await recordBehaviour(out, open(), { rows: 2 });
    expect({ ...stableFiles(out), ledger: readIn(out, "ledger.jsonl") }).toEqual(before);
    const text = readIn(out, "behaviour.json");
    expect(behaviourReportSchema.parse(JSON.parse(text))).toEqual(report);
    expect(report.run).toBe(open().run);
    expect(keptBehaviour(text, report.run)).toEqual(report);
    expect(thrownBy(() => keptBehaviour(text, "other"))).toBeInstanceOf(InputError);
    expect(thrownBy(() => keptBehaviour("{}", "other"))).toBeInstanceOf(InputError);
    expect(keptBehaviour(null, "other")).toBeNull();
  });

  it("refuses another run's directory, one without a run, and one in use", async () => {
    expect(await faultOf(recordBehaviour(RUN, open(2)))).toBeInstanceOf(UsageError);
    expect(await faultOf(recordBehaviour(newDirectory(), open()))).toBeInstanceOf(UsageError);
    const unlock = lockDirectory(RUN);
    const busy = await faultOf(recordBehaviour(RUN, open()));
    unlock();
    expect(busy).toBeInstanceOf(UsageError);
    expect(existsSync(join(RUN, "behaviour.json"))).toBe(false);
  });
});

describe("an estimate", () => {
  it("counts the pool by every node, and for each row the nodes that are given something else", async () => {
    const pipeline = pipelineOf({ rows, model: ignorantModel() });
    // Twice two rows by three nodes; 22 calls for each of the two.
    expect(await estimateBehaviour(pipeline, { rows: 2 })).toMatchObject({ calls: 12 + 44 });
    expect(await estimateBehaviour(open(), { rows: 2 })).toBeNull();
  });
});

const call = (cited: readonly string[]) => ({
  node: "arbitrate" as const,
  model: "m",
  messages: [],
  reply: JSON.stringify({ action: 1, size: 0.1, confidence: 0.5, rationale: "So.", cited }),
  promptTokens: null,
  completionTokens: null,
  costUsd: null,
  promptBytes: 0,
  staticBytes: 0,
  cached: false,
  retries: 0,
  latencyMs: null,
  fault: null,
});

const evidence = (...ids: readonly string[]) =>
  ids.map((id) => ({ id, shown: "1", meaning: id, value: 1 }));

describe("stated weights", () => {
  const row = {
    sentiment: { ...reportOf(0.5, 0.6), evidence: evidence("intensity", "return_1") },
    quant: { ...reportOf(0.5, 0.2), evidence: evidence("return_1", "rsi_14") },
    cases: casesOf(0.01),
  };

  it("are shares of the ids that were shown, figures with the analyst who cites them", () => {
    const cited = [
      "[sentiment.score]",
      "intensity",
      "return_1",
      "quant.confidence",
      "c1",
      "c9",
      "x",
    ];
    // News 2.5, quant 1.5, cases 1 of five ids that were shown.
    expect(citedWeights({ ...row, arbiterCalls: [call(cited)] })).toEqual({
      news: 0.5,
      quant: 0.3,
      cases: 0.2,
    });
    expect(citedWeights({ ...row, arbiterCalls: [call(["c9"])] })).toBeNull();
    expect(citedWeights({ ...row, arbiterCalls: [] })).toBeNull();
    expect(
      citedWeights({ ...row, sentiment: SILENT, arbiterCalls: [call(["sentiment.score"])] }),
    ).toBeNull();
  });

  it("are shares of confidence, n/a without an opinion", () => {
    expect(confidenceWeights(row)).toEqual({
      news: expect.closeTo(0.75, 12),
      quant: expect.closeTo(0.25, 12),
    });
    expect(confidenceWeights({ sentiment: SILENT, quant: SILENT })).toBeNull();
  });
});
