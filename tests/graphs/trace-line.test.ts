import { describe, expect, it } from "vitest";
import { traceLines } from "../../graphs/trace-line.ts";
import type { RowTrace, TracedCall, TracedNode } from "../../graphs/tracing/row-trace.ts";

const START_MS = Date.UTC(2030, 0, 1, 0, 0, 0, 250);

const call: TracedCall = {
  id: "call",
  startMs: START_MS,
  endMs: START_MS + 250,
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
};

const node: TracedNode = {
  id: "node",
  row: 7,
  node: "arbitrate",
  input: { cases: [] },
  output: { decision: "up" },
  startMs: START_MS,
  endMs: START_MS + 1750,
  calls: [call, { ...call, id: "again", cached: false, fault: "empty" }],
  error: null,
};

const traceOf = (changed: Partial<TracedNode> = {}): RowTrace => ({
  row: 7,
  id: "root",
  startMs: START_MS,
  endMs: START_MS + 1750,
  nodes: [{ ...node, ...changed }],
});

const parsed = (trace: RowTrace): unknown[] =>
  traceLines(trace).map((line): unknown => JSON.parse(line));

describe("traceLines", () => {
  it("begin with the row and the node, each on one line", () => {
    const lines = traceLines(traceOf());
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^\{"row":7,"node":"arbitrate",[^\n]+\}$/);
  });

  it("hold a node's channels, times and sums, under the row's run", () => {
    expect(parsed(traceOf())[0]).toEqual({
      row: 7,
      node: "arbitrate",
      kind: "node",
      id: "node",
      parentId: "root",
      traceId: "root",
      input: { cases: [] },
      output: { decision: "up" },
      start: "2030-01-01T00:00:00.250Z",
      end: "2030-01-01T00:00:02Z",
      durationMs: 1750,
      promptTokens: 20,
      completionTokens: 4,
      costUsd: 1,
      cached: false,
    });
  });

  it("hold each call with its texts, under the node's run", () => {
    const [, first, second] = parsed(traceOf());
    expect(first).toEqual({
      row: 7,
      node: "arbitrate",
      kind: "model",
      id: "call",
      parentId: "node",
      traceId: "root",
      model: "test",
      messages: call.messages,
      reply: call.reply,
      fault: null,
      start: "2030-01-01T00:00:00.250Z",
      end: "2030-01-01T00:00:00.500Z",
      durationMs: 250,
      promptTokens: 10,
      completionTokens: 2,
      costUsd: 0.5,
      cached: true,
      retries: 1,
      latencyMs: 250,
    });
    expect(second).toMatchObject({ id: "again", cached: false, fault: "empty" });
  });

  it("have no tokens, no cost and nothing cached without a call", () => {
    expect(parsed(traceOf({ calls: [] }))).toMatchObject([
      { promptTokens: null, completionTokens: null, costUsd: null, cached: false },
    ]);
  });

  it("are cached when every call was, and of unknown cost when one is", () => {
    const calls = [call, { ...call, costUsd: null }];
    expect(parsed(traceOf({ calls }))[0]).toMatchObject({ cached: true, costUsd: null });
  });
});
