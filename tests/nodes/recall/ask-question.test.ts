import { describe, expect, it } from "vitest";
import { StoppedError } from "../../../data/errors.ts";
import { CLOSE_FORM, DIRECTION_FORM, EVENT_FORM } from "../../../nodes/recall/answer-forms.ts";
import { askQuestion } from "../../../nodes/recall/ask-question.ts";
import { closeQuestion } from "../../../nodes/recall/questions.ts";
import { portableSchema } from "../../../nodes/models/providers/portable-schema.ts";
import { faultOf } from "../../support/fault.ts";
import { scriptedModel } from "../../support/scripted-model.ts";

const QUESTION = closeQuestion("Gold", 0);

describe("an answer", () => {
  it.each([
    [CLOSE_FORM, '{"price": 95000.5}', 95_000.5],
    [CLOSE_FORM, '{"price": 0}', null],
    [CLOSE_FORM, '{"price": null}', null],
    [DIRECTION_FORM, '{"direction": "up"}', 1],
    [DIRECTION_FORM, '{"direction": "down"}', -1],
    [DIRECTION_FORM, '{"direction": "unknown"}', null],
    [DIRECTION_FORM, '{"direction": null}', null],
    [EVENT_FORM, '{"choice": "C"}', "C"],
    [EVENT_FORM, '{"choice": "unknown"}', null],
  ])("is read: %o %s", (form, text, value) => {
    expect(form.schema.parse(JSON.parse(text))).toBe(value);
  });

  it.each([
    [CLOSE_FORM, '{"price": -1}'],
    [CLOSE_FORM, '{"price": "95,000"}'],
    [CLOSE_FORM, "{}"],
    [DIRECTION_FORM, '{"direction": "sideways"}'],
    [EVENT_FORM, '{"choice": "E"}'],
    [EVENT_FORM, '{"choice": "A", "why": "so"}'],
  ])("is refused: %o %s", (form, text) => {
    expect(form.schema.safeParse(JSON.parse(text)).success).toBe(false);
  });

  it.each([CLOSE_FORM, DIRECTION_FORM, EVENT_FORM])("has a form in every dialect: %o", (form) => {
    const schema = JSON.stringify(portableSchema(form.jsonSchema));
    expect(schema).toMatch(/"type":"(?:number|string)"/);
    expect(schema).not.toMatch(/anyOf|null/);
  });
});

describe("a question", () => {
  it("is asked under the probe's name, and again where the answer cannot be used", async () => {
    const model = scriptedModel("No idea.", '{"price": 7}');
    const asked = await askQuestion(model, QUESTION, 3);
    expect(asked).toMatchObject({ said: 7, ending: "answered" });
    expect(asked.calls.map(({ node, fault }) => [node, fault])).toEqual([
      ["recall", "not JSON"],
      ["recall", null],
    ]);
    expect(model.asked[0]).toMatchObject({ node: "recall", seed: 3 });
  });

  it.each([
    ["declined", ['{"price": 0}']],
    ["unusable", ["No.", "No."]],
    ["unusable", [{ finish: "refusal" as const }, { finish: "refusal" as const }]],
  ])("ends %s", async (ending, script) => {
    expect(await askQuestion(scriptedModel(...script), QUESTION, 1)).toMatchObject({
      said: null,
      ending,
    });
  });

  it("fails alone where its call breaks, and stops all where no call can succeed", async () => {
    expect(await askQuestion(scriptedModel(), QUESTION, 1)).toEqual({
      said: null,
      ending: "failed",
      calls: [],
    });
    const model = scriptedModel();
    const closed = {
      ...model,
      complete: () => Promise.reject(new StoppedError("the key was refused")),
    };
    expect(await faultOf(askQuestion(closed, QUESTION, 1))).toBeInstanceOf(StoppedError);
  });
});
