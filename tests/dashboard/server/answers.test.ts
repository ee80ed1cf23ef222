import { appendFileSync, cpSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeEvaluation } from "../../../cli/evaluation/write-evaluation.ts";
import { evaluateRun } from "../../../graphs/evaluation/evaluate-run.ts";
import type { Pipeline } from "../../../graphs/pipeline.ts";
import { runPipeline } from "../../../graphs/run.ts";
import type { RowDetail, RunHead, RunMarks, RunSeries } from "../../../dashboard/wire/api.ts";
import { ask, askJson, serveRuns } from "../../support/dashboard.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import {
  linesIn,
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
} from "../../support/run-directory.ts";

const ROWS = 48;
const rows = worldRows(ROWS);
const directory = makeDirectory();
let pipeline: Pipeline;

beforeAll(async () => {
  pipeline = pipelineOf({
    rows,
    config: { hysteresis: 0.37, cases: 3, horizonBars: 2, rows: { from: 4, to: ROWS } },
  });
  await runPipeline(pipeline, { out: directory });
  await writeEvaluation(directory, await evaluateRun(directory, { draws: 100 }));
});

afterAll(() => removeDirectory(directory));

async function get<T>(path: string, data: Pipeline["data"] | null = pipeline.data): Promise<T> {
  const served = await serveRuns([directory], data ? { data } : {});
  return await askJson<T>(served, path);
}

