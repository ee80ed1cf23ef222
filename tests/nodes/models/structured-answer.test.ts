import { describe, expect, it } from "vitest";
import { z } from "zod";
import { answerForm } from "../../../nodes/models/answer-form.ts";
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
    form: answerForm(schema),
    seed: 3,
  });
}

function replied(text: string, finish: ChatReply["finish"] = "stop"): ChatReply {
  return { text, finish, promptTokens: null, completionTokens: null, costUsd: null, cached: false };
}

describe("readAnswer", () => {
  it.each([
    ["plain", GOOD, false],
    ["fenced", `\`\`\`json\n${GOOD}\n\`\`\``, false],
    ["spread over lines", JSON.stringify(VALUE, null, 2), false],
    ["amid prose", `Here you are:\n${GOOD}\nGood luck!`, true],
    ["amid prose with braces", `A {set} of {"two"} and {}: ${GOOD} :-} {`, true],
    ["after an object of another form", `{"thought":"up"} ${GOOD}`, true],
    ["given twice alike", `${GOOD}\n{"score":0.5,"stance":"up"}`, true],
    ["in a list of one", `[${GOOD}]`, true],
  ])("reads an answer that is %s", (_what, text, amidProse) => {
    expect(readAnswer(replied(text), schema)).toEqual({ value: VALUE, amidProse });
  });

  it("reads strings with braces, quotes and escapes in them", () => {
    const words = z.strictObject({ said: z.string() });
    for (const said of ["a } b { c", 'a "}" b', "a \\", '\\"}', "{}", "\n", "é💥"]) {
      const text = `So: ${JSON.stringify({ said })}. Done {said}.`;
      expect(readAnswer(replied(text), words)).toEqual({ value: { said }, amidProse: true });
    }
  });

  it.each([
    ["refusal", GOOD, "refusal"],
    ["cut off", GOOD, "length"],
    ["empty", " \n", "stop"],
    ["empty", "", "stop"],
    ["not JSON", "I would buy.", "stop"],
    ["not JSON", "Buy! {really}", "stop"],
    ["not JSON", '{"stance":"up","sco', "stop"],
    ["not JSON", '{"stance":"up","score":0.5', "stop"],
    ["not JSON", `}{`, "stop"],
    ["not JSON", `{"a":1} and {"b":2}`, "stop"],
    ["not JSON", `${GOOD} or {"stance":"down","score":0.5}`, "stop"],
    ["not JSON", '{"stance":"up","score":0.5,"score":-0.5}', "stop"],
    ["not JSON", '{"stance":"up","score":0.5,"sc\\u006fre":-0.5}', "stop"],
    ["not JSON", `{"stance":"up",} or rather ${GOOD}`, "stop"],
    ["not JSON", `{"rejected":${GOOD},"chosen":{"stance":"down","sco`, "stop"],
    ["not JSON", `${GOOD} {"stance":"down","sco`, "stop"],
    ["not JSON", `{ as if ${GOOD}`.repeat(200) + "{".repeat(20_000), "stop"],
    ["not JSON", "[1]", "stop"],
    ["not JSON", "'stance': 'up', 'score': 0.5", "stop"],
    ["wrong enum", '{"stance":"UP","score":0.5}', "stop"],
    ["wrong enum", '{"stance":1,"score":0.5}', "stop"],
    ["wrong enum", '{"stance":null,"score":0.5}', "stop"],
    ["wrong form", "{}", "stop"],
    ["wrong form", '{"score":0.5}', "stop"],
    ["wrong form", '{"stance":"up","score":1.5}', "stop"],
    ["wrong form", '{"stance":"up","score":"0.5"}', "stop"],
    ["wrong form", '{"stance":"up","score":0.5,"note":"x"}', "stop"],
    ["wrong form", '{"stance":"UP","score":1.5}', "stop"],
    ["wrong form", '{"stance":"up","score":0.5,"__proto__":{}}', "stop"],
  ] as const)("calls it %s: %s (%s)", (fault, text, finish) => {
    expect(readAnswer(replied(text, finish), schema)).toMatchObject({ fault });
  });

  it("calls a wrong literal a wrong enum, and another type of it as well", () => {
    const verdict = z.strictObject({ action: z.literal([-1, 1]) });
    for (const action of ["0", '"1"', "null"]) {
      const read = readAnswer(replied(`{"action":${action}}`), verdict);
      expect(read).toMatchObject({ fault: "wrong enum" });
    }
  });

  it("takes no longer over a text of nothing but braces", () => {
    const text = '{"a":'.repeat(50_000);
    expect(readAnswer(replied(text), schema)).toMatchObject({ fault: "not JSON" });
    expect(readAnswer(replied("{".repeat(200_000)), schema)).toMatchObject({ fault: "not JSON" });
  });
});

