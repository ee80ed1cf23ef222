/** The probe of behaviour as a user runs it: beside a finished run, and against a model that is paid for. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRecordedBehaviour } from "../../cli/recorded-probe.ts";
import { behaviourScreen } from "../../cli/screens/behaviour-screen.ts";
import { SAMPLE_REPLIES } from "../../data/sample-file.ts";
import { writeRows } from "../../data/write-rows.ts";
import { probeBehaviour } from "../../graphs/behaviour/probe.ts";
import { behaviourReportSchema } from "../../graphs/behaviour/report.ts";
import { totalLedger } from "../../nodes/models/cost/ledger.ts";
import { forEachNode } from "../../nodes/models/node-models.ts";
import { type ChatServer, serveChat } from "../support/chat-server.ts";
import { hindcast } from "../support/hindcast.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { modelThat } from "../support/remembering-models.ts";
import { makeDirectory, readIn, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
const rows = worldRows(24);
let server: ChatServer;
const DATA = ["--data", "bars.csv", "--llm", "openai:test"];

async function run(...args: readonly string[]) {
  const before = server.calls();
  const env = { OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: "sk-test" };
  const ended = await hindcast(cwd, args, env);
  return { ...ended, calls: server.calls() - before };
}

beforeAll(async () => {
  server = await serveChat();
  await writeRows(join(cwd, "bars.csv"), rows);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  removeDirectory(cwd);
});

describe("hindcast behaviour", () => {
  it("adds to a finished run, says first what it came to, and repeats for nothing", async () => {
    const [made, none] = await Promise.all([
      run("run", ...DATA, "--out", "run", "--horizon", "2", "--rows", "8:20"),
      run("behaviour", "--data", "bars.csv", "--out", "nowhere"),
    ]);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(none).toMatchObject({ code: 2, stdout: "" });
    expect(none.stderr).toMatch(/^hindcast: nowhere: expected the directory of a finished run/);

    const other = await run("behaviour", "--out", "run");
    expect(other).toMatchObject({ code: 2, stdout: "", calls: 0 });
    expect(other.stderr).toMatch(
      /^hindcast: run holds run \w{16}, and .+: its data is another \(give --data with its bars.csv\)\n$/,
    );

    const few = ["behaviour", ...DATA, "--rows", "3", "--out", "run"];
    const probed = await run(...few);
    expect(probed).toMatchObject({ code: 0, stderr: "" });
    expect(probed.calls).toBeGreaterThan(0);
    expect(probed.stdout).toMatch(/^cost {3}about 84 calls/m);
    expect(probed.stdout).toMatch(
      /\nWhat it came to\n {2}\d+ of \d+ interventions turned a decision/,
    );
    expect(probed.stdout).toMatch(/^ {2}flip news text +news +3 /m);
    const text = readIn(join(cwd, "run"), "behaviour.json");
    const kept = behaviourReportSchema.parse(JSON.parse(text));
    expect(kept).toMatchObject({ horizonBars: 2, consistency: { reason: "greedy" } });

    const again = await run(...few, "--json", "--replies", "replay");
    expect(again).toMatchObject({ code: 0, stderr: "", calls: 0 });
    const { estimate, ledger, ...report } = JSON.parse(again.stdout);
    expect(report).toEqual(kept);
    expect(estimate).toBeNull();
    expect(ledger).toMatchObject({ total: { costUsd: 0 } });
    expect(readIn(join(cwd, "run"), "behaviour.json")).toBe(text);
  });
});

const screenOf = async (pipeline: Parameters<typeof probeBehaviour>[0]): Promise<string> => {
  const ledger = totalLedger(
    [],
    forEachNode(() => null),
  );
  const report = await probeBehaviour(pipeline, { rows: 2 });
  return stripVTControlCharacters(behaviourScreen(report, ledger.total));
};

describe("recorded replies", () => {
  it("serve the default probe of the whole sample alone, where they ship", () => {
    const ship = existsSync(SAMPLE_REPLIES.behaviour);
    expect(isRecordedBehaviour({ rows: 12, within: null })).toBe(ship);
    expect(isRecordedBehaviour({ rows: 12, seed: 1, within: null })).toBe(ship);
    expect(isRecordedBehaviour({ rows: 11, within: null })).toBe(false);
    expect(isRecordedBehaviour({ rows: 12, seed: 2, within: null })).toBe(false);
    expect(isRecordedBehaviour({ rows: 12, within: { from: 0, to: 9 } })).toBe(false);
  });
});

describe("the screen", () => {
  it("says first that a model never changes its mind", async () => {
    const stubborn = modelThat(({ node }) =>
      node === "arbitrate"
        ? { action: 1, size: 0.1, confidence: 0.5, rationale: "Up.", cited: [] }
        : {
            stance: "neutral",
            score: 0,
            confidence: 0.5,
            cited: [],
            ...(node === "analyzeSentiment" && { quotes: [] }),
          },
    );
    const screen = await screenOf(pipelineOf({ rows, model: stubborn }));
    expect(screen).toMatch(
      /^\nWhat it came to\n {2}It never changes its mind: 0 of 18 interventions turned a decision\.\n {2}Nor did one move its score/,
    );
    expect(screen).toContain("All 2 rows are buys.");
    expect(screen).toContain("It cites nothing that it was shown, so it states no weight.");
    expect(screen).toContain("Self-consistency: n/a, the model takes no seed");
  });

  it("says that nothing can be said where no row was decided", async () => {
    const mute = modelThat(() => "I would rather not.");
    expect(await screenOf(pipelineOf({ rows, model: mute }))).toMatch(
      /\nWhat it came to\n {2}Nothing can be said: no row was decided/,
    );
  });
});
