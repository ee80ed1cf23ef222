/** The evaluation as a user runs it: after a run, with a judge, and where there is nothing to evaluate. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { writeRows } from "../../data/write-rows.ts";
import { type ChatServer, serveChat } from "../support/chat-server.ts";
import { type Ended, hindcast } from "../support/hindcast.ts";
import { yesSayer } from "../support/judges.ts";
import { worldRows } from "../support/pipeline.ts";
import { linesIn, makeDirectory, readIn, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
const RUN = ["run", "--data", "bars.csv", "--llm", "simulated", "--horizon", "2", "--out", "run"];
let whole: Ended;
let server: ChatServer;

const evaluationSchema = z.looseObject({
  conclusions: z.array(z.string()),
  performance: z.looseObject({ selection: z.looseObject({ trials: z.number() }) }),
  judge: z.looseObject({ sampled: z.number(), sentence: z.string() }).nullable(),
});

beforeAll(async () => {
  await writeRows(join(cwd, "bars.csv"), worldRows(60));
  await hindcast(cwd, RUN);
  whole = await hindcast(cwd, ["evaluate", "run"]);
  server = await serveChat(yesSayer());
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  removeDirectory(cwd);
});

describe("hindcast evaluate", () => {
  it("says first whether the agent was worth having, then figures, trials and reasoning", () => {
    expect(whole).toMatchObject({ code: 0, stderr: "" });
    expect(whole.stdout).toMatch(/^\nWhat it came to\n {2}The agent returned [+-]\d/);
    expect(whole.stdout).toMatch(/Simulated: a fixed rule answered/);
    expect(whole.stdout).toMatch(/^ {2}▸ agent by score +[+-]\d/m);
    expect(whole.stdout).toMatch(/^ {2}1 distinct of 1 runs on this data, this one included/m);
    expect(whole.stdout).toMatch(/^Reasoning \(\d+ rationales, \d+ findings\)$/m);
    expect(whole.stdout).toMatch(/not probed yet: hindcast behaviour --data <bars.csv> --out run/);
    for (const line of whole.stdout.split("\n")) expect(line.length).toBeLessThan(130);
  });

  it("leaves its figures, every finding and a page beside the run", () => {
    const { conclusions } = evaluationSchema.parse(
      JSON.parse(readIn(join(cwd, "run"), "evaluation.json")),
    );
    expect(whole.stdout.replaceAll(/\s+/g, " ")).toContain(conclusions[0]);
    expect(
      linesIn(join(cwd, "run"), "findings.jsonl").every((line) => line.startsWith('{"row":')),
    ).toBe(true);
    const page = readIn(join(cwd, "run"), "report.html");
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toMatch(/<script/i);
    expect(existsSync(join(cwd, "run", "run.lock"))).toBe(false);
  });

  it("has a judge read rationales on demand, measures it, and does not believe one that finds nothing", async () => {
    const judged = await hindcast(
      cwd,
      ["evaluate", "run", "--judge", "openai:test", "--judge-rows", "3", "--json"],
      { OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: "sk-test" },
    );
    expect(judged).toMatchObject({ code: 0, stderr: "" });
    const { judge } = evaluationSchema.parse(JSON.parse(judged.stdout));
    expect(judge?.sampled).toBe(3);
    expect(judge?.sentence).toMatch(/found 0 of \d+ planted faults.+do not believe it/);
    expect(existsSync(join(cwd, "run", "judge.json"))).toBe(true);
  });

  it("says how many lines of the ledger it could not read, and that it could read none", async () => {
    const cache = join(cwd, "other", "trials");
    mkdirSync(cache, { recursive: true });
    const ledger = readdirSync(join(cwd, "cache", "trials"))[0] ?? "";
    writeFileSync(join(cache, ledger), "{}\nbroken\n");
    writeFileSync(join(cwd, "file"), "");
    // One after the other: each takes the directory's lock to write.
    const evaluate = (name: string): Promise<Ended> =>
      hindcast(cwd, ["evaluate", "run", "--draws", "100"], { HINDCAST_CACHE: join(cwd, name) });
    const unread = await evaluate("other");
    const blocked = await evaluate("file");
    expect(unread).toMatchObject({ code: 0, stderr: "" });
    expect(unread.stdout).toMatch(/^ {2}2 lines of the ledger could not be read/m);
    expect(blocked.code).toBe(0);
    expect(blocked.stdout).toMatch(/^ {2}trials not counted: this run is taken for the only one/m);
    expect(blocked.stderr).toMatch(/^hindcast: trials are not counted: .+was ENOTDIR\n$/);
  });

  it("ends in one line where there is no run", async () => {
    const ended = await hindcast(cwd, ["evaluate", "nowhere"]);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^hindcast: nowhere: expected the directory of a run .+\n$/);
  });
});