describe("askStructured", () => {
  it("asks once with both messages, the schema by the node's name and the seed", async () => {
    const model = scriptedModel(GOOD);
    const answer = await ask(model);
    expect(answer).toMatchObject({ value: VALUE, fault: null, amidProse: false });
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
        promptBytes: 12,
        staticBytes: 6,
        cached: true,
        retries: 0,
        latencyMs: null,
        fault: null,
      },
    ]);
  });

  it("asks once more, showing the answer and what was wrong with it", async () => {
    const model = scriptedModel('{"stance":"sideways","score":0.5}', GOOD);
    const { value, fault, calls } = await ask(model);
    expect([value, fault]).toEqual([VALUE, null]);
    expect(calls.map((call) => [call.fault, call.messages.length])).toEqual([
      ["wrong enum", 2],
      [null, 4],
    ]);
    const [said, complaint] = model.asked[1]?.messages.slice(2) ?? [];
    expect(said).toEqual({ role: "assistant", content: '{"stance":"sideways","score":0.5}' });
    expect(complaint?.role).toBe("user");
    expect(complaint?.content).toMatch(/^Your answer could not be used: .*stance.*Answer again\.$/);
  });

  it("shows no more than 400 characters of the error", async () => {
    const long = `{"stance":"up","score":0.5,"${"x".repeat(5000)}":1}`;
    const model = scriptedModel(long, GOOD);
    await ask(model);
    const complaint = model.asked[1]?.messages.at(-1)?.content ?? "";
    expect(complaint).toMatch(/^Your answer could not be used: .*x….*Answer again\.$/);
    expect(complaint.length).toBeLessThan(460);
  });

  it.each(["", " \n"])("sends no empty message back after %j, nor two in a row", async (text) => {
    const model = scriptedModel(text, GOOD);
    const { value, calls } = await ask(model);
    expect(value).toEqual(VALUE);
    expect(model.asked[1]?.messages).toEqual([
      { role: "system", content: "Rules." },
      {
        role: "user",
        content: "Judge.\n\nYour answer could not be used: it was empty. Answer again.",
      },
    ]);
    expect(calls.map((call) => call.messages.at(-1)?.content)).toEqual([
      "Judge.",
      expect.stringContaining("it was empty"),
    ]);
  });

  it.each([
    ["refusal", { finish: "refusal" }],
    ["cut off", { finish: "length", text: GOOD }],
    ["empty", { text: "" }],
    ["not JSON", { text: "no" }],
    ["wrong enum", { text: '{"stance":"UP","score":0.5}' }],
    ["wrong form", { text: "{}" }],
  ] as const)("gives up after a second %s, both calls on record", async (fault, reply) => {
    const model = scriptedModel("no", reply, GOOD);
    const answer = await ask(model);
    expect(answer).toMatchObject({ value: null, fault, amidProse: false });
    expect(answer.calls.map((call) => call.fault)).toEqual(["not JSON", fault]);
    expect(model.asked).toHaveLength(2);
  });

  it("lets the model's own errors through", async () => {
    expect(await faultOf(ask(scriptedModel()))).toMatchObject({
      message: "expected no further question",
    });
  });
});