describe("the runs", () => {
  it("are told by what they are and what they came to", async () => {
    const [head] = await get<RunHead[]>("/api/runs");
    const metrics = JSON.parse(readIn(directory, "metrics.json"));
    expect(head).toEqual({
      id: pipeline.run,
      name: basename(directory),
      run: pipeline.run,
      state: "finished",
      dataFile: "world.csv",
      models: { analyzeSentiment: "simulated", analyzeQuant: "simulated", arbitrate: "simulated" },
      simulatedNodes: ["analyzeSentiment", "analyzeQuant", "arbitrate"],
      toggles: ["hysteresis 0.37", `rows 4:${ROWS}`, "cases 3"],
      horizonBars: 2,
      costPerSide: 0.001,
      seed: 1,
      rows: ROWS - 4,
      statuses: { decided: ROWS - 4, rule: 0, abstained: 0, failed: 0 },
      totals: {
        totalReturn: metrics.corrected.total_return,
        interval: {
          low: metrics.corrected.intervals.total_return.low,
          high: metrics.corrected.intervals.total_return.high,
        },
        buyAndHold: metrics.baselines.always_long.corrected.total_return,
        maxDrawdown: metrics.corrected.max_drawdown,
        hitRate: metrics.corrected.hit_rate,
        costUsd: 0,
      },
      redecide: { able: true, reason: null },
      fault: null,
      versions: {
        series: expect.stringMatching(/^[0-9a-f]{16}$/),
        marks: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    } satisfies RunHead);
  });

  it("are not decided again without their data", async () => {
    const [head] = await get<RunHead[]>("/api/runs", null);
    expect(head?.redecide).toEqual({
      able: false,
      reason: "its data is not at hand: give world.csv with --data",
    });
  });

  it("are shown beside one whose manifest is broken, which says so; alone it is refused", async () => {
    const broken = newDirectory();
    writeFileSync(join(broken, "manifest.json"), readIn(directory, "manifest.json").slice(0, 90));
    const served = await serveRuns([broken, directory], { data: pipeline.data });
    const [bad, good] = await askJson<RunHead[]>(served, "/api/runs");
    expect(bad).toMatchObject({ id: "run", name: basename(broken), rows: 0, totals: null });
    expect(bad?.fault).toBe(`${basename(broken)}/manifest.json: expected JSON, was something else`);
    expect(good).toMatchObject({ id: pipeline.run, rows: ROWS - 4, fault: null });
    expect((await ask(served, "/api/runs/run/series")).status).toBe(422);
    await expect(serveRuns([broken])).rejects.toMatchObject({ code: "BAD_INPUT" });
  });
});

describe("the series", () => {
  it("has one value a row in every column, and the figures that the run was scored by", async () => {
    const series = await get<RunSeries>(`/api/runs/${pipeline.run}/series`);
    const { equity, band, ...columns } = series;
    const lengths = [
      ...Object.values(columns).map(({ length }) => length),
      ...equity.flatMap(({ values, drawdown }) => [values.length, drawdown.length]),
      ...Object.values(band ?? {}).map(({ length }) => length),
    ];
    expect(new Set(lengths)).toEqual(new Set([ROWS - 4]));
    expect(series.row[0]).toBe(4);
    expect(series.close).toEqual(rows.slice(4).map(({ observation }) => observation.close));
    expect(series.timeMs).toEqual(rows.slice(4).map(({ observation }) => observation.timeMs));
    expect(series.outcome.at(-1)).toBeNull();
    expect(series.outcome[0]).toBe((series.close[2] ?? 0) / (series.close[0] ?? 0) - 1);
    expect(equity.slice(0, 2).map(({ name, own }) => [name, own])).toEqual([
      ["agent", true],
      ["agent_by_score", true],
    ]);
    const { corrected } = JSON.parse(readIn(directory, "metrics.json"));
    expect(equity[0]?.values.at(-1)).toBeCloseTo(1 + corrected.total_return, 6);
    expect(Math.min(...(equity[0]?.drawdown ?? []))).toBeCloseTo(corrected.max_drawdown, 6);
  });

  it("of a run without positions is refused in words", async () => {
    const served = await serveRuns([directory]);
    const kept = readIn(directory, "positions.csv");
    writeFileSync(join(directory, "positions.csv"), "row,datetime\n");
    const { status, body } = await ask(served, `/api/runs/${pipeline.run}/series`);
    writeFileSync(join(directory, "positions.csv"), kept);
    expect(status).toBe(422);
    expect(JSON.parse(body).error).toMatch(/^hindcast-test-\w+\/positions\.csv, column close/);
    expect((await ask(served, `/api/runs/${pipeline.run}/series`)).status).toBe(200);
  });
});

describe("the marks", () => {
  it("are the findings' rows by kind, and the rows where the analysts took opposite sides", async () => {
    const marks = await get<RunMarks>(`/api/runs/${pipeline.run}/marks`);
    const lines = linesIn(directory, "trace.jsonl").map((line) => JSON.parse(line));
    const opposite = lines.filter(({ node, input }) => {
      if (node !== "arbitrate" || input === undefined) return false;
      const stances = new Set([input.sentiment.opinion?.stance, input.quant.opinion?.stance]);
      return stances.has("bullish") && stances.has("bearish");
    });
    expect(marks.disagreement).toEqual(opposite.map(({ row }) => row).toSorted((a, b) => a - b));
    expect(marks.evaluated).toBe(true);
    const found = linesIn(directory, "findings.jsonl").map((line) => JSON.parse(line));
    expect(new Set(Object.keys(marks.findings))).toEqual(new Set(found.map(({ kind }) => kind)));
  });
});

/** A line of a run's records, as far as errors are read from it. */
function recordLine(row: number, status: string, ...faults: readonly (string | null)[]): string {
  const usage = faults.map((fault) => ({ fault }));
  return `${JSON.stringify({ row, decision: { status }, usage })}\n`;
}

describe("errors", () => {
  it("are the rows by what was wrong with a reply, and those that failed, without an evaluation", async () => {
    const own = newDirectory();
    cpSync(join(directory, "manifest.json"), join(own, "manifest.json"));
    const lines = [
      recordLine(6, "decided", "cut off", "not JSON", null),
      recordLine(5, "decided", "ungrounded", "ungrounded"),
      recordLine(4, "failed", "not JSON"),
      recordLine(7, "failed"),
      // Tried again, and well.
      recordLine(7, "decided", null),
    ];
    writeFileSync(join(own, "records.jsonl"), lines.join(""));
    const served = await serveRuns([own]);
    const marks = await askJson<RunMarks>(served, `/api/runs/${pipeline.run}/marks`);
    expect(marks).toMatchObject({ evaluated: false, findings: {} });
    expect(marks.errors).toEqual({
      "cut off": [6],
      failed: [4],
      "not JSON": [4, 6],
      ungrounded: [5],
    });
  });
});

describe("a row", () => {
  it("holds the decision with all that it rested on", async () => {
    const row = 30;
    const detail = await get<RowDetail>(`/api/runs/${pipeline.run}/rows/${row}`);
    const record = JSON.parse(
      linesIn(directory, "records.jsonl").find((line) => line.startsWith(`{"row":${row},`)) ?? "",
    );
    const closes = rows.map(({ observation }) => observation.close);
    expect(detail.decision).toEqual(record.decision);
    expect(detail.remarks).toEqual(record.remarks);
    expect(detail.close).toBe(closes[row]);
    expect(detail.outcome).toBe((closes[row + 2] ?? 0) / (closes[row] ?? 0) - 1);
    expect(detail.earned).toBe((detail.outcome ?? 0) * record.decision.action);
    expect(detail.label).toBe(rows[row]?.label);
    expect(detail.news?.find(({ column }) => column === "summary")?.text).toBe(
      rows[row]?.observation.summary,
    );
    expect(detail.nodes.map(({ node }) => node)).toEqual([
      "extractFeatures",
      "retrieveCases",
      "analyzeSentiment",
      "analyzeQuant",
      "arbitrate",
    ]);
    expect(detail.analysts.map(({ name }) => name)).toEqual(["sentiment", "quant"]);
    expect(detail.features.find(({ id }) => id === "return_1")?.value).toBeCloseTo(
      (closes[row] ?? 0) / (closes[row - 1] ?? 0) - 1,
    );
    for (const found of detail.cases) {
      const [from = NaN, ...later] = closes.slice(found.row, found.row + 3);
      expect(found.path).toEqual([0, ...later.map((close) => close / from - 1)]);
      expect(found.path?.at(-1)).toBeCloseTo(found.outcome, 12);
    }
    expect(detail.cases).not.toEqual([]);
    expect(detail.numbers.map(({ verdict }) => verdict)).toContain("supported");
    expect(detail.nodes.at(-1)?.calls[0]?.model).toBe("simulated");
  });

  it("without the dataset holds what the run wrote, and no news", async () => {
    const detail = await get<RowDetail>(`/api/runs/${pipeline.run}/rows/30`, null);
    expect(detail.news).toBeNull();
    expect(detail.close).toBe(rows[30]?.observation.close);
    expect(detail.outcome).not.toBeNull();
  });

  it("that was tried again counts as the last time, and links to its trace", async () => {
    const served = await serveRuns([directory], { data: pipeline.data });
    const path = `/api/runs/${pipeline.run}/rows/20`;
    const before = await askJson<RowDetail>(served, path);
    const trace = readIn(directory, "trace.jsonl");
    const again = trace
      .split("\n")
      .filter((line) => line.startsWith('{"row":20,'))
      .map((line) => JSON.stringify({ ...JSON.parse(line), durationMs: 4321, traceId: "ab-12" }));
    appendFileSync(join(directory, "trace.jsonl"), `${again.join("\n")}\n{"row":20,"node":"arb`);
    writeFileSync(
      join(directory, "langsmith.json"),
      JSON.stringify({ project: "p", url: "http://localhost:1984/o/1/projects/p/2/" }),
    );
    const after = await askJson<RowDetail>(served, path);
    writeFileSync(
      join(directory, "langsmith.json"),
      '{"project":"p","url":"http://localhost:1984/o/1","undelivered":[{"from":19,"to":21}]}',
    );
    const lost = await askJson<RowDetail>(served, path);
    writeFileSync(join(directory, "trace.jsonl"), trace);
    expect(before.langsmithUrl).toBeNull();
    expect(after.langsmithUrl).toBe("http://localhost:1984/o/1/projects/p/2/r/ab-12");
    expect(lost.langsmithUrl).toBeNull();
    expect(after.nodes.map(({ durationMs }) => durationMs)).toEqual(Array(5).fill(4321));
    expect(await askJson<RowDetail>(served, path)).toMatchObject({ nodes: before.nodes });
  });
});
