import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TEXT_FIELDS } from "../../data/row.ts";
import { makeAnalyzeQuant } from "../../nodes/analyze-quant.ts";
import { makeAnalyzeSentiment } from "../../nodes/analyze-sentiment.ts";
import { makeArbitrate } from "../../nodes/arbitrate.ts";
import { makeExtractFeatures } from "../../nodes/extract-features.ts";
import type { ChatModel, ChatRequest } from "../../nodes/models/chat-model.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { casesOf } from "../support/reports.ts";
import { makeRows, viewOf } from "../support/rows.ts";

/** A model that does as the news bids: it repeats it wherever an answer has room for text. */
function parrot(asked: ChatRequest[], words: readonly string[]): ChatModel {
  const sane = makeSimulatedModel();
  return {
    origin: { provider: "test", name: "test", parameters: {}, seeded: false },
    id: "parrot",
    complete: async (request) => {
      asked.push(request);
      const reply = await sane.complete(request);
      if (request.node !== "analyzeSentiment") return reply;
      const { stance, score, confidence }: Record<string, unknown> = JSON.parse(reply.text);
      const answer = { stance, score, confidence, cited: words, quotes: words };
      return { ...reply, text: JSON.stringify(answer) };
    },
  };
}

/** Runs the model nodes one after the other over a row whose every text column holds these words. */
async function promptsOf(words: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const texts = Object.fromEntries(
    TEXT_FIELDS.map((field, i) => [field, [words[i] ?? "x", words[i] ?? "x"]]),
  );
  const view = viewOf(makeRows({ close: [100, 101], sentimentIndex: [40, 50], ...texts }));
  const asked: ChatRequest[] = [];
  const ports = { model: parrot(asked, words), seed: 1, prompt: "Rules.", horizonBars: 2 };
  const cases = casesOf(0.01);
  const { features } = await makeExtractFeatures()(view);
  const { sentiment } = await makeAnalyzeSentiment(ports)({ features, cases }, view);
  const { quant } = await makeAnalyzeQuant(ports)({ features, cases });
  await makeArbitrate(ports)({ sentiment, quant, cases });
  return Object.fromEntries(
    asked.map(({ node, messages }) => [node, messages.map(({ content }) => content).join("\n")]),
  );
}

const SENTINELS = TEXT_FIELDS.map((field) => `sentinel-${field}`);

describe("words of the news", () => {
  it("reach the sentiment analyst, every column of them", async () => {
    const { analyzeSentiment } = await promptsOf(SENTINELS);
    for (const word of SENTINELS) expect(analyzeSentiment).toContain(word);
  });

  it("reach neither the quant analyst nor the arbiter, even if the sentiment analyst repeats them", async () => {
    const { analyzeQuant, arbitrate } = await promptsOf(SENTINELS);
    expect(analyzeQuant).toContain("return_1");
    expect(arbitrate).toContain("sentiment.score");
    expect(analyzeQuant).not.toContain("sentinel");
    expect(arbitrate).not.toContain("sentinel");
  });

  it("change nothing that the quant analyst reads, and only numbers of what the arbiter reads", async () => {
    const calm = await promptsOf(SENTINELS);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "binary", minLength: 1 }), { minLength: 7, maxLength: 7 }),
        async (words) => {
          const hostile = await promptsOf(words);
          expect(hostile["analyzeQuant"]).toBe(calm["analyzeQuant"]);
          expect(withoutSentiment(hostile["arbitrate"])).toBe(withoutSentiment(calm["arbitrate"]));
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** The arbiter's prompt with the sentiment analyst's stance, numbers and cited ids struck out. */
function withoutSentiment(prompt: string | undefined): string | undefined {
  return prompt?.replace(
    /^sentiment analyst: (?:bullish|bearish|neutral), \[sentiment\.score\] [+-]?\d\.\d\d, \[sentiment\.confidence\] \d\.\d\d$/m,
    "sentiment",
  );
}
