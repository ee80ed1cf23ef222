import { describe, expect, it } from "vitest";
import type { NodeRun } from "../../graphs/node-step.ts";
import { traceLine } from "../../graphs/trace-line.ts";

const call = {
  node: "arbitrate",
  model: "test",
  messages: [{ role: "user", content: "line one\nline two" }],
  reply: '{"action":1}',
  promptTokens: 10,
  completionTokens: 2,
  costUsd: 0.5,
  promptBytes: 17,
  staticBytes: 17,
  cached: true,
  retries: 1,
  latencyMs: 250,
  fault: null,
} as const;

const run: NodeRun = {
  row: 7,
  node: "arbitrate",
  input: { cases: [] },
  output: { decision: "up" },
  startMs: Date.UTC(2030, 0, 1, 0, 0, 0, 250),
  endMs: Date.UTC(2030, 0, 1, 0, 0, 2),
  calls: [call, { ...call, cached: false, fault: "empty" }],
  error: null,
};

describe("traceLine", () => {
  it("is one line that begins with the row and holds times, sums and texts", () => {
    const line = traceLine(run);
    expect(line).toMatch(/^\{"row":7,"node":"arbitrate",[^\n]+\}$/);
    expect(JSON.parse(line)).toEqual({
      row: 7,
      node: "arbitrate",
      input: { cases: [] },
      output: { decision: "up" },
      start: "2030-01-01T00:00:00.250Z",
      end: "2030-01-01T00:00:02Z",
      durationMs: 1750,
      promptTokens: 20,
      completionTokens: 4,
      costUsd: 1,
      cached: false,
      calls: (
        [
          [true, null],
          [false, "empty"],
        ] as const
      ).map(([cached, fault]) => ({
        model: "test",
        messages: call.messages,
        reply: call.reply,
        retries: 1,
        latencyMs: 250,
        cached,
        fault,
      })),
    });
  });

  it("has no tokens, no cost and nothing cached without a call", () => {
    expect(JSON.parse(traceLine({ ...run, calls: [] }))).toMatchObject({
      promptTokens: null,
      completionTokens: null,
      costUsd: null,
      cached: false,
      calls: [],
    });
  });

  it("is cached when every call was, and of unknown cost when one is", () => {
    const calls = [call, { ...call, costUsd: null }];
    expect(JSON.parse(traceLine({ ...run, calls }))).toMatchObject({ cached: true, costUsd: null });
  });
});
