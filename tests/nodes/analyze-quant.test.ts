import { describe, expect, it } from "vitest";
import { noFeatures } from "../../data/features/compute-features.ts";
import { makeAnalyzeQuant } from "../../nodes/analyze-quant.ts";
import { type ScriptedModel, scriptedModel } from "../support/scripted-model.ts";
import { casesOf, featuresWith } from "../support/reports.ts";
import { makeRows, viewOf } from "../support/rows.ts";

const FEATURES = featuresWith({ return_1: 0.0123, rsi_14: 71.26, intensity: 6 });
const ANSWER = { stance: "bearish", score: -0.5, confidence: 0.7, cited: ["rsi_14", "c2"] };

function analyze(model: ScriptedModel, features = FEATURES, cases = casesOf(0.01, -0.02)) {
  const ports = { model, prompt: "Quant rules.", seed: 3, horizonBars: 6 };
  return makeAnalyzeQuant(ports)({ features, cases });
}

describe("the quant analyst", () => {
  it("is shown every figure and case, with ids", async () => {
    const model = scriptedModel(JSON.stringify(ANSWER));
    await analyze(model);
    const [system, user] = model.asked[0]?.messages ?? [];
    expect(system?.content).toMatch(/^Quant rules\.\n\nHorizon: 6 bars\.\n\n.*:\nreturn_1: return/);
    expect(system?.content).toContain("\nrsi_14: Wilder's RSI");
    expect(user?.content).toContain("Evidence:\n[return_1] +1.23 %\n");
    expect(user?.content).toContain("\n[rsi_14] 71.3\n");
    expect(user?.content).toContain("\n[return_3] n/a (warm-up)\n");
    expect(user?.content).toMatch(/\n\nCases:\n\[c1\] \+1\.00 %,.*\n\[c2\] -2\.00 %,[^\n]*$/);
    expect(user?.content.match(/^\[/gm)).toHaveLength(FEATURES.features.length + 2);
  });

  it("reports its opinion with the evidence it cites", async () => {
    const { quant, remarks, calls } = await analyze(scriptedModel(JSON.stringify(ANSWER)));
    expect(quant).toMatchObject({
      opinion: { stance: "bearish", score: -0.5, confidence: 0.7, cited: ["rsi_14", "c2"] },
      quotes: [],
    });
    expect(quant.evidence.map(({ id, shown }) => [id, shown])).toEqual([
      ["rsi_14", "71.3"],
      ["c2", "-2.00 %"],
    ]);
    expect(remarks).toEqual([]);
    expect(calls).toHaveLength(1);
  });

  it("drops citations of what it was not shown, and says how many", async () => {
    const answer = { ...ANSWER, cited: ["c3", "volume", "c1"] };
    const { quant, remarks } = await analyze(scriptedModel(JSON.stringify(answer)));
    expect(quant.opinion?.cited).toEqual(["c1"]);
    expect(remarks).toEqual([
      { node: "analyzeQuant", kind: "unusable", what: "2 citations of nothing shown" },
    ]);
  });

  it.each([
    ["in warm-up", featuresWith({})],
    ["switched off", noFeatures(viewOf(makeRows({ close: [1, 2] })))],
  ])("asks no one with features %s and no case", async (_what, features) => {
    const { quant, remarks, calls } = await analyze(scriptedModel(), features, []);
    expect(quant).toEqual({ opinion: null, reason: "nothing to judge", quotes: [], evidence: [] });
    expect(remarks).toEqual([{ node: "analyzeQuant", kind: "lacked", what: "features and cases" }]);
    expect(calls).toBeUndefined();
  });

  it.each([
    ["cases alone", featuresWith({}), casesOf(0.01)],
    ["features alone", FEATURES, []],
  ])("asks with %s", async (_what, features, cases) => {
    const model = scriptedModel(JSON.stringify({ ...ANSWER, cited: [] }));
    expect((await analyze(model, features, cases)).quant.opinion).not.toBeNull();
    expect(model.asked).toHaveLength(1);
  });

  it("has no opinion when two answers are of no use, and says why", async () => {
    const off = JSON.stringify({ ...ANSWER, score: -2 });
    const { quant, remarks, calls } = await analyze(scriptedModel("", off));
    const what = "answer: wrong form";
    expect(quant).toEqual({ opinion: null, reason: what, quotes: [], evidence: [] });
    expect(remarks).toEqual([{ node: "analyzeQuant", kind: "unusable", what }]);
    expect(calls?.map((call) => call.fault)).toEqual(["empty", "wrong form"]);
  });
});
