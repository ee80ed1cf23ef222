/** Runs that end before their last row, and the same again; and what is told on the way. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LookAheadError, StoppedError } from "../../data/errors.ts";
import type { RunResult } from "../../graphs/finish-run.ts";
import { runPipeline } from "../../graphs/run.ts";
import { countingModel, unevenModel } from "../support/models.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { linesIn, newDirectory, readIn, stableFiles } from "../support/run-directory.ts";
import { marked, markedRun, rows, stopping, wholeFiles } from "./small-runs.ts";

/** A result without the times of its calls. */
function timeless({ ledger, ...result }: RunResult) {
  return { ...result, calls: ledger.total.calls };
}

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
    expect(stableFiles(out)).toEqual((await markedRun()).files);
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
    expect(stableFiles(out)).toEqual(await wholeFiles());
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
    expect(stableFiles(out)).toEqual(await wholeFiles());
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
