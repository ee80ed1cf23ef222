import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { StoppedError } from "../../data/errors.ts";
import type { RowRecord } from "../../graphs/row-record.ts";
import { runPipeline } from "../../graphs/run.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { makeGuardedModel } from "../../nodes/models/failures/circuit-breaker.ts";
import { makePatientModel } from "../../nodes/models/failures/patient-model.ts";
import { makeOpenAiModel } from "../../nodes/models/providers/openai-model.ts";
import { chatCompletion, simulatedText } from "../support/chat-server.ts";
import { faultOf } from "../support/fault.ts";
import { FAULTY_WAYS, serveFaultyChat } from "../support/faulty-chat-server.ts";
import { type JsonServer, serveJson } from "../support/json-server.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { linesIn, newDirectory } from "../support/run-directory.ts";

/** The whole way to a server: a patient model behind a breaker, in a hurry. */
function modelAt({ baseURL }: JsonServer): ChatModel {
  const model = makeOpenAiModel("test", { apiKey: "sk-test", baseURL });
  const patience = { firstDelayMs: 2, maxDelayMs: 8, timeoutMs: 800 };
  return makeGuardedModel(makePatientModel(model, patience));
}

async function decide(server: JsonServer, count: number): Promise<readonly RowRecord[]> {
  const pipeline = pipelineOf({ rows: worldRows(count), model: modelAt(server) });
  return (await runPipeline(pipeline, { concurrency: 8 })).records;
}

const decided = (records: readonly RowRecord[]) =>
  records.filter(({ decision }) => decision.status === "decided");

describe("a run against a provider that fails three calls in ten", () => {
  it("comes to the decisions of a run against a faultless one, on nearly every row", async () => {
    await using faulty = await serveFaultyChat({ seed: 1, share: 0.3 });
    await using faultless = await serveFaultyChat({ seed: 1, share: 0 });
    const records = await decide(faulty, 120);
    const expected = await decide(faultless, 120);

    expect(records.map(({ row }) => row)).toEqual(expected.map(({ row }) => row));
    const statuses = new Set(records.map(({ decision }) => decision.status));
    expect([...statuses].filter((status) => status === "rule")).toEqual([]);
    expect(decided(expected)).toHaveLength(120);
    expect(decided(records).length).toBeGreaterThanOrEqual(0.95 * 120);

    const faults = [...faulty.taken().values()].reduce((sum, count) => sum + count, 0);
    expect([...faulty.taken().keys()].toSorted()).toEqual([...FAULTY_WAYS].toSorted());
    expect(faults / faulty.calls()).toBeCloseTo(0.3, 1);
    expect([...faultless.taken()]).toEqual([]);

    // Where an analyst's answer was of no use twice, the arbiter had less to go by.
    const whole = decided(records).filter(({ remarks }) =>
      remarks.every(({ kind }) => kind !== "unusable"),
    );
    expect(whole.length).toBeGreaterThan(0.9 * 120);
    expect(whole.map(({ decision }) => decision)).toEqual(
      whole.map(({ row }) => expected[row]?.decision),
    );
    expect(faulty.calls()).toBeGreaterThan(faultless.calls());
    const undecided = records.filter(({ decision }) => decision.status !== "decided");
    expect(undecided.map(({ decision }) => decision.action)).toEqual(undecided.map(() => null));
  });
});

describe("a run whose one analyst's request is refused", () => {
  it("lets the other analyst's call end, which is paid for", async () => {
    await using server = await serveJson(async ({ body }) => {
      if (JSON.stringify(body).includes('"name":"analyzeQuant"')) {
        return { status: 400, body: { error: { message: "no" } } };
      }
      await sleep(100);
      return chatCompletion({ content: await simulatedText(body) });
    });
    const [record] = await decide(server, 1);
    expect(record).toMatchObject({
      decision: { status: "failed", rationale: "analyzeQuant: openai:test: 400 no" },
      usage: [{ node: "analyzeSentiment", promptTokens: 100, fault: null }],
    });
  });
});

describe("a run against a provider that is gone", () => {
  it("stops, with the rows that failed before on record, and goes on once it is back", async () => {
    let isThere = false;
    await using server = await serveJson(async ({ body }) =>
      isThere ? chatCompletion({ content: await simulatedText(body) }) : "cut",
    );
    const out = newDirectory();
    const run = (concurrency: number) => {
      const pipeline = pipelineOf({ rows: worldRows(20), model: modelAt(server) });
      return runPipeline(pipeline, { out, concurrency });
    };

    const fault = await faultOf(run(1));
    expect(fault).toBeInstanceOf(StoppedError);
    expect(fault).toMatchObject({
      message: expect.stringMatching(
        /^5 model calls in a row failed \(last: openai:test: no connection.* \(5 tries\)\); the service seems to be down$/,
      ),
    });
    // Two analysts each: the third row's call is the fifth.
    const lines = linesIn(out, "records.jsonl").map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { row: 0, decision: { status: "failed", action: null } },
      { row: 1, decision: { status: "failed", action: null } },
    ]);

    isThere = true;
    const { records, resumed } = await run(8);
    expect([resumed, decided(records).length]).toEqual([0, 20]);
  });

  it("stops at any concurrency, refused connections and all", async () => {
    const server = await serveFaultyChat({ seed: 1, share: 0 });
    await server[Symbol.asyncDispose]();
    const fault = await faultOf(decide(server, 40));
    expect(fault).toBeInstanceOf(StoppedError);
    expect(fault).toMatchObject({ message: expect.stringContaining("ECONNREFUSED") });
  });
});
