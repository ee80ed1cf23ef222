import { appendFileSync, copyFileSync, existsSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { get } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFileAtomic } from "../../../data/write-file.ts";
import { manifestJson } from "../../../graphs/manifest.ts";
import type { Pipeline } from "../../../graphs/pipeline.ts";
import { runPipeline } from "../../../graphs/run.ts";
import type { RowDetail, RunEvent, RunHead, RunSeries } from "../../../dashboard/wire/api.ts";
import type { Served } from "../../../dashboard/server/serve.ts";
import { ask, askJson, serveRuns } from "../../support/dashboard.ts";
import { type PipelineSketch, pipelineOf, worldRows } from "../../support/pipeline.ts";
import {
  linesIn,
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
} from "../../support/run-directory.ts";

const ROWS = 16;
const sketch: PipelineSketch = { rows: worldRows(ROWS) };
const finished = makeDirectory();
let pipeline: Pipeline;

beforeAll(async () => {
  pipeline = pipelineOf(sketch);
  await runPipeline(pipeline, { out: finished });
});

afterAll(() => removeDirectory(finished));

/** A run under way, written by hand. */
function begin(from: Pipeline = pipeline) {
  const directory = newDirectory();
  writeFileSync(join(directory, "manifest.json"), manifestJson(from, null));
  const [records, trace] = ["records.jsonl", "trace.jsonl"].map((name) => linesIn(finished, name));
  const write = (...rows: readonly number[]): void => {
    for (const row of rows) {
      const isOf = (line: string): boolean => line.startsWith(`{"row":${row},`);
      appendFileSync(
        join(directory, "trace.jsonl"),
        (trace ?? [])
          .filter(isOf)
          .map((line) => `${line}\n`)
          .join(""),
      );
      appendFileSync(join(directory, "records.jsonl"), `${(records ?? []).find(isOf)}\n`);
    }
  };
  const end = (): void => {
    for (const name of [
      "records.jsonl",
      "decisions.csv",
      "positions.csv",
      "metrics.json",
      "manifest.json",
    ]) {
      copyFileSync(join(finished, name), join(directory, name));
    }
  };
  return { directory, write, end, recordOf: (row: number) => records?.[row] ?? "" };
}

/** Listens to a run; hands out events one at a time. */
async function listen({ port }: Served, path: string) {
  const outgoing = get({ host: "127.0.0.1", port, path, agent: false });
  const [incoming] = await once(outgoing, "response");
  incoming.setEncoding("utf8");
  let held = "";
  const chunks = incoming[Symbol.asyncIterator]();
  const next = async (): Promise<RunEvent | null> => {
    while (!held.includes("\n\n")) {
      const { done, value } = await chunks.next();
      if (done) return null;
      held += value;
    }
    const at = held.indexOf("\n\n");
    const [event, rest] = [held.slice(0, at), held.slice(at + 2)];
    held = rest;
    const data = event.split("\n").find((line) => line.startsWith("data: "));
    return JSON.parse(data?.slice(6) ?? "null");
  };
  return { next, kind: incoming.headers["content-type"], close: () => outgoing.destroy() };
}

function rowsOf(event: RunEvent | null): readonly number[] | string {
  return event?.kind === "rows" ? event.series.row : (event?.kind ?? "end");
}

