import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReasonedRow } from "../../../backtest/reasoning/reasoned-row.ts";
import { InputError, ReplayMissError, UsageError } from "../../../data/errors.ts";
import { estimateJudge } from "../../../graphs/judge/estimate.ts";
import { judgeRun } from "../../../graphs/judge/judge-run.ts";
import { readTracedRows } from "../../../graphs/reasoning/read-trace.ts";
import { reasonedRows } from "../../../graphs/reasoning/reasoned-rows.ts";
import { runPipeline } from "../../../graphs/run.ts";
import type { ChatRequest } from "../../../nodes/models/chat-model.ts";
import { type CallLine, callLineSchema, totalLedger } from "../../../nodes/models/cost/ledger.ts";
import { forEachNode } from "../../../nodes/models/node-models.ts";
import { serveChat } from "../../support/chat-server.ts";
import { faultOf } from "../../support/fault.ts";
import { perfectJudge } from "../../support/judges.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import {
  makeDirectory,
  newDirectory,
  removeDirectory,
  stableFiles,
} from "../../support/run-directory.ts";

let directory = "";
let written: readonly ReasonedRow[] = [];

beforeAll(async () => {
  directory = makeDirectory();
  await runPipeline(pipelineOf({ rows: worldRows(18) }), { out: directory });
  written = reasonedRows(await readTracedRows(directory));
});
afterAll(() => removeDirectory(directory));

const access = () => ({ cacheDir: newDirectory() });
const keyed = () => ({ openai: { apiKey: "key" }, cacheDir: newDirectory() });

/** A loopback server whose judge knows the run's rationales, and what it was asked. */
async function serveJudge() {
  const asked: ChatRequest[] = [];
  const judge = perfectJudge(written);
  const complete: typeof judge.complete = (request) => {
    asked.push(request);
    return judge.complete(request);
  };
  return { server: await serveChat({ ...judge, complete }), asked };
}

describe("judging a run", () => {
  it("asks by schema over the wire, pays once, and answers from the store after that", async () => {
    const { server, asked } = await serveJudge();
    await using _ = server;
    const before = stableFiles(directory);
    const lines: CallLine[] = [];
    const options = {
      model: "openai:judge-test",
      rows: 4,
      access: {
        openai: { apiKey: "key", baseURL: server.baseURL },
        cacheDir: newDirectory(),
      },
      price: { inputUsd: 1, outputUsd: 2 },
      maxCostUsd: 1,
      onCall: (line: CallLine) => void lines.push(callLineSchema.parse(line)),
    };
    const estimate = await estimateJudge(directory, options);
    const report = await judgeRun(directory, options);
    expect(report).toMatchObject({ rows: written.length, sampled: 4, judgesItself: false });
    expect(report.model).toMatch(/^openai:judge-test/);
    expect(report.score).toMatchObject({ recall: { share: 1 }, falseAlarms: { hits: 0, of: 4 } });
    expect(report.score.recall.of).toBeGreaterThan(12);

    expect(asked).toHaveLength(report.texts.length);
    expect(estimate).toMatchObject({ calls: asked.length, sampledRows: 4 });
    expect(estimate?.costUsd).toBeGreaterThan(0);
    expect(asked.every(({ node, seed }) => node === "judge" && seed === 1)).toBe(true);
    expect(asked[0]?.answer.jsonSchema).toMatchObject({
      properties: { verdict: { enum: ["grounded", "not grounded"] } },
      required: ["comment", "fault", "verdict"],
      additionalProperties: false,
    });
    expect(lines).toHaveLength(asked.length);
    const { judge, total, byNode } = totalLedger(
      lines,
      forEachNode(() => null),
    );
    // 100 and 20 tokens a call, at 1 and 2 dollars a million.
    expect(judge?.costUsd).toBeCloseTo((asked.length * 140) / 1e6, 12);
    expect([judge, byNode.arbitrate.calls]).toEqual([total, 0]);

    const again = await judgeRun(directory, options);
    expect(again).toEqual(report);
    expect(await judgeRun(directory, { ...options, replies: "replay" })).toEqual(report);
    expect(server.calls()).toBe(report.texts.length);
    expect(lines.slice(report.texts.length).every(({ cached }) => cached)).toBe(true);
    expect(stableFiles(directory)).toEqual(before);
  });

  it.each(["simulated", "replay:openai:judge-test", "replay"])(
    "expects no cost of %s, which is not asked",
    async (model) => {
      expect(await estimateJudge(directory, { model })).toBeNull();
    },
  );

  it("names the row that a replay has no reply to", async () => {
    const model = "replay:openai:judge-test";
    const fault = await faultOf(judgeRun(directory, { model, rows: 1, access: access() }));
    expect(fault).toBeInstanceOf(ReplayMissError);
    expect(String(fault)).toMatch(/row \d+/);
  });

  it.each([
    ["simulated, which is a rule", { model: "simulated", access }],
    ["expected OPENAI_API_KEY", { model: "openai:judge-test", access }],
    ["known price", { model: "openai:judge-test", access: keyed, maxCostUsd: 1 }],
    ["model: expected", { model: "judge-test", access }],
  ])("refuses what cannot judge: %s", async (words, { access: open, ...options }) => {
    const fault = await faultOf(judgeRun(directory, { ...options, access: open() }));
    expect(fault).toBeInstanceOf(UsageError);
    expect(String(fault)).toContain(words);
  });

  it("names the file that is missing where there is no run", async () => {
    const fault = await faultOf(
      judgeRun(newDirectory(), { model: "openai:judge-test", access: keyed() }),
    );
    expect(fault).toBeInstanceOf(InputError);
    expect(String(fault)).toContain("manifest.json");
  });
});
