import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeRows } from "../../data/write-rows.ts";
import { type ChatServer, serveChat } from "../support/chat-server.ts";
import { type Ended, hindcast, startHindcast } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import {
  linesIn,
  nodeLinesIn,
  makeDirectory,
  readIn,
  removeDirectory,
  stableFiles,
} from "../support/run-directory.ts";

const KEY = "sk-marker-5f1d7c0e94";
const cwd = makeDirectory();
const printed: string[] = [];
let server: ChatServer;

const command = (out: string) =>
  [
    "run",
    "--data",
    "bars.csv",
    "--llm",
    "openai:test",
    "--concurrency",
    "4",
    "--out",
    out,
  ] as const;

/** Each run directory has a cache of its own, so that it finds no replies but its own. */
const access = (out: string) => ({
  OPENAI_API_KEY: KEY,
  OPENAI_BASE_URL: server.baseURL,
  HINDCAST_CACHE: join(cwd, `${out}-cache`),
});

function start(out: string) {
  const { child, ended } = startHindcast(cwd, command(out), access(out));
  return { child, ended: ended.then(kept) };
}

async function run(out: string): Promise<Ended> {
  return kept(await hindcast(cwd, command(out), access(out)));
}

function kept(ended: Ended): Ended {
  printed.push(ended.stdout, ended.stderr);
  return ended;
}

const finished = (out: string): number =>
  existsSync(join(cwd, out, "records.jsonl")) ? linesIn(join(cwd, out), "records.jsonl").length : 0;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

beforeAll(async () => {
  server = await serveChat();
  await writeRows(join(cwd, "bars.csv"), worldRows(40));
  await run("whole");
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  removeDirectory(cwd);
});
beforeEach(() => server.behave({ delayMs: 0, refuse: null }));

describe("a run against a slow model", () => {
  it("accounts for its tokens", () => {
    const manifest: unknown = JSON.parse(readIn(join(cwd, "whole"), "manifest.json"));
    expect(manifest).toMatchObject({
      simulated: false,
      statuses: { decided: 40 },
      calls: { arbitrate: { calls: 40, promptTokens: 4000, completionTokens: 800, costUsd: null } },
    });
  });

  it("killed and started again, comes to the same bytes as one left alone, and pays nothing twice", async () => {
    server.behave({ delayMs: 60 });
    const before = server.calls();
    const { child, ended } = start("killed");
    await until(() => finished("killed") >= 8);
    child.kill("SIGKILL");
    expect(await ended).toMatchObject({ code: null, signal: "SIGKILL" });
    const left = finished("killed");
    expect(left).toBeLessThan(40);
    expect(existsSync(join(cwd, "killed", "decisions.csv"))).toBe(false);

    server.behave({ delayMs: 0 });
    const again = await run("killed");
    expect(again.code).toBe(0);
    expect(again.stdout).toContain(`${left} of them from before`);
    // Four rows under way, with two calls side by side each, may have been lost.
    expect(server.calls() - before).toBeGreaterThanOrEqual(3 * 40);
    expect(server.calls() - before).toBeLessThanOrEqual(3 * 40 + 8);
    expect(stableFiles(join(cwd, "killed"))).toEqual(stableFiles(join(cwd, "whole")));
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "told to stop by %s, ends the rows under way and says how to go on",
    async (signal) => {
      server.behave({ delayMs: 60 });
      const { child, ended } = start(signal);
      await until(() => finished(signal) >= 4);
      child.kill(signal);
      const { code, stderr, stdout } = await ended;
      expect(code).toBe(3);
      expect(stderr).toMatch(
        /^hindcast: stopping: [^\n]+\nhindcast: stopped on request\. [^\n]+\n$/,
      );
      expect(stderr).toContain(`--out ${signal} goes on`);
      expect(stdout).not.toContain("Leaderboard");
      const directory = join(cwd, signal);
      expect(linesIn(directory, "records.jsonl").length).toBeGreaterThanOrEqual(4);
      expect(linesIn(directory, "records.jsonl").length).toBeLessThan(40);
      expect(nodeLinesIn(directory)).toHaveLength(5 * finished(signal));
      expect(readIn(directory, "manifest.json")).toContain('"state": "under way"');
    },
  );

  it("told twice, ends at once", async () => {
    server.behave({ delayMs: 20_000 });
    const before = server.calls();
    const { child, ended } = start("impatient");
    await until(() => server.calls() > before);
    child.kill("SIGINT");
    await sleep(100);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: null, signal: "SIGINT" });
  });
});

describe("a key", () => {
  it("that is refused stops the run, with no row lost to it", async () => {
    server.behave({ refuse: { status: 401, message: (key) => `Incorrect API key: ${key}` } });
    const before = server.calls();
    const { code, stdout, stderr } = await run("refused");
    expect(code).toBe(3);
    expect(stderr).toMatch(/^hindcast: openai:test: the key was refused \(HTTP 401\)[^\n]+\n$/);
    expect(stdout).not.toContain("Leaderboard");
    expect(finished("refused")).toBe(0);
    // Four rows under way with two calls side by side, none of them tried again.
    expect(server.calls() - before).toBeLessThanOrEqual(8);
  });

  it("that a server echoes in its errors is kept out of the record", async () => {
    server.behave({ refuse: { status: 400, message: (key) => `Bad request with ${key}` } });
    const { code, stdout, stderr } = await run("echoed");
    expect(code).toBe(3);
    expect(stdout).not.toContain("Leaderboard");
    expect(stderr).toMatch(/^hindcast: 5 model calls in a row failed \(last: [^\n]+\n$/);
    expect(stderr).toContain("Bad request with");
    expect(readIn(join(cwd, "echoed"), "trace.jsonl")).toContain("Bad request with");
  });

  it("that is not set is asked for before anything is written", async () => {
    const { code, stderr } = await hindcast(cwd, command("keyless"), {
      OPENAI_BASE_URL: server.baseURL,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hindcast: openai:test: expected OPENAI_API_KEY [^\n]+\n$/);
    expect(existsSync(join(cwd, "keyless"))).toBe(false);
  });

  it("is in no file and on no screen of all these runs", () => {
    const files = readdirSync(cwd, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(20);
    const leaks = files.filter((file) => readFileSync(file, "utf8").includes(KEY));
    expect(leaks).toEqual([]);
    const address = server.baseURL.replace("http://", "");
    expect(files.filter((file) => readFileSync(file, "utf8").includes(address))).toEqual([]);
    expect(printed.filter((output) => output.includes(KEY))).toEqual([]);
    expect(printed.length).toBeGreaterThanOrEqual(12);
  });
});
