import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ChatReply } from "../../../nodes/models/chat-model.ts";
import { askStructured, readAnswer } from "../../../nodes/models/structured-answer.ts";
import { faultOf } from "../../support/fault.ts";
import { scriptedModel, type ScriptedModel } from "../../support/scripted-model.ts";

const schema = z.strictObject({ stance: z.enum(["up", "down"]), score: z.number().min(-1).max(1) });
const GOOD = '{"stance":"up","score":0.5}';
const VALUE = { stance: "up", score: 0.5 };

function ask(model: ScriptedModel) {
  return askStructured({
    model,
    node: "analyzeQuant",
    system: "Rules.",
    user: "Judge.",
    schema,
    seed: 3,
  });
}

function replied(text: string, finish: ChatReply["finish"] = "stop"): ChatReply {
  return { text, finish, promptTokens: null, completionTokens: null, costUsd: null, cached: false };
}

describe("readAnswer", () => {
  it.each([
    ["plain", GOOD],
    ["fenced", `\`\`\`json\n${GOOD}\n\`\`\``],
    ["with prose around it", `Here you are:\n${GOOD}\nGood luck!`],
    ["spread over lines", JSON.stringify(VALUE, null, 2)],
  ])("reads an answer that is %s", (_what, text) => {
    expect(readAnswer(replied(text), schema)).toEqual({ value: VALUE });
  });

  it.each([
    ["refusal", GOOD, "refusal"],
    ["cut off", GOOD, "length"],
    ["empty", " \n", "stop"],
    ["not JSON", "I would buy.", "stop"],
    ["not JSON", '{"stance":"up","sco', "stop"],
    ["not JSON", `}{`, "stop"],
    ["not JSON", `{"a":1} and {"b":2}`, "stop"],
    ["not JSON", "[1]", "stop"],
    ["wrong form", "{}", "stop"],
    ["wrong form", '{"stance":"UP","score":0.5}', "stop"],
    ["wrong form", '{"stance":"up","score":1.5}', "stop"],
    ["wrong form", '{"stance":"up","score":"0.5"}', "stop"],
    ["wrong form", '{"stance":"up","score":0.5,"note":"x"}', "stop"],
  ] as const)("calls it %s: %s (%s)", (fault, text, finish) => {
    expect(readAnswer(replied(text, finish), schema)).toMatchObject({ fault });
  });
});

describe("askStructured", () => {
  it("asks once with both messages, the schema by the node's name and the seed", async () => {
    const model = scriptedModel(GOOD);
    const answer = await ask(model);
    expect(answer).toMatchObject({ value: VALUE, fault: null });
    expect(model.asked).toEqual([
      {
        node: "analyzeQuant",
        messages: [
          { role: "system", content: "Rules." },
          { role: "user", content: "Judge." },
        ],
        answer: { name: "analyzeQuant", jsonSchema: z.toJSONSchema(schema) },
        seed: 3,
        sample: 0,
      },
    ]);
  });

  it("records the call with its tokens and cost", async () => {
    const { calls } = await ask(scriptedModel({ text: GOOD, cached: true }));
    expect(calls).toEqual([
      {
        node: "analyzeQuant",
        model: "scripted",
        messages: [
          { role: "system", content: "Rules." },
          { role: "user", content: "Judge." },
        ],
        reply: GOOD,
        promptTokens: 11,
        completionTokens: 7,
        costUsd: 0.5,
        cached: true,
        fault: null,
      },
    ]);
  });

  it("asks once more, showing the answer and what was wrong with it", async () => {
    const model = scriptedModel('{"stance":"sideways","score":0.5}', GOOD);
    const { value, fault, calls } = await ask(model);
    expect([value, fault]).toEqual([VALUE, null]);
    expect(calls.map((call) => [call.fault, call.messages.length])).toEqual([
      ["wrong form", 2],
      [null, 4],
    ]);
    const [said, complaint] = model.asked[1]?.messages.slice(2) ?? [];
    expect(said).toEqual({ role: "assistant", content: '{"stance":"sideways","score":0.5}' });
    expect(complaint?.role).toBe("user");
    expect(complaint?.content).toMatch(/^Your answer could not be used: .*stance.*Answer again\.$/);
  });

  it.each([
    ["refusal", { finish: "refusal" }],
    ["cut off", { finish: "length", text: GOOD }],
    ["empty", { text: "" }],
    ["not JSON", { text: "no" }],
    ["wrong form", { text: "{}" }],
  ] as const)("gives up after a second %s, both calls on record", async (fault, reply) => {
    const model = scriptedModel("no", reply, GOOD);
    const answer = await ask(model);
    expect(answer).toMatchObject({ value: null, fault });
    expect(answer.calls.map((call) => call.fault)).toEqual(["not JSON", fault]);
    expect(model.asked).toHaveLength(2);
  });

  it("lets the model's own errors through", async () => {
    expect(await faultOf(ask(scriptedModel()))).toMatchObject({
      message: "expected no further question",
    });
  });
});
