import { describe, expect, it } from "vitest";
import { UsageError } from "../../data/errors.ts";
import { runPipeline } from "../../graphs/run.ts";
import { countingModel, unevenModel } from "../support/models.ts";
import { pipelineOf } from "../support/pipeline.ts";
import { newDirectory, nodeLinesIn, stableFiles } from "../support/run-directory.ts";
import { broken, brokenRun, filesOf, marked, markedRun, rows, wholeFiles } from "./small-runs.ts";

describe("rows side by side", () => {
  it("come to the same bytes at any concurrency", async () => {
    const alone = await wholeFiles();
    for (const concurrency of [4, 16]) {
      expect(await filesOf({ rows, model: unevenModel() }, { concurrency })).toEqual(alone);
    }
  });

  it("come to the same bytes at any concurrency when some fail", async () => {
    const alone = await filesOf({ rows: marked, model: broken() }, { concurrency: 1 });
    expect(alone["decisions.csv"]).toContain("503 try later");
    for (const concurrency of [4, 16]) {
      expect(await filesOf({ rows: marked, model: broken() }, { concurrency })).toEqual(alone);
    }
  });

  it("refuses a concurrency below 1", async () => {
    for (const concurrency of [0, -1, 1.5, Number.NaN]) {
      await expect(runPipeline(pipelineOf({ rows }), { concurrency })).rejects.toThrow(UsageError);
    }
  });

  it("never has more rows under way than asked for", async () => {
    const underWay = new Set<number>();
    let most = 0;
    const pipeline = pipelineOf({
      rows,
      model: unevenModel(),
      nodes: {
        analyzeQuant: (input) => {
          underWay.add(input.features.row);
          most = Math.max(most, underWay.size);
          return { quant: { opinion: null, reason: "none", quotes: [], evidence: [] } };
        },
      },
    });
    await runPipeline(pipeline, {
      concurrency: 3,
      onProgress: () => underWay.clear(),
    });
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(0);
  });
});

describe("a row that fails", () => {
  it("is recorded, keeps the position, and the run goes on", async () => {
    const { records, metrics } = await brokenRun();
    expect(records).toHaveLength(40);
    const failed = records.filter(({ decision }) => decision.status === "failed");
    expect(failed.map(({ row }) => row)).toEqual([11, 12, 30]);
    expect(failed[0]?.decision).toEqual({
      status: "failed",
      action: null,
      score: null,
      confidence: null,
      rationale: "analyzeSentiment: 503 try later",
    });
    expect(records.filter(({ decision }) => decision.status === "decided")).toHaveLength(37);

    const carried = records.map((record) =>
      [11, 12, 30].includes(record.row) ? null : record.decision.action,
    );
    const positions = carried.map(
      (_, row) => carried.slice(0, row + 1).findLast((action) => action !== null) ?? 0,
    );
    const changes = positions.filter((position, i) => i > 0 && position !== positions[i - 1]);
    expect(metrics.corrected.flips).toBe(changes.length);
  });

  it("is tried again by the same run in the same directory, and no other row is", async () => {
    const out = newDirectory();
    await runPipeline(pipelineOf({ rows: marked, model: broken() }), { out });
    const model = countingModel();
    const { records, resumed } = await runPipeline(pipelineOf({ rows: marked, model }), { out });
    expect([resumed, model.calls()]).toEqual([37, 9]);
    expect(records.every(({ decision }) => decision.status === "decided")).toBe(true);
    expect(stableFiles(out)).toEqual((await markedRun()).files);
    expect(nodeLinesIn(out)).toHaveLength(40 * 5);
  });

  it("leaves other rows as they are", async () => {
    const { records: whole } = await markedRun();
    const { records } = await brokenRun();
    const others = (all: typeof records) => all.filter(({ row }) => ![11, 12, 30].includes(row));
    expect(others(records)).toEqual(others(whole));
  });

  it("accounts for the calls that were made before it broke", async () => {
    const { records } = await brokenRun();
    expect(records[11]?.usage.map(({ node }) => node)).toEqual(["analyzeQuant"]);
  });
});
