import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRows } from "../../data/write-rows.ts";
import { type Ended, hindcast, hindcastUnread } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import {
  linesIn,
  nodeLinesIn,
  makeDirectory,
  readIn,
  removeDirectory,
  stableFiles,
} from "../support/run-directory.ts";

const cwd = makeDirectory();
const first = join(cwd, "first");
let printed: Ended;

const run = (...args: string[]) => hindcast(cwd, ["run", "--data", "bars.csv", ...args]);
const json = ({ stdout }: Ended): unknown => JSON.parse(stdout);

beforeAll(async () => {
  await writeRows(join(cwd, "bars.csv"), worldRows(40));
  printed = await run("--out", "first", "--json");
});
afterAll(() => removeDirectory(cwd));

describe("hindcast run", () => {
  it("prints one JSON object and nothing else", () => {
    expect(printed).toMatchObject({ code: 0, stderr: "" });
    expect(json(printed)).toMatchObject({
      out: "first",
      simulated: true,
      rows: 40,
      statuses: { decided: 40, rule: 0, abstained: 0, failed: 0 },
      reference: {
        total_return: expect.any(Number),
        annual_return: expect.any(Number),
        sharpe_ratio: expect.any(Number),
        max_drawdown: expect.any(Number),
        win_rate: expect.any(Number),
        profit_factor: expect.any(Number),
        precision: expect.any(Number),
        recall: expect.any(Number),
        f1_score: expect.any(Number),
      },
      corrected: { intervals: expect.any(Object) },
      baselines: { always_long: expect.any(Object), knn_vote: expect.any(Object) },
      signal: { compared: 40 },
    });
  });

  it("writes the run directory", () => {
    expect(readdirSync(first).toSorted()).toEqual([
      "decisions.csv",
      "ledger.json",
      "ledger.jsonl",
      "manifest.json",
      "metrics.json",
      "positions.csv",
      "records.jsonl",
      "trace.jsonl",
    ]);
    expect(json(printed)).toMatchObject(JSON.parse(readIn(first, "metrics.json")));
    expect(readIn(first, "decisions.csv").trimEnd().split("\n")).toHaveLength(41);
    expect(nodeLinesIn(first)).toHaveLength(200);
  });

  it("says on screen what it came to, without colours where there is no terminal", async () => {
    const { code, stdout, stderr } = await run("--out", "screen", "--rows", "30:40");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const words of ["bars.csv, 40 rows", "Leaderboard (10 rows", "Simulated:", "decided 10"]) {
      expect(stdout).toContain(words);
    }
    expect(stdout).not.toMatch(/ $/m);
    for (const name of readdirSync(join(cwd, "screen"))) expect(stdout).toContain(`  ${name}`);
    expect(stdout.includes("\u001B")).toBe(false);
  });

  it("repeats a finished run, and its bytes", async () => {
    const before = stableFiles(first);
    const again = await run("--out", "first", "--json", "--concurrency", "2");
    expect(again).toEqual(printed);
    expect(stableFiles(first)).toEqual(before);
  });

  it("gives the same bytes in another directory", async () => {
    expect((await run("--out", "second", "--concurrency", "1")).code).toBe(0);
    expect(stableFiles(join(cwd, "second"))).toEqual(stableFiles(first));
  });

  it("refuses a directory that holds another run, and names both", async () => {
    const before = stableFiles(first);
    const { code, stdout, stderr } = await run("--out", "first", "--json", "--seed", "2");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^hindcast: first holds run [0-9a-f]{16}, but .* run [0-9a-f]{16}: .*\n$/,
    );
    const [held, made] = stderr.match(/[0-9a-f]{16}/g) ?? [];
    expect(readIn(first, "manifest.json")).toContain(String(held));
    expect(made).not.toBe(held);
    expect(stableFiles(first)).toEqual(before);
  });

  it("puts a run under runs/ by its name when no directory is given", async () => {
    const ended = await run("--json", "--rows", "0:3");
    expect(ended.code).toBe(0);
    const [name = ""] = readdirSync(join(cwd, "runs"));
    expect(json(ended)).toMatchObject({ run: name, out: join("runs", name) });
    expect(existsSync(join(cwd, "runs", name, "decisions.csv"))).toBe(true);
  });

  it("finishes when no one reads its output to the end", async () => {
    const args = ["run", "--data", "bars.csv", "--out", "unread"];
    const { code, stderr } = await hindcastUnread(cwd, args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stableFiles(join(cwd, "unread"))).toEqual(stableFiles(first));
  });

  it("counts what was tried on the data, a repeated run once", () => {
    const [file = "", ...others] = readdirSync(join(cwd, "cache", "trials"));
    expect(others).toEqual([]);
    const runs = linesIn(join(cwd, "cache", "trials"), file).map((line) => JSON.parse(line).rows);
    // The default rows, written to three directories and repeated in one; ten rows; three rows.
    expect(runs).toEqual([
      { from: 0, to: 40 },
      { from: 30, to: 40 },
      { from: 0, to: 3 },
    ]);
  });

  it("ends well where that cannot be written down, and says so", async () => {
    const args = ["run", "--data", "bars.csv", "--out", "uncounted", "--rows", "0:3"];
    const env = { HINDCAST_CACHE: join(cwd, "bars.csv") };
    const { code, stdout, stderr } = await hindcast(cwd, args, env);
    expect(code).toBe(0);
    expect(stdout).toContain("Leaderboard");
    expect(stderr).toMatch(
      /^hindcast: the run is not counted as a trial: trials: expected a folder to write to, was [^\n]+ \(ENOTDIR\)\n$/,
    );
    expect(existsSync(join(cwd, "uncounted", "positions.csv"))).toBe(true);
  });

  it("switches nodes off", async () => {
    const without = ["--without", "retrieveCases", "--without", "analyzeSentiment, arbitrate"];
    const ended = await run("--out", "off", "--json", ...without);
    const shown = json(ended);
    expect(shown).toMatchObject({ statuses: { decided: 0, failed: 0 } });
    expect(shown).not.toHaveProperty("baselines.knn_vote");
    expect(readIn(join(cwd, "off"), "manifest.json")).toContain("arbitrate, stand-in: fixed rule");
  });
});
