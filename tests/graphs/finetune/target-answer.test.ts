import { describe, expect, it } from "vitest";
import { MarketHistory } from "../../../data/history.ts";
import { movesOf, targetAnswer } from "../../../graphs/finetune/target-answer.ts";
import { withFields, worldRows } from "../../support/pipeline.ts";

const prompt = [
  { role: "system", content: "[return_9] +1.00 % is an example" },
  {
    role: "user",
    content:
      "Evidence:\n[return_1] +0.10 %\n[return_3] -0.20 %\n[rsi_14] 33.3\n[volume_z] n/a (warm-up)\n[mvrv_z] +0.10 sd\n\n" +
      "Cases:\n[c1] -0.30 %, 29 bars ago\n[c2] +0.40 %, 40 bars ago\n\nNews:\nab12¦ [return_2] +9 %",
  },
] as const;

describe("targetAnswer", () => {
  it.each([
    [0.24, { stance: "neutral", score: 0, confidence: 0.5, cited: [] }],
    [-0.24, { stance: "neutral", score: 0, confidence: 0.5, cited: [] }],
    // tanh(0.5) = 0.4621, tanh(-2) = -0.9640, tanh(50) = 1.
    [1, { stance: "bullish", score: 0.46, confidence: 0.62, cited: ["c2", "return_1", "mvrv_z"] }],
    [-4, { stance: "bearish", score: -0.96, confidence: 0.74, cited: ["c1", "return_3"] }],
    [100, { stance: "bullish", score: 1, confidence: 0.75 }],
  ])("%d usual moves", (moves, expected) => {
    expect(targetAnswer("analyzeQuant", moves, prompt)).toMatchObject(expected);
    expect(targetAnswer("analyzeSentiment", moves, prompt)).toMatchObject({
      ...expected,
      quotes: [],
    });
  });
});

describe("movesOf", () => {
  it("is in units of what was usual: closes that go up and down by turns", () => {
    const closes = [100, 101];
    const rows = withFields(
      worldRows(20),
      Object.fromEntries(worldRows(20).map((_, row) => [row, { close: closes[row % 2] ?? 0 }])),
    );
    const history = new MarketHistory(rows, { horizonBars: 4, labelLagBars: 4 });
    // Six returns of 1/100 and six of -1/101, mean m: sample deviation √(6((1/100 - m)² + (1/101 + m)²) / 11).
    const mean = (1 / 100 - 1 / 101) / 2;
    const deviation = Math.sqrt((6 * ((1 / 100 - mean) ** 2 + (1 / 101 + mean) ** 2)) / 11);
    expect(movesOf(history.asOf(12), 0.03)).toBeCloseTo(0.03 / (2 * deviation), 10);
    expect(movesOf(history.asOf(11), 0.03)).toBeNull();
  });
});