describe("a run under way", () => {
  it("tells its rows as their lines end, in row order, and its end", async () => {
    const { directory, write, end, recordOf } = begin();
    const served = await serveRuns([directory], { data: pipeline.data });
    write(0, 1, 2);
    const events = await listen(served, `/api/runs/${pipeline.run}/events`);
    expect(events.kind).toBe("text/event-stream");
    const first = await events.next();
    expect(rowsOf(first)).toEqual([0, 1, 2]);
    const versions = { series: "", marks: "" };
    expect(first?.head).toMatchObject({ state: "under way", rows: 3, totals: null, versions });

    // Half a line, then the rest of it with half of the next.
    const [three, four] = [recordOf(3), recordOf(4)];
    appendFileSync(join(directory, "records.jsonl"), three.slice(0, 30));
    const [head] = await askJson<RunHead[]>(served, "/api/runs");
    expect(head?.rows).toBe(3);
    appendFileSync(join(directory, "records.jsonl"), `${three.slice(30)}\n${four.slice(0, 9)}`);
    expect(rowsOf(await events.next())).toEqual([3]);
    appendFileSync(join(directory, "records.jsonl"), `${four.slice(9)}\n`);
    expect(rowsOf(await events.next())).toEqual([4]);

    // Rows end side by side; one that waits for the row before it is told with it.
    write(6);
    const now = await askJson<RunSeries>(served, `/api/runs/${pipeline.run}/series`);
    expect(now.row).toEqual([0, 1, 2, 3, 4]);
    write(5);
    expect(rowsOf(await events.next())).toEqual([5, 6]);
    end();
    const last = await events.next();
    expect(last).toMatchObject({ kind: "finished", head: { state: "finished", rows: ROWS } });
    expect(await events.next()).toBeNull();
  });

  it("has the columns of the finished run as far as it has come, without equity", async () => {
    const { directory, write, end } = begin();
    write(...Array(9).keys());
    const served = await serveRuns([directory], { data: pipeline.data });
    const path = `/api/runs/${pipeline.run}/series`;
    const now = await askJson<RunSeries>(served, path);
    end();
    const then = await askJson<RunSeries>(served, path);
    expect(now).toEqual({
      ...Object.fromEntries(
        Object.entries(then).map(([name, column]) => [name, column?.slice?.(0, 9)]),
      ),
      equity: [],
      band: null,
    });
    expect(then.row).toHaveLength(ROWS);
  });

  it("goes on after a row that the page has already", async () => {
    const { directory, write } = begin();
    write(0, 1, 2, 3);
    const served = await serveRuns([directory], { data: pipeline.data });
    const events = await listen(served, `/api/runs/${pipeline.run}/events?after=1`);
    expect(rowsOf(await events.next())).toEqual([2, 3]);
    events.close();
  });

  it("takes times and prices from its trace where its data is not at hand, and labels from nowhere", async () => {
    const { directory, write } = begin();
    write(0, 1, 2);
    const served = await serveRuns([directory]);
    const series = await askJson<RunSeries>(served, `/api/runs/${pipeline.run}/series`);
    const bars = sketch.rows.slice(0, 3).map(({ observation }) => observation);
    expect(series.close).toEqual(bars.map(({ close }) => close));
    expect(series.timeMs).toEqual(bars.map(({ timeMs }) => timeMs));
    expect(series.label).toEqual([null, null, null]);
    const detail = await askJson<RowDetail>(served, `/api/runs/${pipeline.run}/rows/1`);
    expect(detail).toMatchObject({ row: 1, close: bars[1]?.close, news: null });
    expect(detail.nodes).toHaveLength(5);
  });

  it("is refused with the reason where neither holds them", async () => {
    const without = pipelineOf({ ...sketch, config: { without: ["extractFeatures"] } });
    const { directory, write, recordOf } = begin(without);
    write();
    appendFileSync(join(directory, "records.jsonl"), `${recordOf(0)}\n`);
    const served = await serveRuns([directory]);
    const { status, body } = await ask(served, `/api/runs/${without.run}/series`);
    expect(status).toBe(422);
    expect(JSON.parse(body).error).toMatch(/holds no times and prices .*--data/);
  });

  it("tells rows again that an interrupted run decided anew", async () => {
    const { directory, write, recordOf } = begin();
    write(0, 1);
    const failed = { ...JSON.parse(recordOf(2)) };
    failed.decision = { ...failed.decision, status: "failed", action: null, score: null };
    appendFileSync(join(directory, "records.jsonl"), `${JSON.stringify(failed)}\n`);
    const served = await serveRuns([directory], { data: pipeline.data });
    const events = await listen(served, `/api/runs/${pipeline.run}/events`);
    expect(rowsOf(await events.next())).toEqual([0, 1, 2]);
    // What resuming does: failed rows are dropped from a new file of the same name, and decided again.
    writeFileAtomic(join(directory, "records.jsonl"), `${recordOf(0)}\n${recordOf(1)}\n`);
    write(2, 3);
    const again = await events.next();
    expect(rowsOf(again)).toEqual([2, 3]);
    expect(again).toMatchObject({ series: { status: ["decided", "decided"] } });
    events.close();
  });

  it("with a line that is none of a run's says so, and leaves the others on show", async () => {
    const { directory, write } = begin();
    write(0, 1);
    appendFileSync(join(directory, "records.jsonl"), "{garbage\n");
    const served = await serveRuns([directory, finished], { data: pipeline.data });
    for (const _ of [1, 2]) {
      const [bad, good] = await askJson<RunHead[]>(served, "/api/runs");
      expect(bad?.fault).toMatch(/^hindcast-test-\w+: expected lines that a run writes/);
      expect(good).toMatchObject({ fault: null, rows: ROWS });
    }
    // Mended, it is shown.
    writeFileAtomic(join(directory, "records.jsonl"), "");
    write(0, 1, 2);
    const [mended] = await askJson<RunHead[]>(served, "/api/runs");
    expect(mended).toMatchObject({ fault: null, rows: 3 });
  });

  it("is never written to", async () => {
    const { directory, write } = begin();
    write(0, 1, 2);
    const names = ["manifest.json", "records.jsonl", "trace.jsonl"];
    const before = names.map((name) => readIn(directory, name));
    const served = await serveRuns([directory], { data: pipeline.data });
    for (const path of ["series", "marks", "rows/1"]) {
      await askJson(served, `/api/runs/${pipeline.run}/${path}`);
    }
    expect(names.map((name) => readIn(directory, name))).toEqual(before);
    expect(existsSync(join(directory, "run.lock"))).toBe(false);
  });
});
