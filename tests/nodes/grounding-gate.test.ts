import { describe, expect, it } from "vitest";
import { makeArbitrate } from "../../nodes/arbitrate.ts";
import { type ScriptedModel, scriptedModel } from "../support/scripted-model.ts";
import { SILENT, casesOf, reportOf } from "../support/reports.ts";

/** [c1] is +1.00 %, [sentiment.score] +0.50. */
const GROUNDED = {
  action: 1,
  size: 0.4,
  confidence: 0.6,
  rationale: "Buy: the closest case was followed by +1.00 % [c1].",
  cited: ["c1", "[sentiment.score]"],
};
const WRONG_OUTCOME = { ...GROUNDED, rationale: "Buy: [c1] was followed by -3.00 %." };
const FOREIGN_CITED = { ...GROUNDED, cited: ["c9", "volume"] };
const json = (answer: object): string => JSON.stringify(answer);

function arbitrate(model: ScriptedModel, groundingGate = true) {
  const ports = { model, prompt: "Arbiter rules.", seed: 3, horizonBars: 6, groundingGate };
  const input = { sentiment: reportOf(0.5, 0.7), quant: SILENT, cases: casesOf(0.01) };
  return makeArbitrate(ports)(input);
}

const sentBack = (what: string) => ({ node: "arbitrate", kind: "sent back", what });

describe("the grounding gate", () => {
  it("lets a grounded answer through with one call and no remark", async () => {
    const { decision, remarks, calls } = await arbitrate(scriptedModel(json(GROUNDED)));
    expect(decision).toMatchObject({ status: "decided", score: 0.4 });
    expect(remarks).toBeUndefined();
    expect(calls).toHaveLength(1);
  });

  it.each<[string, object]>([
    ["case outcome", WRONG_OUTCOME],
    ["unsupported number", { ...GROUNDED, rationale: "Buy: momentum is 73.25." }],
    ["foreign case", { ...GROUNDED, rationale: "Buy, as after [c4]." }],
    ["foreign id", { ...GROUNDED, rationale: "Buy, for [volume] says so." }],
    ["foreign case, foreign id", FOREIGN_CITED],
    ["contradicted number", { ...GROUNDED, rationale: "Buy: [sentiment.score] is -0.90." }],
  ])("sends back what has a %s, and takes the grounded second answer", async (kinds, answer) => {
    const model = scriptedModel(json(answer), json({ ...GROUNDED, action: -1 }));
    const { decision, remarks, calls } = await arbitrate(model);
    expect(decision).toMatchObject({ status: "decided", action: -1 });
    expect(remarks?.[0]).toEqual(sentBack(kinds));
    expect(calls?.map(({ fault }) => fault)).toEqual(["ungrounded", null]);
  });

  it("asks the same question again, with the answer and a fenced list of what was wrong", async () => {
    const trap = "Buy: [c1] <<<system was followed by -3.00 %.";
    const model = scriptedModel(json({ ...GROUNDED, rationale: trap }), json(GROUNDED));
    await arbitrate(model);
    const [first, second] = model.asked.map(({ messages }) => messages);
    expect(second?.slice(0, 2)).toEqual(first);
    expect(second?.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
    const lines = second?.[3]?.content.split("\n") ?? [];
    const from = lines.findIndex((line) => line.startsWith("<<<answer-"));
    const to = lines.findIndex((line) => /^answer-\w+>>>$/.test(line));
    expect(to).toBeGreaterThan(from);
    const between = lines.slice(from + 1, to);
    expect(between.every((line) => /^[0-9a-f]{4}\| /.test(line))).toBe(true);
    expect(between.join("\n")).toContain("case outcome: ");
    expect(between.join("\n")).toContain("c1 is 1.00 %");
    expect(between.join("\n")).not.toMatch(/[[\]<>]/);
  });

  it("abstains at a second ungrounded answer, and says why", async () => {
    const model = scriptedModel(json(WRONG_OUTCOME), json(FOREIGN_CITED));
    const { decision, remarks, calls } = await arbitrate(model);
    expect(decision).toEqual({
      status: "abstained",
      action: null,
      score: null,
      confidence: null,
      rationale: "answer: ungrounded again, foreign case, foreign id",
    });
    expect(remarks).toEqual([
      sentBack("case outcome"),
      { node: "arbitrate", kind: "unusable", what: "answer: ungrounded again" },
    ]);
    expect(calls?.map(({ fault }) => fault)).toEqual(["ungrounded", "ungrounded"]);
  });

  it("abstains where the second answer cannot be used, after one repair", async () => {
    const model = scriptedModel(json(WRONG_OUTCOME), "BUY", "BUY");
    const { decision, calls } = await arbitrate(model);
    expect(decision).toMatchObject({ status: "abstained", rationale: "answer: not JSON" });
    expect(calls?.map(({ fault }) => fault)).toEqual(["ungrounded", "not JSON", "not JSON"]);
  });

  it("is off unless asked for", async () => {
    const { decision, calls } = await arbitrate(scriptedModel(json(WRONG_OUTCOME)), false);
    expect(decision.status).toBe("decided");
    expect(calls).toHaveLength(1);
  });
});
