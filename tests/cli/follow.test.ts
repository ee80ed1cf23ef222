import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRows } from "../../data/load-rows.ts";
import { writeRows } from "../../data/write-rows.ts";
import { runPipeline } from "../../graphs/run.ts";
import { hindcast, startHindcast } from "../support/hindcast.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { linesIn, makeDirectory, removeDirectory, stableFiles } from "../support/run-directory.ts";

const COUNT = 20;
const cwd = makeDirectory();
let content = "";
const linesTo = (count: number) =>
  content
    .split("\n")
    .slice(0, count + 1)
    .map((line) => `${line}\n`)
    .join("");

const follow = (name: string, ...args: readonly string[]) =>
  ["follow", `${name}.csv`, "--out", name, "--poll", "20", ...args] as const;

const finished = (out: string): number =>
  existsSync(join(cwd, out, "records.jsonl")) ? linesIn(join(cwd, out), "records.jsonl").length : 0;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

/** All but the manifest, which names the code: built for the command, not for this run of the same rows. */
function files(out: string) {
  const { "manifest.json": _, ...others } = stableFiles(out);
  return others;
}

async function ran(rows: number) {
  const name = `ran-${rows}`;
  writeFileSync(join(cwd, `${name}.csv`), linesTo(rows));
  const data = await loadRows(join(cwd, `${name}.csv`));
  const out = join(cwd, name);
  await runPipeline(pipelineOf({ rows: data.rows, data, config: { horizonBars: 6 } }), { out });
  return files(out);
}

beforeAll(async () => {
  await writeRows(join(cwd, "world.csv"), worldRows(COUNT));
  content = readFileSync(join(cwd, "world.csv"), "utf8");
});
afterAll(() => removeDirectory(cwd));

describe("hindcast follow", () => {
  it.concurrent("told to stop by SIGTERM, has scored what it decided, and goes on from there", async () => {
    const [file, out] = [join(cwd, "told.csv"), join(cwd, "told")];
    const cut = linesTo(13).length - 9;
    writeFileSync(file, content.slice(0, cut));
    const { child, ended } = startHindcast(cwd, follow("told"));
    await until(() => finished("told") === 12);
    child.kill("SIGTERM");
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^hindcast: stopping: [^\n]+\nhindcast: stopped on request, 12 rows decided\. [^\n]+\n$/,
    );
    expect(stdout).toMatch(
      /\nrow 11 {2}2030-01-01 01:50 {2}(?:buy|sell) {2}-?0\.\d\d {2}"[^\n]+"\n/,
    );
    expect(files(out)).toEqual(await ran(12));

    appendFileSync(file, content.slice(cut));
    const again = await hindcast(cwd, follow("told", "--until-rows", String(COUNT), "--json"));
    expect(again).toMatchObject({ code: 0, stderr: "" });
    const printed = again.stdout
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(printed).toHaveLength(COUNT - 12 + 1);
    expect(printed.at(-1)).toMatchObject({
      out: "told",
      end: "rows",
      rows: COUNT,
      simulated: true,
    });
    expect(files(out)).toEqual(await ran(COUNT));
  });

  it.concurrent("killed, has lost nothing it had decided, and ends at a row that is bad", async () => {
    const [file, out] = [join(cwd, "killed.csv"), join(cwd, "killed")];
    writeFileSync(file, linesTo(7));
    const { child, ended } = startHindcast(cwd, follow("killed"));
    await until(() => finished("killed") === 7);
    child.kill("SIGKILL");
    expect(await ended).toMatchObject({ code: null, signal: "SIGKILL" });
    expect(existsSync(join(out, "decisions.csv"))).toBe(false);

    appendFileSync(file, `${linesTo(16).slice(linesTo(7).length)}16,1/1/2030 2:40,free\n`);
    const { code, stdout, stderr } = await hindcast(cwd, follow("killed", "--idle", "9"));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hindcast: killed\.csv, row 16: expected 15 cells, was 3[^\n]*\n$/);
    expect(stdout.match(/^row \d+ /gm)).toHaveLength(9);
    expect(files(out)).toEqual(await ran(16));
  });
});
