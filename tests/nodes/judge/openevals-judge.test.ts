import { describe, expect, it } from "vitest";
import { StoppedError, UsageError } from "../../../data/errors.ts";
import { openJudge } from "../../../nodes/judge/openevals-judge.ts";
import { faultOf } from "../../support/fault.ts";
import { scriptedModel } from "../../support/scripted-model.ts";

const QUESTION = { system: "Check {this}.", user: "Reasons: {inputs} stay as they are." };
const GROUNDED = { comment: "All holds.", fault: "none", verdict: "grounded" };
const ask = await openJudge();

describe("the judge", () => {
  it("asks our model through openevals, word for word, by the form of its answer", async () => {
    const model = scriptedModel(JSON.stringify(GROUNDED));
    expect(await ask(model, QUESTION, 3)).toMatchObject({
      opinion: { comment: "All holds.", fault: null, verdict: "grounded" },
      ending: "judged",
      calls: [{ node: "judge", model: "scripted", fault: null }],
    });
    expect(model.asked).toMatchObject([
      {
        node: "judge",
        seed: 3,
        messages: [
          { role: "system", content: QUESTION.system },
          { role: "user", content: QUESTION.user },
        ],
        answer: { name: "judge", jsonSchema: { required: ["comment", "fault", "verdict"] } },
      },
    ]);
  });

  it("asks again where the verdict denies its own fault", async () => {
    const torn = { ...GROUNDED, fault: "date" };
    const model = scriptedModel(JSON.stringify(torn), JSON.stringify(GROUNDED));
    const { ending, calls } = await ask(model, QUESTION, 1);
    expect(ending).toBe("judged");
    expect(calls.map(({ fault }) => fault)).toEqual(["wrong form", null]);
  });

  it.each([
    ["prose", ["It is grounded.", "It is grounded."]],
    ["a bare word", ['"grounded"', "grounded"]],
    ["nothing", ["", ""]],
    ["a refusal", [{ finish: "refusal" as const }, { finish: "refusal" as const }]],
    ["half an answer", ['{"verdict": "grounded"', '{"verdict": "grounded"}']],
  ])("gives no verdict on %s, never grounded", async (_, script) => {
    const { opinion, ending, calls } = await ask(scriptedModel(...script), QUESTION, 1);
    expect({ opinion, ending, calls: calls.length }).toEqual({
      opinion: null,
      ending: "unusable",
      calls: 2,
    });
  });

  it("fails alone where its call breaks, and stops all where no call can succeed", async () => {
    expect(await ask(scriptedModel(), QUESTION, 1)).toEqual({
      opinion: null,
      ending: "failed",
      calls: [],
    });
    const closed = {
      ...scriptedModel(),
      complete: () => Promise.reject(new StoppedError("the key was refused")),
    };
    expect(await faultOf(ask(closed, QUESTION, 1))).toBeInstanceOf(StoppedError);
  });

  it("names the command that installs openevals where it is missing", async () => {
    const missing = "openevals-that-nobody-installed";
    const fault = await faultOf(openJudge(() => import(missing)));
    expect(fault).toBeInstanceOf(UsageError);
    expect(String(fault)).toMatch(/was not installed: npm install openevals$/);
  });
});
