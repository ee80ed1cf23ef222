/** `positions.csv`: written by a run, read back whole, and enough to score it again. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { RULES } from "../../backtest/rules.ts";
import { scoreRun } from "../../backtest/score.ts";
import { InputError } from "../../data/errors.ts";
import { readPositions } from "../../graphs/read-positions.ts";
import { positionsCsv } from "../../graphs/run-files.ts";
import { type RunPositions, runPositions } from "../../graphs/run-positions.ts";
import type { RunResult } from "../../graphs/finish-run.ts";
import { runPipeline } from "../../graphs/run.ts";
import { faultOf } from "../support/fault.ts";
import { dataOf, pipelineOf, worldRows } from "../support/pipeline.ts";
import {
  linesIn,
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
} from "../support/run-directory.ts";

const rows = worldRows(40).map(({ observation, label }) => ({
  observation,
  label: observation.row === 22 ? null : label,
}));
const config = { rows: { from: 12, to: 36 } };
const pipeline = pipelineOf({ rows, config });
const out = makeDirectory();
let result: RunResult;
beforeAll(async () => void (result = await runPipeline(pipeline, { out })));
afterAll(() => removeDirectory(out));

/** The file with one cell, or the header, replaced. */
function spoilt(edit: (lines: string[]) => void): string {
  const lines = [...linesIn(out, "positions.csv")];
  edit(lines);
  const file = join(newDirectory(), "positions.csv");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  return file;
}

function withCell(row: number, column: number, text: string): string {
  return spoilt((lines) => {
    const cells = (lines[row + 1] ?? "").split(",");
    cells[column] = text;
    lines[row + 1] = cells.join(",");
  });
}

describe("positions.csv", () => {
  it("has the documented columns, with every rule, and one line a row of the run", () => {
    const [header, ...lines] = linesIn(out, "positions.csv");
    const names = RULES.map(({ name }) => name).join(",");
    expect(header).toBe(`row,datetime,close,label,agent,agent_by_score,${names},knn_vote`);
    expect(lines.map((line) => Number(line.split(",")[0]))).toEqual(
      Array.from({ length: 24 }, (_, i) => 12 + i),
    );
  });

  it("keeps what is held where nothing was decided, and leaves a missing label empty", () => {
    const [a, b] = [rows[3]?.observation.close, rows[4]?.observation.close];
    const record = { cases: [], remarks: [], usage: [] };
    const decision = { confidence: null, rationale: "" };
    const records = [
      { ...record, row: 3, decision: { ...decision, status: "decided", action: -1, score: -0.3 } },
      { ...record, row: 4, decision: { ...decision, status: "failed", action: null, score: null } },
    ] as const;
    const unlabelled = rows.slice(0, 5).map(({ observation }) => ({ observation, label: null }));
    const { action, score }: RunPositions = runPositions(pipeline, records);
    expect(positionsCsv(dataOf(unlabelled), records, { action, score, rules: [] })).toBe(
      [
        "row,datetime,close,label,agent,agent_by_score",
        `3,2030-01-01T00:30:00Z,${a},,-1,-0.3`,
        `4,2030-01-01T00:40:00Z,${b},,-1,-0.3`,
        "",
      ].join("\n"),
    );
  });

  it("reads back as it was written, to the last bit", async () => {
    const read = await readPositions(join(out, "positions.csv"));
    const { action, score, rules } = runPositions(pipeline, result.records);
    expect(read).toEqual({
      firstRow: 12,
      timeMs: Float64Array.from(rows.slice(12, 36), ({ observation }) => observation.timeMs),
      closes: Float64Array.from(rows.slice(12, 36), ({ observation }) => observation.close),
      labels: rows.slice(12, 36).map(({ label }) => label),
      action,
      score,
      rules: rules.map(({ name, positions }) => ({ name, positions })),
    });
    expect(read.labels[10]).toBeNull();
  });

  it("is enough, with the manifest, for every figure of metrics.json that is no prediction", async () => {
    const { action, score, rules, ...bars } = await readPositions(join(out, "positions.csv"));
    const manifest = JSON.parse(readIn(out, "manifest.json"));
    const { commission, slippage, capital, seed } = manifest.identity.config;
    const again = scoreRun({
      ...bars,
      actionPositions: action,
      scorePositions: score,
      rules: rules.map((rule) => ({ ...rule, explain: "" })),
      costs: { commission, slippage, initialCapital: capital },
      seed,
    });
    const metrics = JSON.parse(readIn(out, "metrics.json"));
    const { reference, corrected, continuous } = JSON.parse(metricsJson(again));
    expect([reference, corrected, continuous.corrected]).toEqual([
      metrics.reference,
      metrics.corrected,
      metrics.continuous.corrected,
    ]);
    for (const { name } of rules) {
      const baseline: unknown = JSON.parse(JSON.stringify(again.baselines[name]));
      expect(baseline).toMatchObject({ corrected: metrics.baselines[name].corrected });
    }
  });

  it("has no vote of cases where a run had none", async () => {
    const off = newDirectory();
    await runPipeline(pipelineOf({ rows, config: { ...config, without: ["retrieveCases"] } }), {
      out: off,
    });
    const { rules } = await readPositions(join(off, "positions.csv"));
    expect(rules.map(({ name }) => name)).toEqual(RULES.map(({ name }) => name));
  });
});

describe("a broken positions.csv", () => {
  it.each([
    [0, 0, "-1", "row 0, column row: expected a row number from 0"],
    [3, 0, "99", "row 3, column row: expected row 15"],
    [2, 1, "yesterday", "row 2, column datetime: expected a datetime"],
    [2, 1, "2020-01-01T00:00:00Z", "row 2, column datetime: expected a time after 2030-01-01"],
    [4, 2, "0", "row 4, column close: expected a number above 0"],
    [4, 3, "2", "row 4, column label: expected -1, 1 or nothing"],
    [23, 4, "", "row 23, column agent: expected -1, 0 or 1"],
    [23, 5, "1", "row 23, column agent_by_score: expected a number between -1 and 1"],
    [5, 6, "0.5", "row 5, column always_long: expected -1, 0 or 1"],
    [5, 12, "NaN", "row 5, column knn_vote: expected -1, 0 or 1"],
  ])("names row %i and column %i of a cell that holds %j", async (row, column, text, words) => {
    const file = withCell(row, column, text);
    const fault = await faultOf(readPositions(file));
    expect(fault).toBeInstanceOf(InputError);
    expect(String(fault)).toContain(`${file}, ${words}`);
  });

  it.each([
    ["agent_by_score,", "", "column agent_by_score: expected it as column 6"],
    [",mvrv_momentum_sign,knn_vote", "", "column mvrv_momentum_sign: expected it as column 12"],
    ["knn_vote", "oracle", "column oracle: expected no column of that name"],
    ["knn_vote", "knn_vote,oracle", "column oracle: expected no column of that name"],
    ["always_long,always_short", "always_short,always_long", "column always_long: expected it"],
  ])("names the column that is missing or unknown when %j is %j", async (from, to, words) => {
    const file = spoilt((lines) => void (lines[0] = (lines[0] ?? "").replace(from, to)));
    const fault = await faultOf(readPositions(file));
    expect(fault).toBeInstanceOf(InputError);
    expect(String(fault)).toContain(words);
  });

  it("is refused when it is missing or has no row", async () => {
    const gone = spoilt(() => {});
    rmSync(gone);
    expect(await faultOf(readPositions(gone))).toBeInstanceOf(InputError);
    const bare = spoilt((lines) => void lines.splice(1));
    expect(String(await faultOf(readPositions(bare)))).toContain("expected at least one row");
  });
});
