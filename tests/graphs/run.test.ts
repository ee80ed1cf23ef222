import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LookAheadError, StoppedError, UsageError } from "../../data/errors.ts";
import type { MarketRow } from "../../data/row.ts";
import type { RunResult } from "../../graphs/finish-run.ts";
import { type RunOptions, runPipeline } from "../../graphs/run.ts";
import { breaksOn, countingModel, unevenModel } from "../support/models.ts";
import { type PipelineSketch, pipelineOf, withFields, worldRows } from "../support/pipeline.ts";
import {
  linesIn,
  newDirectory,
  nodeLinesIn,
  readIn,
  stableFiles,
} from "../support/run-directory.ts";

const rows = worldRows(40);
/** Rows whose summary holds a word that test models break on. */
const marked = withFields(rows, {
  11: { summary: "BREAK prices fell" },
  12: { summary: "BREAK prices rose" },
  30: { summary: "BREAK prices fell" },
});
const broken = () => breaksOn("BREAK", () => new Error("503 try later"), unevenModel());

const stopping = () =>
  breaksOn("BREAK", () => new StoppedError("the account is empty"), unevenModel());

const csvBody = (text: string | undefined) => (text ?? "").split("\n").slice(1, -1);
const recordLines = (text: string | undefined) => (text ?? "").split("\n").slice(0, -1);

/** A result without the times of its calls. */
function timeless({ ledger, ...result }: RunResult) {
  return { ...result, calls: ledger.total.calls };
}

async function filesOf(sketch: PipelineSketch, options: RunOptions = {}) {
  const out = newDirectory();
  await runPipeline(pipelineOf(sketch), { out, ...options });
  return stableFiles(out);
}

describe("rows side by side", () => {
  it("come to the same bytes at any concurrency", async () => {
    const alone = await filesOf({ rows }, { concurrency: 1 });
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
    const { records, metrics } = await runPipeline(pipelineOf({ rows: marked, model: broken() }));
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
    expect(stableFiles(out)).toEqual(await filesOf({ rows: marked }));
    expect(nodeLinesIn(out)).toHaveLength(40 * 5);
  });

  it("leaves other rows as they are", async () => {
    const { records: whole } = await runPipeline(pipelineOf({ rows: marked }));
    const { records } = await runPipeline(pipelineOf({ rows: marked, model: broken() }));
    const others = (all: typeof records) => all.filter(({ row }) => ![11, 12, 30].includes(row));
    expect(others(records)).toEqual(others(whole));
  });

  it("accounts for the calls that were made before it broke", async () => {
    const { records } = await runPipeline(pipelineOf({ rows: marked, model: broken() }));
    expect(records[11]?.usage.map(({ node }) => node)).toEqual(["analyzeQuant"]);
  });
});

describe("a run that stops", () => {
  it("keeps finished rows when the model says that no call can succeed, and goes on later", async () => {
    const out = newDirectory();
    const model = stopping();
    await expect(
      runPipeline(pipelineOf({ rows: marked, model }), { out, concurrency: 2 }),
    ).rejects.toThrow(StoppedError);
    const kept = linesIn(out, "records.jsonl").length;
    expect(kept).toBeGreaterThanOrEqual(9);
    expect(kept).toBeLessThanOrEqual(13);
    expect(JSON.parse(readIn(out, "manifest.json"))).toMatchObject({ state: "under way" });

    const { resumed } = await runPipeline(pipelineOf({ rows: marked }), { out });
    expect(resumed).toBe(kept);
    expect(stableFiles(out)).toEqual(await filesOf({ rows: marked }));
  });

  it("stops on request after the rows under way, and goes on later", async () => {
    const out = newDirectory();
    const stop = new AbortController();
    const run = runPipeline(pipelineOf({ rows, model: unevenModel() }), {
      out,
      concurrency: 4,
      signal: stop.signal,
      onProgress: (done) => (done === 10 ? stop.abort() : null),
    });
    await expect(run).rejects.toThrow(StoppedError);
    const kept = linesIn(out, "records.jsonl").length;
    expect(kept).toBeGreaterThanOrEqual(10);
    expect(kept).toBeLessThanOrEqual(13);
    await runPipeline(pipelineOf({ rows }), { out });
    expect(stableFiles(out)).toEqual(await filesOf({ rows }));
  });

  it("leaves timers their turn while no row waits for anything, so that one can stop it", async () => {
    const out = newDirectory();
    const stop = new AbortController();
    const many = worldRows(400);
    const run = runPipeline(pipelineOf({ rows: many }), {
      out,
      signal: stop.signal,
      onProgress: (done) => void (done === 1 && setTimeout(() => stop.abort(), 30)),
    });
    await expect(run).rejects.toThrow("stopped on request");
    expect(linesIn(out, "records.jsonl").length).toBeLessThan(many.length);
  });

  it("asks nothing when it was stopped before it began", async () => {
    const model = countingModel();
    const signal = AbortSignal.abort();
    await expect(runPipeline(pipelineOf({ rows, model }), { signal })).rejects.toThrow(
      StoppedError,
    );
    expect(model.calls()).toBe(0);
  });

  it("asks no more once something looked ahead", async () => {
    const model = countingModel();
    const pipeline = pipelineOf({
      rows,
      model,
      nodes: { retrieveCases: (_input, view) => ({ cases: [], seen: view.bar(view.asOf + 1) }) },
    });
    await expect(runPipeline(pipeline)).rejects.toThrow(LookAheadError);
    expect(model.calls()).toBe(0);
  });

  it("asks no more when a listener breaks, and blames no row for it", async () => {
    const out = newDirectory();
    const model = countingModel();
    const run = runPipeline(pipelineOf({ rows, model }), {
      out,
      concurrency: 2,
      onProgress: (done) => {
        if (done === 5) throw new Error("the disk is full");
      },
    });
    await expect(run).rejects.toThrow("the disk is full");
    expect(model.calls()).toBeLessThanOrEqual(3 * 7);
    expect(readIn(out, "records.jsonl")).not.toContain("failed");
    await runPipeline(pipelineOf({ rows }), { out });
    expect(stableFiles(out)).toEqual(await filesOf({ rows }));
  });
});

