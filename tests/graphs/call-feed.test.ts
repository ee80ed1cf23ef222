import { describe, expect, it } from "vitest";
import { CallFeed } from "../../graphs/call-feed.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";

const line: CallLine = {
  node: "arbitrate",
  model: "test",
  cached: false,
  retries: 0,
  promptTokens: 1,
  completionTokens: 1,
  costUsd: null,
  bookedUsd: null,
  maybeBilled: 0,
  bound: null,
  latencyMs: 1,
  outcome: "reply",
};

describe("a call feed", () => {
  it("tells its listener while it listens", () => {
    const feed = new CallFeed();
    const heard: CallLine[] = [];
    feed.emit(line);
    const stop = feed.listen((told) => heard.push(told));
    feed.emit(line);
    stop();
    feed.emit(line);
    expect(heard).toEqual([line]);
  });

  it("has one listener at a time", () => {
    const feed = new CallFeed();
    const stop = feed.listen(() => {});
    expect(() => feed.listen(() => {})).toThrow("expected no listener");
    stop();
    expect(() => feed.listen(() => {})).not.toThrow();
  });
});
