import { describe, expect, it } from "vitest";
import { noFeatures } from "../../data/features/compute-features.ts";
import { decisionSchema } from "../../data/vocabulary.ts";
import type { AnalystReport } from "../../nodes/channels.ts";
import { STAND_INS } from "../../nodes/stand-ins.ts";
import { SILENT, casesOf, featuresWith, reportOf } from "../support/reports.ts";
import { makeRows, viewOf } from "../support/rows.ts";

const VIEW = viewOf(makeRows({ close: [1, 2, 3] }));
const FEATURES = featuresWith({ return_1: 0.01 });

const saysSo = (node: string, what: string) => [{ node, kind: "stand-in", what }];

async function rule(sentiment: AnalystReport, quant: AnalystReport, ...outcomes: number[]) {
  const { decision, ...notes } = await STAND_INS.arbitrate({
    sentiment,
    quant,
    cases: casesOf(...outcomes),
  });
  expect(notes).toEqual({ remarks: saysSo("arbitrate", "fixed rule") });
  return decisionSchema.parse(decision);
}

describe("stand-ins", () => {
  it("for features give none, and say so", async () => {
    expect(await STAND_INS.extractFeatures(VIEW)).toEqual({
      features: noFeatures(VIEW),
      remarks: saysSo("extractFeatures", "no features"),
    });
  });

  it("for cases give none, and say so", async () => {
    expect(await STAND_INS.retrieveCases({ features: FEATURES }, VIEW)).toEqual({
      cases: [],
      remarks: saysSo("retrieveCases", "no cases"),
    });
  });

  it("for analysts have no opinion, and say so", async () => {
    const off = { opinion: null, reason: "switched off", quotes: [], evidence: [] };
    const input = { features: FEATURES, cases: casesOf(0.1) };
    expect(await STAND_INS.analyzeSentiment(input, VIEW)).toEqual({
      sentiment: off,
      remarks: saysSo("analyzeSentiment", "no opinion"),
    });
    expect(await STAND_INS.analyzeQuant(input)).toEqual({
      quant: off,
      remarks: saysSo("analyzeQuant", "no opinion"),
    });
  });
});

describe("the fixed rule", () => {
  it("weighs the analysts' scores by their confidence", async () => {
    // (0.75 · 0.75 - 0.25 · 0.25) / (0.75 + 0.25) = 0.5
    expect(await rule(reportOf(0.75, 0.75), reportOf(-0.25, 0.25))).toEqual({
      status: "rule",
      action: 1,
      score: 0.5,
      confidence: 0.75,
      rationale: "Fixed rule on weighted analysts: +50.00 % of a full position.",
    });
  });

  it("goes by one analyst where the other is silent, and does not ask the cases then", async () => {
    const decision = await rule(SILENT, reportOf(-0.25, 0.1), 0.5, 0.5);
    expect(decision).toMatchObject({ status: "rule", action: -1, score: -0.25, confidence: 0.625 });
  });

  it("goes by the signs of what followed the cases where no analyst speaks", async () => {
    // (1 + 1 - 1 + 0) / 4
    const decision = await rule(SILENT, SILENT, 0.001, 0.9, -0.5, 0);
    expect(decision).toMatchObject({
      action: 1,
      score: 0.25,
      rationale: "Fixed rule on past cases: +25.00 % of a full position.",
    });
  });

  it("goes by the cases too where the analysts have no confidence at all", async () => {
    expect(await rule(reportOf(1, 0), SILENT, -0.1)).toMatchObject({ action: -1, score: -0.999 });
  });

  it.each([
    ["1", reportOf(1, 1), 0.999],
    ["-1", reportOf(-1, 1), -0.999],
  ])("keeps a score of %s inside its bounds", async (_what, report, score) => {
    expect(await rule(report, SILENT)).toMatchObject({ score });
  });

  it.each([
    ["nothing to go by", SILENT, SILENT, []],
    ["analysts in balance", reportOf(0.5, 0.5), reportOf(-0.5, 0.5), [0.1]],
    ["analysts in balance but for rounding", reportOf(0.3, 0.3), reportOf(-0.9, 0.1), []],
    ["cases in balance", SILENT, SILENT, [0.1, -0.2]],
    ["cases that led nowhere", SILENT, SILENT, [0, 0]],
  ])("abstains with %s, and takes no side", async (_what, sentiment, quant, outcomes) => {
    expect(await rule(sentiment, quant, ...outcomes)).toEqual({
      status: "abstained",
      action: null,
      score: null,
      confidence: null,
      rationale: "the rule has nothing to go by",
    });
  });
});
