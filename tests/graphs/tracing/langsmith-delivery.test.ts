/** What becomes of a traced run where LangSmith is slow, gone, or takes nothing: the same decisions, and a near end. */
import { describe, expect, it } from "vitest";
import { runPipeline } from "../../../graphs/run.ts";
import {
  DEFAULT_BUDGET_MS,
  type TracingOptions,
} from "../../../graphs/tracing/langsmith-tracing.ts";
import { type ServerManner, accessTo, serveLangSmith } from "../../support/langsmith-server.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import {
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
  stableFiles,
} from "../../support/run-directory.ts";
import { rows, traced } from "./traced-runs.ts";

const SHORT_MS = 400;
const SHORT: TracingOptions = { budgetMs: SHORT_MS, transport: { waitsMs: [20] } };

const untraced = (async () => {
  const out = makeDirectory();
  await runPipeline(pipelineOf({ rows }), { out });
  const files = stableFiles(out);
  removeDirectory(out);
  return files;
})();

describe("decisions", () => {
  const manners: readonly ServerManner[] = ["good", "slow", 401, 403, 422, 500];
  it.each(manners)(
    "are the same bytes where the server is %s, and the end is near",
    async (manner) => {
      await using server = await serveLangSmith();
      server.behave(manner);
      const out = newDirectory();
      const options = manner === "good" ? {} : SHORT;
      const { report, endMs } = await traced(out, accessTo(server.endpoint), {}, options);
      expect(stableFiles(out)).toEqual(await untraced);
      expect(endMs).toBeLessThan(manner === "good" ? DEFAULT_BUDGET_MS : SHORT_MS + 1000);
      expect([report?.rows, report?.lostRows]).toEqual(manner === "good" ? [12, 0] : [0, 12]);
      const reason = typeof manner === "number" ? `HTTP ${manner}` : "no answer within 0.4 s";
      expect(report?.reason).toBe(manner === "good" ? null : reason);
    },
  );

  it("are the same bytes where nobody listens", async () => {
    const server = await serveLangSmith();
    await server[Symbol.asyncDispose]();
    const out = newDirectory();
    const { report } = await traced(out, accessTo(server.endpoint), {}, SHORT);
    expect(stableFiles(out)).toEqual(await untraced);
    expect(report).toMatchObject({ rows: 0, lostRows: 12, reason: "ECONNREFUSED" });
  });

  it("are the same without a key, which is said", async () => {
    const out = newDirectory();
    const access = accessTo("http://127.0.0.1:1", { apiKey: null });
    const { report } = await traced(out, access, {}, SHORT);
    expect(report).toMatchObject({ lostRows: 12, reason: "LANGSMITH_API_KEY is not set" });
  });
});

describe("delivery", () => {
  it("is not told anew where a finished run has nothing left to send", async () => {
    await using server = await serveLangSmith();
    const out = newDirectory();
    await traced(out, accessTo(server.endpoint));
    const before = readIn(out, "langsmith.json");
    const again = await traced(out, accessTo(server.endpoint));
    expect(again.report).toBeNull();
    expect(readIn(out, "langsmith.json")).toBe(before);
  });

  it("leaves room to go within 5 s, unless told otherwise", () => {
    expect(DEFAULT_BUDGET_MS).toBe(4500);
  });

  it("comes to its end where each answer takes 200 ms, long before time is up", async () => {
    await using server = await serveLangSmith();
    server.behave("good", 200);
    const many = worldRows(276);
    const { report, endMs } = await traced(newDirectory(), accessTo(server.endpoint), {
      rows: many,
    });
    expect(report).toMatchObject({ rows: 276, lostRows: 0, lostFeedback: 0, reason: null });
    expect(server.feedback.size).toBe(report?.feedback);
    expect(endMs).toBeLessThan(DEFAULT_BUDGET_MS - 1000);
  });

  it("makes a broken connection anew, even at the end", async () => {
    await using server = await serveLangSmith();
    server.behave("cutting");
    const { report } = await traced(
      newDirectory(),
      accessTo(server.endpoint),
      {},
      { transport: { waitsMs: [20] } },
    );
    expect(report).toMatchObject({ rows: 12, lostRows: 0, lostFeedback: 0, reason: null });
  });
});