describe("progress", () => {
  it("counts to the total, rows from before included", async () => {
    const out = newDirectory();
    const stop = new AbortController();
    const first: number[] = [];
    await runPipeline(pipelineOf({ rows }), {
      out,
      concurrency: 1,
      signal: stop.signal,
      onProgress: (done, total) => {
        first.push(done, total);
        if (done === 3) stop.abort();
      },
    }).catch(() => null);
    expect(first).toEqual([0, 40, 1, 40, 2, 40, 3, 40]);
    const second: number[] = [];
    await runPipeline(pipelineOf({ rows }), { out, onProgress: (done) => second.push(done) });
    expect(second[0]).toBe(3);
    expect(second.at(-1)).toBe(40);
  });

  it("without a directory nothing is written and the result is the same", async () => {
    const out = newDirectory();
    const kept = await runPipeline(pipelineOf({ rows }), { out: join(out, "deep", "run") });
    const unkept = await runPipeline(pipelineOf({ rows }));
    expect(timeless(unkept)).toEqual(timeless(kept));
  });
});

describe("some of the rows", () => {
  it("are decided as in a full run, byte for byte", async () => {
    const full = await filesOf({ rows });
    const part = await filesOf({ rows, config: { rows: { from: 15, to: 31 } } });
    expect(csvBody(part["decisions.csv"])).toEqual(csvBody(full["decisions.csv"]).slice(15, 31));
    expect(recordLines(part["records.jsonl"])).toEqual(
      recordLines(full["records.jsonl"]).slice(15, 31),
    );
  });

  it("are scored on their own bars", async () => {
    const { metrics } = await runPipeline(
      pipelineOf({ rows, config: { rows: { from: 15, to: 31 } } }),
    );
    const closes = rows.map(({ observation }) => observation.close);
    const held = (closes[30] ?? Number.NaN) / (closes[15] ?? Number.NaN) - 1;
    expect(metrics.rows).toBe(16);
    expect(metrics.baselines["always_long"]).toMatchObject({
      reference: { total_return: expect.closeTo(held, 12) },
    });
  });

  it.each([
    [0, 41],
    [40, 41],
    [5, 5],
    [6, 5],
  ])("that are not there, %i:%i, are refused", (from, to) => {
    expect(() => pipelineOf({ rows, config: { rows: { from, to } } })).toThrow(UsageError);
  });

  const later = 25;
  const futures: readonly (readonly [string, readonly MarketRow[]])[] = [
    ["cut from the file", rows.slice(0, later)],
    ["garbled", rows.map((row, i) => (i < later ? row : garbled(row)))],
    ["those of another world", [...rows.slice(0, later), ...worldRows(40, 8).slice(later)]],
  ];

  it.each(futures)("do not change when later rows are %s", async (_what, changed) => {
    const config = { rows: { from: 0, to: later } };
    const before = await filesOf({ rows, config });
    const after = await filesOf({ rows: changed, config });
    for (const name of ["decisions.csv", "records.jsonl", "metrics.json"]) {
      expect({ [name]: after[name] }).toEqual({ [name]: before[name] });
    }
  });

  it("do change when an earlier row does, so that the comparison means something", async () => {
    const config = { rows: { from: 10, to: later } };
    const before = await filesOf({ rows, config });
    const after = await filesOf({
      rows: [...rows.slice(0, 9).map(garbled), ...rows.slice(9)],
      config,
    });
    expect(after["decisions.csv"]).not.toBe(before["decisions.csv"]);
  });
});

function garbled({ observation, label }: MarketRow): MarketRow {
  return {
    observation: {
      ...observation,
      close: observation.close * 3,
      volume: null,
      mvrvMomentum: 9e9,
      summary: "surge surge surge",
      keyFactors: null,
      sentimentIndex: 100,
    },
    label: label === 1 ? -1 : 1,
  };
}
