/** Stored replies: a run repeated without a key, another run's work for free, and a limit on what is spent. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRows } from "../../data/write-rows.ts";
import { type ChatServer, serveChat } from "../support/chat-server.ts";
import { type Ended, hindcast } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import {
  linesIn,
  makeDirectory,
  readIn,
  removeDirectory,
  stableFiles,
} from "../support/run-directory.ts";

const cwd = makeDirectory();
const WHOLE = join(cwd, "whole");
let server: ChatServer;
let whole: Ended;

/** Runs with the server's address, and a key unless it is null; counts the calls it took. */
async function run(
  out: string,
  more: readonly string[],
  { key = "sk-test", cache = "cache" }: { key?: string | null; cache?: string } = {},
) {
  const before = server.calls();
  const ended = await hindcast(
    cwd,
    ["run", "--data", "bars.csv", "--llm", "openai:test", "--out", out, ...more],
    {
      OPENAI_BASE_URL: server.baseURL,
      HINDCAST_CACHE: join(cwd, cache),
      ...(key !== null && { OPENAI_API_KEY: key }),
    },
  );
  return { ...ended, calls: server.calls() - before };
}

const ledger = (out: string): unknown => JSON.parse(readIn(join(cwd, out), "ledger.json"));

beforeAll(async () => {
  server = await serveChat();
  await writeRows(join(cwd, "bars.csv"), worldRows(30));
  whole = await run("whole", []);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  removeDirectory(cwd);
});

describe("before and after a run with a real model", () => {
  it("says what it may cost, what the model may know, and what its calls came to", () => {
    expect(whole).toMatchObject({ code: 0, stderr: "" });
    expect(whole.stdout).toMatch(
      /^cost {3}about \d+ calls, \d+k? tokens in, \d+k? out: price unknown \(--price IN,OUT states it\)/m,
    );
    expect(whole.stdout).toMatch(/^known {2}a model states no training cut-off/m);
    expect(whole.stdout).toMatch(/^ {2}arbitrate +30 +0 +0 +100\.0 % +3000 +600 /m);
    expect(whole.stdout).toContain("What the models cost is not known");
  });

  it("books every call", () => {
    expect(linesIn(WHOLE, "ledger.jsonl")).toHaveLength(90);
    expect(ledger("whole")).toMatchObject({
      total: { calls: 90, cached: 0, failed: 0, promptTokens: 9000, costUsd: null },
      byNode: { analyzeQuant: { calls: 30, meanLatencyMs: expect.any(Number) } },
    });
  });

  it("writes the return net of what the replies cost, for the capital", async () => {
    const { code, calls, stdout } = await run("priced", ["--price", "100,200"]);
    expect({ code, calls }).toEqual({ code: 0, calls: 0 });
    // 90 replies of 100 tokens in and 20 out.
    const cost = (9000 * 100 + 1800 * 200) / 1e6;
    const metrics: unknown = JSON.parse(readIn(join(cwd, "priced"), "metrics.json"));
    expect(metrics).toMatchObject({
      net_of_model_cost: { capital: 10_000, model_cost_usd: expect.closeTo(cost, 9) },
    });
    expect(stdout).toContain("After $1.26 for the models, on a capital of 10000:");
    expect(ledger("priced")).toMatchObject({ total: { calls: 90, cached: 90, costUsd: 0 } });
  });
});

