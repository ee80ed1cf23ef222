/** The probe of memory as a user runs it: against a model that knows the rows, a rule, a store, a limit. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRows } from "../../data/write-rows.ts";
import { type ChatServer, serveChat } from "../support/chat-server.ts";
import { type Ended, hindcast } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import { knowingModel } from "../support/remembering-models.ts";
import { makeDirectory, readIn, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
const rows = worldRows(40);
const FEW = ["--rows", "12", "--twins", "3", "--horizon", "2"];
/** Three questions of twelve rows, and three nodes of three rows decided twice. */
const CALLS = 36 + 18;
const PRICE = ["--price", "100,200"];
/** Dollars of a call at that price: the server counts 100 tokens in and 20 out. */
const CALL_USD = 0.014;
let server: ChatServer;
let whole: Ended & { readonly calls: number };

/** Runs a command with the server's address and a key; counts the calls it took. */
async function run(
  command: string,
  more: readonly string[],
  { cache = "cache", llm = "openai:test" }: { cache?: string; llm?: string } = {},
) {
  const before = server.calls();
  const ended = await hindcast(cwd, [command, "--data", "bars.csv", "--llm", llm, ...more], {
    OPENAI_BASE_URL: server.baseURL,
    HINDCAST_CACHE: join(cwd, cache),
    OPENAI_API_KEY: "sk-test",
  });
  return { ...ended, calls: server.calls() - before };
}

beforeAll(async () => {
  server = await serveChat(knowingModel(rows, 2));
  await writeRows(join(cwd, "bars.csv"), rows);
  whole = await run("recall", FEW);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  removeDirectory(cwd);
});

describe("hindcast recall", () => {
  it("says first what it came to, then the rule, then one table", () => {
    expect(whole).toMatchObject({ code: 0, stderr: "", calls: CALLS });
    expect(existsSync(join(cwd, "cache", "trials"))).toBe(false);
    expect(whole.stdout).toMatch(/^cost {3}about 54 calls, [^\n]+price unknown/m);
    expect(whole.stdout).toMatch(
      /\nWhat it came to\n {2}It knows the period: results on it are recall, not skill\. Beyond luck:\n/,
    );
    expect(whole.stdout).toMatch(
      /at most 1\.25 % of cases \(p\)[^\n]+\n[^\n]+at most 1 time in 20\./,
    );
    expect(whole.stdout).toMatch(/^ {2}events, one of four +12 +0 +0 +12\/12 100\.0 % /m);
  });

  it("repeats for nothing, and prints JSON", async () => {
    const again = await run("recall", [...FEW, "--json", "--replies", "replay"]);
    expect(again).toMatchObject({ code: 0, stderr: "", calls: 0 });
    expect(JSON.parse(again.stdout)).toMatchObject({
      verdict: "knows",
      models: [{ event: { asked: 12, right: { hits: 12 } } }],
      estimate: null,
      ledger: { total: { calls: CALLS, cached: CALLS, costUsd: 0 } },
    });
  });

  it("stops at the limit, and goes on from the replies it got", async () => {
    const cache = "limited";
    const limit = ["--max-cost", "0.7", "--concurrency", "2", ...PRICE];
    const stopped = await run("recall", [...FEW, ...limit], { cache });
    expect(stopped.code).toBe(3);
    expect(stopped.stderr).toMatch(
      /^hindcast: the limit of \$0\.7000 is reached: [^\n]+ the same command goes on from them \([^\n]+\)\n$/,
    );
    expect(stopped.calls).toBeGreaterThan(0);
    expect(stopped.calls * CALL_USD).toBeLessThanOrEqual(0.7);
    const resumed = await run("recall", [...FEW, ...PRICE], { cache });
    expect({ code: resumed.code, calls: stopped.calls + resumed.calls }).toEqual({
      code: 0,
      calls: CALLS,
    });
  });

  it("has nothing to say of a rule", async () => {
    const rule = await run("recall", FEW, { llm: "simulated" });
    expect(rule).toMatchObject({ code: 0, stderr: "" });
    expect(rule.stdout).toContain("n/a: a fixed rule");
    expect(rule.stdout).not.toMatch(/%/);
  });
});

describe("a run and its probe", () => {
  it("go into one directory, and a probe of the finished run repeats it", async () => {
    const ran = await run("run", [
      "--out",
      "both",
      "--rows",
      "0:20",
      "--horizon",
      "2",
      "--recall",
      "6",
    ]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^recall about 54 calls/m);
    expect(ran.stdout).toMatch(/\nMemory of the model\n/);
    expect(ran.stdout).toContain("recall.json");
    const manifest = readIn(join(cwd, "both"), "manifest.json");

    const later = await run("recall", ["--out", "both", "--rows", "6", "--twins", "6"]);
    expect(later).toMatchObject({ code: 0, calls: 0 });
    expect(readIn(join(cwd, "both"), "manifest.json")).toBe(manifest);
  });
});
