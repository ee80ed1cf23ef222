import { describe, expect, it } from "vitest";
import {
  analystPairs,
  differencesOf,
  isSameDecision,
  sortedParts,
} from "../../../dashboard/page/logic/differences.ts";
import type { RowDetail } from "../../../dashboard/wire/api.ts";

const report = (score: number) => ({
  opinion: { stance: "bullish" as const, score, confidence: 0.5, cited: [] },
  reason: null,
  quotes: [],
  evidence: [],
});
const sentiment = { name: "sentiment", node: "analyzeSentiment" as const, report: report(0.1) };
const quant = { name: "quant", node: "analyzeQuant" as const, report: report(0.2) };
const detail: RowDetail = {
  row: 3,
  datetime: "2025-02-24T00:30:00Z",
  close: 100,
  decision: { status: "decided", action: 1, score: 0.5, confidence: 0.6, rationale: "up 1" },
  label: 1,
  outcome: 0.01,
  earned: 0.01,
  news: null,
  features: [],
  cases: [],
  analysts: [sentiment, quant],
  numbers: [],
  findings: [],
  remarks: [],
  nodes: [],
  langsmithUrl: null,
};

describe("two decisions on a bar", () => {
  it("that are the same differ in nothing, whatever their nodes took", () => {
    const other = { ...detail, row: 4, nodes: [], langsmithUrl: "https://x" };
    expect(differencesOf(detail, other)).toEqual(new Set());
  });

  it("differ part by part", () => {
    const decision = { ...detail.decision, action: -1 as const, score: -0.5 };
    const other = { ...detail, decision, analysts: [sentiment] };
    const differing = differencesOf(detail, other);
    expect(differing).toEqual(new Set(["decision", "score", "analysts"]));
    expect(sortedParts(differing)).toEqual({
      differ: ["decision", "score", "analysts"],
      same: ["confidence", "rationale", "findings", "cases", "features", "news", "remarks"],
    });
  });

  it("differ in their rationale where only its numbers were judged otherwise", () => {
    const number = { start: 3, text: "1", verdict: "supported", ids: [], source: null, isSo: "" };
    const one = { ...detail, numbers: [{ ...number, verdict: "supported" as const }] };
    const other = { ...detail, numbers: [{ ...number, verdict: "unsupported" as const }] };
    expect(differencesOf(one, other)).toEqual(new Set(["rationale"]));
  });

  it("differ where one failed and the other abstained, though neither has a side", () => {
    const none = { action: null, score: null, confidence: null, rationale: "" };
    const one = { ...detail, decision: { status: "failed" as const, ...none } };
    const other = { ...detail, decision: { status: "abstained" as const, ...none } };
    expect(differencesOf(one, other)).toEqual(new Set(["decision"]));
  });
});

describe("a row decided again", () => {
  const { decision } = detail;
  const none = { action: null, score: null, confidence: null, rationale: "" };
  const failed = { ...none, status: "failed" as const };
  const abstained = { ...none, status: "abstained" as const };

  it.each([
    [decision, { ...decision, confidence: 0.1, rationale: "else" }, true],
    [decision, { ...decision, status: "rule" as const }, true],
    [decision, { ...decision, score: 0.4 }, false],
    [decision, { ...decision, action: -1 as const }, false],
    // Neither has a side or a score.
    [failed, abstained, false],
  ])("from %j to %j stays what it was: %s", (before, after, isSame) => {
    expect(isSameDecision(before, after)).toBe(isSame);
  });
});

describe("analysts of two runs", () => {
  it("are paired by name, those of the first run first", () => {
    const changed = { ...quant, report: report(-0.2) };
    const own = { name: "macro", node: "analyzeQuant" as const, report: report(0) };
    expect(analystPairs([sentiment, quant], [changed, own, sentiment])).toEqual([
      { name: "sentiment", own: sentiment, other: sentiment, isSame: true },
      { name: "quant", own: quant, other: changed, isSame: false },
      { name: "macro", own: null, other: own, isSame: false },
    ]);
  });
});
