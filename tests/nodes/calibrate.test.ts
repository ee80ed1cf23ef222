import { describe, expect, it } from "vitest";
import type { Decision } from "../../data/vocabulary.ts";
import { calibrated, calibratedConfidence, worthwhileSize } from "../../nodes/calibrate.ts";
import { abstained } from "../../nodes/verdict.ts";
import { SILENT, casesOf } from "../support/reports.ts";

const DECIDED: Decision = {
  status: "decided",
  action: 1,
  score: 0.4,
  confidence: 0.9,
  rationale: "Buy.",
};
const reports = { sentiment: SILENT, quant: SILENT };
const arbiter = (decision: Decision) => calibrated(() => ({ decision }));

describe("calibrated confidence and size", () => {
  it.each([
    // A unanimous vote for the action, right 70 % of the time.
    [1, 1, 0.7, 0.7, 0.4],
    // Half of the similarity for it, none against: half as sure.
    [-1, -0.5, 0.7, 0.6, 0.2],
    // Against the vote, and with a vote that has been wrong.
    [-1, 1, 0.7, 0.3, 0],
    [1, 1, 0.4, 0.4, 0],
    [1, 0, 0.7, 0.5, 0],
  ] as const)("action %i, vote %d, hit rate %d: %d, %d", (action, vote, rate, confidence, size) => {
    expect(calibratedConfidence(action, vote, rate)).toBeCloseTo(confidence, 12);
    expect(worthwhileSize(calibratedConfidence(action, vote, rate))).toBeCloseTo(size, 12);
  });
});

describe("a calibrated arbiter", () => {
  it("keeps the side, and holds at most what the votes have been worth", async () => {
    const input = { ...reports, cases: casesOf(0.01, 0.02), voteHitRate: 0.55 };
    const { decision, remarks } = await arbiter(DECIDED)(input);
    expect(decision).toMatchObject({ status: "decided", action: 1, rationale: "Buy." });
    expect(decision.confidence).toBeCloseTo(0.55, 12);
    expect(decision.score).toBeCloseTo(0.1, 12);
    const what = "size to what the cases' votes have been worth";
    expect(remarks).toEqual([{ node: "arbitrate", kind: "bounded", what }]);
  });

  it("never asks for more than the arbiter did", async () => {
    const input = { ...reports, cases: casesOf(0.01), voteHitRate: 0.9 };
    const { decision, remarks } = await arbiter(DECIDED)(input);
    expect(decision.score).toBe(0.4);
    expect(remarks).toBeUndefined();
  });

  it("leaves a decision as it was made where there is no record, and says so", async () => {
    const { decision, remarks } = await arbiter(DECIDED)({ ...reports, cases: [] });
    expect(decision).toEqual(DECIDED);
    const what = "record of the cases' votes";
    expect(remarks).toEqual([{ node: "arbitrate", kind: "lacked", what }]);
  });

  it("leaves an abstention alone", async () => {
    const input = { ...reports, cases: casesOf(0.01), voteHitRate: 0.6 };
    expect(await arbiter(abstained("no"))(input)).toEqual({ decision: abstained("no") });
  });
});
