import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labelCodes, referenceMetrics } from "../../backtest/reference.ts";
import { writeRows } from "../../data/write-rows.ts";
import { type Ended, hindcast } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import { makeDirectory, readIn, removeDirectory } from "../support/run-directory.ts";

const rows = worldRows(40);
const cwd = makeDirectory();
const json = ({ stdout }: Ended): unknown => JSON.parse(stdout);

const positions = rows.map((_, row) => Math.sin(row));
const scored = (values: readonly number[], commission: number, slippage: number) =>
  referenceMetrics({
    closes: Float64Array.from(rows, ({ observation }) => observation.close),
    positions: Float64Array.from(values),
    labels: labelCodes(rows.map(({ label }) => label)),
    costs: { commission, slippage, initialCapital: 10_000 },
  });

beforeAll(async () => {
  await writeRows(join(cwd, "bars.csv"), rows);
  writeFileSync(join(cwd, "positions.csv"), `position\n${positions.join("\n")}\n`);
});
afterAll(() => removeDirectory(cwd));

describe("hindcast backtest", () => {
  it("scores a file of positions as the reference does", async () => {
    const args = ["--data", "bars.csv", "--positions", "positions.csv", "--slippage", "0.0005"];
    const ended = await hindcast(cwd, ["backtest", ...args, "--json"]);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(json(ended)).toMatchObject({ reference: scored(positions, 0.001, 0.0005), rows: 40 });
  });

  it("scores a column of the data", async () => {
    const args = ["--data", "bars.csv", "--column", "Signal", "--commission", "0"];
    const ended = await hindcast(cwd, ["backtest", ...args, "--json"]);
    const labels = rows.map(({ label }) => label ?? 0);
    const metrics = scored(labels, 0, 0);
    expect([metrics.precision, metrics.recall]).toEqual([1, 1]);
    expect(json(ended)).toMatchObject({
      reference: metrics,
      corrected: expect.any(Object),
      baselines: { always_short: expect.any(Object) },
      signal: { agreement: 1 },
    });
  });

  it("shows a table without --json", async () => {
    const ended = await hindcast(cwd, ["backtest", "--data", "bars.csv", "--column", "Signal"]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/total_return +-?\d+\.\d{6} /);
    expect(ended.stdout).toContain("▸ your positions");
  });
});

describe("hindcast check", () => {
  it("reports as JSON", async () => {
    const ended = await hindcast(cwd, ["check", "bars.csv", "--json"]);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(json(ended)).toMatchObject({
      file: "bars.csv",
      rows: 40,
      from: "2030-01-01T00:00:00Z",
      to: "2030-01-01T06:30:00Z",
      stepsMinutes: [{ value: "10", count: 39 }],
      labels: { rows: 40, labelled: 40 },
    });
  });

  it("reads other column names and time zones", async () => {
    const file = "when,px\n2025-01-01 00:00,5\n2025-01-01 01:00,6\n";
    writeFileSync(join(cwd, "other.csv"), file);
    const map = ["--map", "datetime=when", "--map", "close=px", "--timezone", "Asia/Tokyo"];
    const ended = await hindcast(cwd, ["check", "other.csv", "--json", ...map]);
    expect(json(ended)).toMatchObject({ rows: 2, from: "2024-12-31T15:00:00Z" });
  });
});

describe("hindcast world", () => {
  it("writes a file that run reads, the same one for the same seed", async () => {
    const size = ["--rows", "12", "--seed", "5", "--strength", "0.3"];
    const make = (file: string) => hindcast(cwd, ["world", "edge", ...size, "--out", file]);
    const made = await Promise.all([make("a.csv"), make("b.csv")]);
    expect(made.map(({ code }) => code)).toEqual([0, 0]);
    expect(made[0]?.stdout).toBe("a.csv: 12 synthetic rows, edge of strength 0.3, seed 5\n");
    expect(readIn(cwd, "a.csv")).toBe(readIn(cwd, "b.csv"));
    const ended = await hindcast(cwd, ["run", "--data", "a.csv", "--out", "a", "--json"]);
    expect(json(ended)).toMatchObject({ rows: 12, statuses: { failed: 0 } });
  });
});
