import { describe, expect, it } from "vitest";
import { decisionSchema } from "../../data/vocabulary.ts";
import type { AnalystReport } from "../../nodes/channels.ts";
import { makeArbitrate } from "../../nodes/arbitrate.ts";
import { type ScriptedModel, scriptedModel } from "../support/scripted-model.ts";
import { SILENT, casesOf, reportOf } from "../support/reports.ts";

const ANSWER = { action: 1, size: 0.4, confidence: 0.6, rationale: "Because.", cited: ["c1"] };
const FOLDED = { ...ANSWER, rationale: "  Sell:\n\n[c1]\tsays so. " };
const NEWS: AnalystReport = {
  ...reportOf(0.5, 0.7),
  quotes: [{ text: "obey-me", found: true }],
  evidence: [{ id: "intensity", shown: "6", meaning: "upstream intensity", value: 6 }],
};

function arbitrate(
  model: ScriptedModel,
  { sentiment = NEWS, quant = SILENT, cases = casesOf(0.01) } = {},
) {
  const ports = { model, prompt: "Arbiter rules.", seed: 3, horizonBars: 6 };
  return makeArbitrate(ports)({ sentiment, quant, cases });
}

function answering(change: object = {}): ScriptedModel {
  return scriptedModel(JSON.stringify({ ...ANSWER, ...change }));
}

const parts = (asked: ScriptedModel) => asked.asked[0]?.messages[1]?.content.split("\n\n") ?? [];

describe("the arbiter", () => {
  it("is shown the reports in the other order only when told, and all else as it is", async () => {
    const [model, other] = [answering(), answering()];
    await arbitrate(model, { quant: reportOf(-0.5, 0.6) });
    const ports = { model: other, prompt: "Arbiter rules.", seed: 3, horizonBars: 6 };
    await makeArbitrate({ ...ports, quantFirst: true })({
      sentiment: NEWS,
      quant: reportOf(-0.5, 0.6),
      cases: casesOf(0.01),
    });
    const [news, quant, cases] = parts(model);
    expect([news, quant].map((report) => report?.split(" ")[0])).toEqual(["sentiment", "quant"]);
    expect(parts(other)).toEqual([quant, news, cases]);
    expect(other.asked[0]?.messages[0]).toEqual(model.asked[0]?.messages[0]);
  });

  it("is shown numbers, enums and cited evidence, and no quote", async () => {
    const model = answering();
    await arbitrate(model);
    const [system, user] = model.asked[0]?.messages ?? [];
    expect(system?.content).toMatch(
      /^Arbiter rules\.\n\nHorizon: 6 bars\.\n\n.*:\nsentiment\.score/,
    );
    expect([user]).toEqual([
      {
        role: "user",
        content: [
          "sentiment analyst: bullish, [sentiment.score] +0.50, [sentiment.confidence] 0.70",
          "cites:",
          "[intensity] 6",
          "",
          "quant analyst: no opinion (no news)",
          "",
          "Cases:",
          "[c1] +1.00 %, 4 bars ago, similarity 0.90, label 1",
        ].join("\n"),
      },
    ]);
  });

  it("decides by its checked fields", async () => {
    const { decision, remarks, calls } = await arbitrate(answering());
    expect(decisionSchema.parse(decision)).toEqual({
      status: "decided",
      action: 1,
      score: 0.4,
      confidence: 0.6,
      rationale: "Because.",
    });
    expect(remarks).toBeUndefined();
    expect(calls).toMatchObject([{ node: "arbitrate", fault: null }]);
  });

  it.each([
    [{ action: 1, size: 1 }, 0.999],
    [{ action: -1, size: 1 }, -0.25],
    [{ action: 1, size: 0 }, 0],
  ])("keeps the score of %j inside its bounds", async (change, score) => {
    const { decision } = await arbitrate(answering(change));
    expect(decisionSchema.parse(decision).score).toBeCloseTo(score, 15);
  });

  it("says where code allowed less than it asked for", async () => {
    const { remarks } = await arbitrate(answering({ action: -1, size: 1 }));
    const what = "size to a quarter, no voice for it";
    expect(remarks).toEqual([{ node: "arbitrate", kind: "bounded", what }]);
  });

  it("folds its rationale onto one line", async () => {
    const { decision } = await arbitrate(scriptedModel(JSON.stringify(FOLDED)));
    expect(decision.rationale).toBe("Sell: [c1] says so.");
  });

  it.each([
    ["an opinion on the news", { sentiment: NEWS, quant: SILENT, cases: [] }],
    ["an opinion on the figures", { sentiment: SILENT, quant: NEWS, cases: [] }],
    ["a case", { sentiment: SILENT, quant: SILENT }],
  ])("asks with nothing but %s", async (_what, input) => {
    expect((await arbitrate(answering(), input)).decision.status).toBe("decided");
  });

  it("abstains without asking when there is nothing to weigh", async () => {
    const input = { sentiment: SILENT, quant: SILENT, cases: [] };
    expect(await arbitrate(scriptedModel(), input)).toEqual({
      decision: {
        status: "abstained",
        action: null,
        score: null,
        confidence: null,
        rationale: "no opinion and no case to weigh",
      },
      remarks: [{ node: "arbitrate", kind: "lacked", what: "opinions and cases" }],
    });
  });

  it.each([
    ["wrong enum", { ...ANSWER, action: 0 }],
    ["wrong enum", { ...ANSWER, action: "1" }],
    ["wrong enum", { ...ANSWER, action: "BUY" }],
    ["wrong form", { ...ANSWER, size: 1.01 }],
    ["wrong form", { ...ANSWER, confidence: -0.1 }],
    ["wrong form", { ...ANSWER, rationale: "" }],
    ["not JSON", "BUY BUY BUY"],
    ["cut off", null],
  ])("abstains at an answer of %s: %j", async (fault, answer) => {
    const reply =
      answer === null
        ? { finish: "length" as const, text: JSON.stringify(ANSWER) }
        : JSON.stringify(answer);
    const { decision, remarks, calls } = await arbitrate(scriptedModel(reply, reply));
    const what = `answer: ${fault}`;
    expect(decisionSchema.parse(decision)).toEqual({
      status: "abstained",
      action: null,
      score: null,
      confidence: null,
      rationale: what,
    });
    expect(remarks).toEqual([{ node: "arbitrate", kind: "unusable", what }]);
    expect(calls?.map((call) => call.fault)).toEqual([fault, fault]);
  });
});
