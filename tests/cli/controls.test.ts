import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenControls, controlsScreen } from "../../cli/screens/controls-screen.ts";
import { type ControlsReport, runControls } from "../../graphs/controls/run-controls.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { totalLedger } from "../../nodes/models/cost/ledger.ts";
import { forEachNode } from "../../nodes/models/node-models.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { makeHashEmbedder } from "../../retrieval/embedders/hash-embedder.ts";
import { serveChat } from "../support/chat-server.ts";
import { hindcast } from "../support/hindcast.ts";
import { makeDirectory, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
afterAll(() => removeDirectory(cwd));
const SMALL = ["--seeds", "2", "--rows", "40"];
const parts = {
  config: parseRunConfig({}),
  model: makeSimulatedModel(),
  embedder: makeHashEmbedder(),
};
const NO_CALLS = totalLedger(
  [],
  forEachNode(() => null),
);

let report: ControlsReport;
const progress: (readonly [number, number])[] = [];
beforeAll(async () => {
  report = await runControls({
    ...parts,
    seeds: 2,
    rows: 40,
    onProgress: (...step) => void progress.push(step),
  });
}, 60_000);

/** The screen without colours, which some environments switch on without a terminal. */
function screenOf(shown: ControlsReport): string {
  return stripVTControlCharacters(controlsScreen(shown, NO_CALLS));
}

/** The report with the agent's skill in the null world failing. */
function broken(): ControlsReport {
  const controls = report.controls.map((control, i) =>
    i > 0
      ? control
      : {
          ...control,
          verdict: "fails" as const,
          checks: control.checks.map((check) =>
            check.name === "skill"
              ? {
                  ...check,
                  verdict: "fails" as const,
                  figure: 0.31,
                  interval: { low: 0.2, high: 0.4, level: 0.95 },
                }
              : check,
          ),
        },
  );
  return { ...report, controls };
}

describe("the controls of the simulated agent", () => {
  it("count every row that is decided, and hold", () => {
    expect(progress.at(0)).toEqual([0, 400]);
    expect(progress.at(-1)).toEqual([400, 400]);
    expect(report).toMatchObject({ model: "simulated", undecided: 0, plan: { ruleSeeds: 20 } });
    expect(brokenControls(report)).toEqual([]);
  });

  it("are one table after a sentence, no wider than a screen", () => {
    const screen = screenOf(report);
    expect(screen).toMatch(
      /What it came to\n {2}\d+ of \d+ controls could not be judged; the other \d+ hold\./,
    );
    expect(screen).toContain("Simulated: a fixed rule");
    const lines = screen.split("\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
    for (const { subject } of report.controls) {
      expect(screen).toContain(subject.replaceAll("_", " "));
    }
    for (const group of ["null world", "edge world", "texts and labels", "shifted decisions"]) {
      expect(lines.filter((line) => line.trim() === group)).toHaveLength(1);
    }
    expect(screen).toMatch(/n\/a: too few seeds or rows to tell \(\d+ lines\)\./);
  });

  it("that do not hold are named with what was expected", () => {
    expect(brokenControls(broken())).toEqual([
      "null world, agent: skill: expected an interval that holds 0, was 31 % [20, 40]",
    ]);
    expect(screenOf(broken())).toMatch(/1 of \d+ controls does not hold/);
    expect(screenOf(broken())).toMatch(/^ +agent +2 .* NO$/m);
  });
});

describe("hindcast controls", () => {
  it("gives the same report at any concurrency, as one JSON object", async () => {
    const args = ["controls", ...SMALL, "--concurrency", "1", "--json"];
    const { code, stdout, stderr } = await hindcast(cwd, args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(existsSync(join(cwd, "cache", "trials"))).toBe(false);
    const { ledger, estimate, ...same } = JSON.parse(stdout);
    expect(same).toEqual(JSON.parse(JSON.stringify(report)));
    expect(estimate).toBeNull();
    expect(ledger).toMatchObject({ total: { calls: 1200, costUsd: 0 } });
  });

  it("says first what a model that is asked may be asked, and stops at the limit", async () => {
    await using server = await serveChat();
    const env = { OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: "sk-test" };
    const limit = ["--max-cost", "1.2", "--price", "100,200"];
    const args = ["controls", ...SMALL, "--llm", "openai:test", ...limit];
    const { code, stdout, stderr } = await hindcast(cwd, args, env);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /^model {2}openai:test@\w+\ncalls {2}at most 2400, for 400 decisions, [^\n]+\ncost {3}about 1200 calls, /m,
    );
    expect(stderr).toMatch(
      /^hindcast: the limit of \$1\.2000 is reached: [^\n]+ goes on from them /,
    );
    expect(server.calls()).toBeGreaterThan(0);
    expect(server.calls()).toBeLessThan(90);
  });

  it.each([
    [["--seeds", "1"], "--seeds"],
    [["--strength", "1.5"], "--strength"],
    [["--llm", "nonesuch"], "nonesuch"],
  ])("refuses %j", async (args, word) => {
    const { code, stderr } = await hindcast(cwd, ["controls", ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hindcast: [^\n]+\n$/);
    expect(stderr).toContain(word);
  });
});

describe("runControls", () => {
  it.each([
    [{ seeds: 1 }, "seeds: expected an integer of at least 2, was 1"],
    [{ rows: 39.5 }, "rows: expected an integer of at least 40, was 39.5"],
    [{ strength: 2 }, "strength: expected a number from 0 to 1, was 2"],
    [{ concurrency: 0 }, "concurrency: expected an integer of at least 1, was 0"],
  ])("refuses %j", async (size, message) => {
    await expect(runControls({ ...parts, ...size })).rejects.toThrow(message);
  });
});
