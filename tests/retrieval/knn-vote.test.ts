import { describe, expect, it } from "vitest";
import { knnVote } from "../../retrieval/knn-vote.ts";

describe("knnVote", () => {
  it.each([
    ["nothing", [], null],
    ["one rise", [{ outcome: 0.002, similarity: 0.4 }], 1],
    [
      "a near fall and two far rises",
      [
        { outcome: -0.01, similarity: 0.9 },
        { outcome: 0.001, similarity: 0.2 },
        { outcome: 0.5, similarity: 0.1 },
      ],
      -0.5,
    ],
    [
      "a flat outcome",
      [
        { outcome: 0, similarity: 0.5 },
        { outcome: 0.1, similarity: 0.5 },
      ],
      0.5,
    ],
    ["only opposites", [{ outcome: 0.1, similarity: -0.7 }], null],
    [
      "an opposite beside a case",
      [
        { outcome: 0.1, similarity: -0.7 },
        { outcome: -0.1, similarity: 0.3 },
      ],
      -1,
    ],
  ])("of %s", (_what, cases, expected) => {
    const vote = knnVote(cases);
    expect(vote === null ? null : Number(vote.toFixed(12))).toBe(expected);
  });
});
