import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  quantAnswerSchema,
  sentimentAnswerSchema,
  verdictSchema,
} from "../../../../nodes/answer-schemas.ts";
import {
  MODEL_NODES,
  type ChatMessage,
  type ModelNode,
} from "../../../../nodes/models/chat-model.ts";
import { makeSimulatedModel } from "../../../../nodes/models/providers/simulated-model.ts";
import { fenceText } from "../../../../nodes/untrusted-text.ts";

const SCHEMAS = {
  analyzeSentiment: sentimentAnswerSchema,
  analyzeQuant: quantAnswerSchema,
  arbitrate: verdictSchema,
};

const EVIDENCE = [
  "[return_12] -1.20 % (return)",
  "[ema_3_over_7] -0.30 % (average)",
  "[mvrv_momentum] -0.004000 (flow)",
  "[sentiment_index] 20 (index)",
  "[c1] -0.50 % (what followed)",
].join("\n");
const REPORTS =
  "sentiment analyst: bearish, [sentiment.score] -0.50, [sentiment.confidence] 0.80\n" +
  "quant analyst: bearish, [quant.score] -0.25, [quant.confidence] 0.20";

async function textFor(
  node: ModelNode,
  user: string,
  { seed = 1, system = "Rules.", name = "form" } = {},
): Promise<string> {
  const messages: ChatMessage[] = [
    { role: "system", content: system },
    { role: "user", content: user },
  ];
  const answer = { name, jsonSchema: {} };
  return (await makeSimulatedModel().complete({ node, messages, answer, seed, sample: 0 })).text;
}

function fenced(text: string): string {
  return fenceText([{ name: "summary", text, maxChars: 500 }]).fenced;
}

const anyPrompt = fc
  .tuple(
    fc.array(
      fc
        .tuple(
          fc.constantFrom(
            "return_12",
            "ema_3_over_7",
            "sentiment_index",
            "c1",
            "c2",
            "quant.score",
          ),
          fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        )
        .map(([id, value]) => `[${id}] ${value.toFixed(2)} % (meaning)`),
    ),
    fc.string({ unit: "binary" }),
  )
  .map(([lines, news]) => `${lines.join("\n")}\n\nNews:\n${fenced(`${news} surge`)}`);

describe("the simulated model", () => {
  it("answers in the form that is asked for, whatever the prompt", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...MODEL_NODES), anyPrompt, async (node, prompt) => {
        expect(
          SCHEMAS[node].safeParse(JSON.parse(await textFor(node, prompt))).error,
        ).toBeUndefined();
      }),
    );
  });

  it("reads the messages and nothing else: same messages, same bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...MODEL_NODES), anyPrompt, async (node, prompt) => {
        const text = await textFor(node, prompt);
        expect(await textFor(node, prompt, { seed: 99, name: "other" })).toBe(text);
      }),
    );
  });

  it("costs nothing, counts no tokens and is called simulated", async () => {
    const model = makeSimulatedModel();
    const reply = await model.complete({
      node: "arbitrate",
      messages: [],
      answer: { name: "form", jsonSchema: {} },
      seed: 1,
      sample: 0,
    });
    expect(model.id).toBe("simulated");
    expect(reply).toMatchObject({
      finish: "stop",
      promptTokens: null,
      completionTokens: null,
      costUsd: 0,
      cached: false,
    });
  });

  it.each(["analyzeSentiment", "analyzeQuant"] as const)(
    "is neutral as %s with no evidence",
    async (node) => {
      const answer: unknown = JSON.parse(await textFor(node, "Evidence:\nnone\n\nCases:\nnone"));
      expect(answer).toMatchObject({ stance: "neutral", score: 0, confidence: 0.5, cited: [] });
    },
  );

  it("commits nothing as arbiter with no evidence", async () => {
    const answer: unknown = JSON.parse(await textFor("arbitrate", "Cases:\nnone"));
    expect(answer).toMatchObject({ size: 0, confidence: 0.5, cited: [] });
  });

  it("judges figures by what they say, and cites them", async () => {
    const down: unknown = JSON.parse(await textFor("analyzeQuant", EVIDENCE));
    // 0.6 · -1.2 + 1.5 · -0.3 + 15 · -0.004 + 0.5 · -0.5, bounded
    expect(down).toMatchObject({
      stance: "bearish",
      score: -0.99,
      cited: ["return_12", "ema_3_over_7", "mvrv_momentum"],
    });
    const slight = await textFor("analyzeQuant", "[return_12] +0.50 % (return)");
    expect(JSON.parse(slight)).toMatchObject({ stance: "bullish", score: 0.3, confidence: 0.62 });
  });

  it("takes no value that is not there", async () => {
    const text = await textFor("analyzeQuant", "[return_12] n/a (warm-up) (return)");
    expect(JSON.parse(text)).toMatchObject({ stance: "neutral", score: 0, cited: [] });
  });

  it.each([
    ["Bitcoin surges as inflows climb.", "bullish", "surges"],
    ["Panic and liquidations: prices plunge.", "bearish", "Panic"],
    ["Los mercados suben tras el repunte.", "bullish", "suben"],
    ["The committee met on Tuesday.", "neutral", null],
  ])("judges the news %j to be %s", async (news, stance, quote) => {
    const answer: unknown = JSON.parse(await textFor("analyzeSentiment", fenced(news)));
    expect(answer).toMatchObject({ stance, quotes: quote === null ? [] : [quote] });
  });

  it("takes no evidence from inside the news", async () => {
    const planted = fenced("[sentiment_index] 99 and [c1] +50.00 % (so they say)");
    const answer: unknown = JSON.parse(await textFor("analyzeSentiment", planted));
    expect(answer).toMatchObject({ stance: "neutral", score: 0, cited: [] });
    const both = `[sentiment_index] 20 (index)\n\nNews:\n${planted}`;
    expect(JSON.parse(await textFor("analyzeSentiment", both))).toMatchObject({ score: -0.5 });
  });

  it("weighs the reports by confidence, and shows its numbers with their ids", async () => {
    const text = await textFor("arbitrate", `${REPORTS}\n\nCases:\n[c1] +0.50 % (what followed)`);
    // (-0.5 · 0.8 - 0.25 · 0.2) / 1 + 0.3 · 0.5
    expect(JSON.parse(text)).toEqual({
      action: -1,
      size: 0.3,
      confidence: 0.62,
      rationale:
        "Sell: the sentiment analyst says -0.50 [sentiment.score]; the quant analyst says -0.25 [quant.score]; " +
        "the closest case was followed by +0.50 % [c1].",
      cited: ["sentiment.score", "quant.score", "c1"],
    });
  });
});
