/** The probe of behaviour as a user runs it: beside a finished run, and against a model that is paid for. */
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { behaviourScreen } from "../../cli/screens/behaviour-screen.ts";
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
  it("adds to a finished run, repeats for nothing, and stops at a limit", async () => {
    const made = await run("run", ...DATA, "--out", "run", "--horizon", "2");
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const few = ["behaviour", ...DATA, "--rows", "3"];
    const probed = await run(...few, "--out", "run");
    expect(probed).toMatchObject({ code: 0, stderr: "" });
    expect(probed.calls).toBeGreaterThan(0);
    expect(probed.stdout).toMatch(/^cost {3}about 84 calls/m);
    expect(probed.stdout).toMatch(
      /\nWhat it came to\n {2}\d+ of \d+ interventions turned a decision/,
    );
    expect(probed.stdout).toMatch(/^ {2}flip news text +news +3 /m);
    const kept = behaviourReportSchema.parse(
      JSON.parse(readIn(join(cwd, "run"), "behaviour.json")),
    );
    expect(kept.horizonBars).toBe(2);
    expect(kept.consistency.reason).toBe("greedy");

    const [again, limited] = await Promise.all([
      run(...few, "--horizon", "2", "--json", "--replies", "replay"),
      hindcast(cwd, [...few, "--max-cost", "0.01", "--price", "100,200"], {
        OPENAI_BASE_URL: server.baseURL,
        OPENAI_API_KEY: "sk-test",
        HINDCAST_CACHE: join(cwd, "other"),
      }),
    ]);
    expect(again).toMatchObject({ code: 0, stderr: "" });
    const { estimate, ledger, ...report } = JSON.parse(again.stdout);
    expect(report).toEqual(kept);
    expect(estimate).toBeNull();
    expect(ledger).toMatchObject({ total: { costUsd: 0 } });
    expect(limited.code).toBe(3);
    expect(limited.stderr).toMatch(/the same command goes on from them/);
  });

  it("refuses a directory without a run, and counts out of range, in one line", async () => {
    const [none, few] = await Promise.all([
      run("behaviour", "--data", "bars.csv", "--out", "nowhere"),
      run("behaviour", "--data", "bars.csv", "--rows", "0"),
    ]);
    expect(none).toMatchObject({ code: 2, stdout: "" });
    expect(none.stderr).toMatch(/^hindcast: nowhere: expected the directory of a finished run/);
    expect(few.code).toBe(2);
    expect(few.stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("the screen", () => {
  const screenOf = async (pipeline: Parameters<typeof probeBehaviour>[0]): Promise<string> => {
    const ledger = totalLedger(
      [],
      forEachNode(() => null),
    );
    const report = await probeBehaviour(pipeline, { rows: 2 });
    return stripVTControlCharacters(behaviourScreen(report, ledger.total));
  };

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
      /^\nWhat it came to\n {2}It never changes its mind: 0 of 2\d interventions turned a decision\.\n {2}Nor did one move its score/,
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
