/** The token budget as the nodes keep it. */
import { describe, expect, it } from "vitest";
import { makeAnalyzeSentiment } from "../../../nodes/analyze-sentiment.ts";
import { fitCases } from "../../../nodes/context/fit-cases.ts";
import { caseLines } from "../../../nodes/evidence.ts";
import { estimateTokens } from "../../../nodes/models/cost/token-estimate.ts";
import { makeRetrieveCases } from "../../../nodes/retrieve-cases.ts";
import { casesOf, featuresWith } from "../../support/reports.ts";
import { makeRows, viewOf } from "../../support/rows.ts";
import { scriptedModel } from "../../support/scripted-model.ts";

const CASES = casesOf(0.01, -0.02, 0.03, -0.04, 0.05);
const VIEW = viewOf(
  makeRows({
    close: [94_000],
    summary: [`Funds sold on Monday near $94,000. ${"Little else was said here. ".repeat(20)}`],
    newsPrediction: [`A rise of 5 % is likely. ${"The future stays unknown to all. ".repeat(40)}`],
    sentiment: ["Fear"],
  }),
);
const ANSWER = {
  stance: "bearish",
  score: -0.4,
  confidence: 0.6,
  cited: [],
  quotes: ["Funds sold on", "The future stays unknown to all. The future stays unknown to all."],
};

async function analyze(contextTokens: number | null) {
  const model = scriptedModel(JSON.stringify(ANSWER));
  const ports = { model, prompt: "Rules.", seed: 1, horizonBars: 6, contextTokens };
  const input = { features: featuresWith({}), cases: CASES.slice(0, 2) };
  const { remarks = [], sentiment } = await makeAnalyzeSentiment(ports)(input, VIEW);
  const shown = model.asked[0]?.messages[1]?.content.split("\n\n") ?? [];
  const [cases = "", news = ""] = shown.slice(1);
  return { news, cases, quotes: sentiment.quotes, remarks };
}

const compressed = (remarks: readonly { readonly kind: string; readonly what: string }[]) =>
  remarks.flatMap(({ kind, what }) => (kind === "compressed" ? [what] : []));

describe("cases in a quarter of the budget", () => {
  it.each([
    // "Cases:" and lines of 50, then 52 characters, at 3 a token: 19, 37, 55, 72, 90.
    [75, 0],
    [144, 1],
    [150, 2],
    [300, 4],
    [400, 5],
  ])("%i tokens show %i", (tokens, count) => {
    const fitted = fitCases(CASES, tokens);
    expect(fitted).toEqual(CASES.slice(0, count));
    expect(estimateTokens(caseLines(fitted))).toBeLessThanOrEqual(tokens / 4);
  });

  it("leave the row where they do not fit, and that is said", async () => {
    const retriever = { retrieve: () => Promise.resolve(CASES) };
    const retrieve = (contextTokens: number | null) =>
      makeRetrieveCases({ retriever, contextTokens })({ features: featuresWith({}) }, VIEW);
    expect(await retrieve(null)).toEqual({ cases: CASES });
    const { cases, remarks } = await retrieve(160);
    expect(cases).toHaveLength(2);
    expect(remarks).toEqual([
      { node: "retrieveCases", kind: "compressed", what: "3 of 5 cases left out" },
    ]);
  });
});

describe("news in what cases leave of it", () => {
  it("fits, inside its fence, masked, with every name, and says what it saved", async () => {
    const whole = await analyze(null);
    expect(compressed(whole.remarks)).toEqual([]);
    for (const tokens of [150, 200, 400]) {
      const { news, cases, remarks } = await analyze(tokens);
      const fenced = news.slice("News:\n".length);
      expect(estimateTokens(fenced) + estimateTokens(cases)).toBeLessThanOrEqual(tokens);
      const lines = fenced.split("\n");
      expect(lines[0]).toMatch(/^<<<news-[0-9a-f]{16}$/);
      expect(lines.at(-1)).toBe(`${lines[0]?.slice(3)}>>>`);
      expect(
        lines.slice(1, -1).map((line) => /^[0-9a-f]{4}\| ([a-z ]+): /.exec(line)?.[1]),
      ).toEqual([
        "summary",
        "key factors",
        "mood",
        "dominant mood",
        "emotions",
        "psychology",
        "upstream forecast",
      ]);
      expect(fenced).toContain("Funds sold on (date) near (price).");
      expect(fenced).toContain("mood: Fear");
      expect(fenced).toContain("key factors: n/a");
      const saved = estimateTokens(whole.news) - estimateTokens(news);
      expect(compressed(remarks)).toEqual([
        `about ${Math.round(saved / 100) * 100} tokens of news left out`,
      ]);
    }
  });

  it("finds quotes in what was shown, and only there", async () => {
    expect((await analyze(null)).quotes.map(({ found }) => found)).toEqual([true, true]);
    expect((await analyze(150)).quotes.map(({ found }) => found)).toEqual([true, false]);
  });

  it("is the same prompt where all of it fits", async () => {
    const [whole, roomy] = await Promise.all([analyze(null), analyze(5000)]);
    expect(roomy).toEqual(whole);
  });
});
