import { describe, expect, it } from "vitest";
import { answerForm } from "../../../nodes/models/answer-form.ts";
import { verdictSchema } from "../../../nodes/answer-schemas.ts";
import { makeOpenAiModel } from "../../../nodes/models/providers/openai-model.ts";
import { ANSWER_FAULTS, askStructured } from "../../../nodes/models/structured-answer.ts";
import type { JsonAnswer } from "../../support/json-server.ts";
import { completion, serveCompletions } from "./completions-server.ts";

const VERDICT = {
  action: 1,
  size: 0.4,
  confidence: 0.6,
  rationale: "Buy: quant {says} so.",
  cited: ["quant.score"],
};
const GOOD = JSON.stringify(VERDICT);
const said = (content: string | null, finishReason?: string) =>
  completion({ content }, finishReason);

/** Asks a real server, which gives these answers in turn. */
async function ask(...answers: readonly JsonAnswer[]) {
  let calls = 0;
  await using server = await serveCompletions(() => {
    calls += 1;
    return answers[calls - 1] ?? said(GOOD);
  });
  const answer = await askStructured({
    model: makeOpenAiModel("m", { apiKey: "sk-test", baseURL: server.baseURL }),
    node: "arbitrate",
    system: "Rules.",
    user: "Decide.",
    form: answerForm(verdictSchema),
    seed: 0,
  });
  return { answer, seen: server.seen };
}

const FAULTY: readonly (readonly [(typeof ANSWER_FAULTS)[number], string, JsonAnswer])[] = [
  ["refusal", "in a field of its own", completion({ content: null, refusal: "I cannot." })],
  ["refusal", "by a filter", said(GOOD, "content_filter")],
  ["cut off", "half way", said(GOOD.slice(0, 40), "length")],
  ["cut off", "at the very end", said(GOOD, "length")],
  ["empty", "with no content", said(null)],
  ["empty", "with blanks", said(" \n")],
  ["not JSON", "prose only", said("I would buy with confidence 0.9: action 1.")],
  ["not JSON", "half of it", said(GOOD.slice(0, 40))],
  ["not JSON", "two verdicts", said(`${GOOD} ${GOOD.replace('"action":1', '"action":-1')}`)],
  ["not JSON", "a key twice", said(GOOD.replace("{", '{"action":-1,'))],
  ["wrong enum", "hold", said(GOOD.replace('"action":1', '"action":0'))],
  ["wrong enum", "buy", said(GOOD.replace('"action":1', '"action":"buy"'))],
  ["wrong form", "no action", said(GOOD.replace('"action":1,', ""))],
  ["wrong form", "too large a size", said(GOOD.replace("0.4", "40"))],
];

describe("an answer from a server", () => {
  it.each([
    ["plain", GOOD, false],
    ["fenced", `\`\`\`json\n${GOOD}\n\`\`\``, false],
    ["amid prose", `Sure, {here} it is: ${GOOD} — good luck {you}!`, true],
  ])("is read when %s", async (_what, text, amidProse) => {
    const { answer } = await ask(said(text));
    expect(answer).toMatchObject({ value: VERDICT, fault: null, amidProse });
    expect(answer.calls.map(({ fault, reply }) => [fault, reply])).toEqual([[null, text]]);
  });

  it.each(FAULTY)("that is a fault of class %s (%s) is asked for once more", async (...sketch) => {
    const [fault, , answered] = sketch;
    const { answer, seen } = await ask(answered);
    expect(answer).toMatchObject({ value: VERDICT, fault: null });
    expect(answer.calls.map((call) => call.fault)).toEqual([fault, null]);
    for (const { body } of seen) {
      expect(JSON.stringify(body)).not.toMatch(/"content":\s*(?:""|null)/);
    }
  });

  it.each(FAULTY)("that is %s twice (%s) gives no value", async (...sketch) => {
    const [fault, , answered] = sketch;
    const { answer } = await ask(answered, answered);
    expect(answer).toMatchObject({ value: null, fault });
    expect(answer.calls).toHaveLength(2);
    expect(answer.calls.every((call) => call.promptTokens === 21)).toBe(true);
  });

  it("is tested in every class", () => {
    expect([...new Set(FAULTY.map(([fault]) => fault))]).toEqual([...ANSWER_FAULTS]);
  });
});