describe("stored replies", () => {
  it("repeat a run byte for byte without a key and without a call", async () => {
    const { code, stderr, calls } = await run("again", ["--replies", "replay"], { key: null });
    expect({ code, stderr, calls }).toEqual({ code: 0, stderr: "", calls: 0 });
    expect(stableFiles(join(cwd, "again"))).toEqual(stableFiles(WHOLE));
  });

  it("serve another configuration where it asks the same", async () => {
    const { code, calls } = await run("ruled", ["--without", "arbitrate"]);
    expect({ code, calls }).toEqual({ code: 0, calls: 0 });
  });

  it("are missed by row and node in a replay, before anything else happens", async () => {
    const { code, stderr, calls } = await run("missed", ["--replies", "replay", "--horizon", "3"]);
    expect({ code, calls }).toEqual({ code: 2, calls: 0 });
    expect(stderr).toMatch(
      /^hindcast: replay: no stored reply for row \d+, analyze\w+ \(reply key [0-9a-f]{12}…\)\n$/,
    );
  });

  it("are renewed on request", async () => {
    const { code, calls } = await run("renewed", ["--replies", "refresh", "--rows", "0:5"]);
    expect({ code, calls }).toEqual({ code: 0, calls: 15 });
  });

  it("are not renewed where rows were decided with them", async () => {
    const { code, stderr, calls } = await run("whole", ["--replies", "refresh"]);
    expect({ code, calls }).toEqual({ code: 2, calls: 0 });
    expect(stderr).toMatch(/^hindcast: --replies refresh: [^\n]*whole[^\n]*another --out[^\n]*\n$/);
  });
});

describe("a limit on cost", () => {
  const price = ["--price", "100,200"];

  it("stops the run before it is passed, and a higher one goes on", async () => {
    const cache = "limited-cache";
    const limit = ["--max-cost", "1.2", "--concurrency", "2", ...price];
    const stopped = await run("limited", limit, { cache });
    expect(stopped.code).toBe(3);
    expect(stopped.stderr).toMatch(/^hindcast: the limit of \$1\.2000 is reached: [^\n]+\n$/);
    expect(stopped.calls).toBeGreaterThan(0);
    // 100 tokens in and 20 out a call.
    const spent = stopped.calls * 0.014;
    expect(spent).toBeLessThanOrEqual(1.2);

    const resumed = await run("limited", ["--max-cost", "9", ...price], { cache });
    expect(resumed.code).toBe(0);
    expect(stopped.calls + resumed.calls).toBe(90);
    expect(ledger("limited")).toMatchObject({
      total: { costUsd: expect.closeTo(1.26, 9) },
    });
  });

  it("needs a price, and says how to give it", async () => {
    const { code, stderr } = await run("unpriced", ["--max-cost", "1"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hindcast: --max-cost: [^\n]*openai:test[^\n]*--price IN,OUT[^\n]*\n$/);
    expect(existsSync(join(cwd, "unpriced"))).toBe(false);
  });
});

describe("a model a node", () => {
  it("asks each its own, and names all in the manifest", async () => {
    const before = server.calls();
    const args = ["run", "--data", "bars.csv", "--rows", "20:24", "--out", "mixed"];
    const env = { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: server.baseURL };
    const mixed = [...args, "--llm", "arbitrate=openai:other,simulated"];
    const { code, stdout } = await hindcast(cwd, mixed, env);
    expect(code).toBe(0);
    expect(server.calls() - before).toBe(4);
    expect(stdout).toMatch(/^cost {3}about 4 calls/m);
    expect(stdout).toContain("a fixed rule answered for analyzeSentiment and analyzeQuant.");
    const manifest: unknown = JSON.parse(readIn(join(cwd, "mixed"), "manifest.json"));
    expect(manifest).toMatchObject({
      simulated: true,
      simulatedNodes: ["analyzeSentiment", "analyzeQuant"],
      models: {
        analyzeSentiment: { id: "simulated" },
        arbitrate: { provider: "openai", name: "other" },
      },
    });
  });

  it.each([
    ["openai:a,openai:b", /expected one model without NODE=/],
    ["arbitrate=simulated", /analyzeSentiment and analyzeQuant/],
    ["local:no/such.gguf", /no\/such\.gguf: expected a GGUF model, was no file/],
    ["anthropic:claude-haiku-4-5", /expected ANTHROPIC_API_KEY/],
    ["nobody:x", /expected a provider of openai/],
  ])("refuses %s in one line", async (llm, wording) => {
    const ended = await hindcast(cwd, ["run", "--data", "bars.csv", "--llm", llm, "--out", "bad"]);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(wording);
    expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(existsSync(join(cwd, "bad"))).toBe(false);
  });
});
