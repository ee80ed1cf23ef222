import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positionsFromDecisions } from "../../backtest/decision-positions.ts";

const decided = (...scores: readonly (number | null)[]) =>
  scores.map((score) => ({
    score,
    action: score === null ? null : score < 0 ? (-1 as const) : (1 as const),
  }));
const held = (hysteresis: number | null, ...scores: readonly (number | null)[]) => {
  const { action, score } = positionsFromDecisions(decided(...scores), { hysteresis });
  return { action: [...action], score: [...score] };
};
const turns = (positions: readonly number[]): number =>
  positions.filter((position, i) => i > 0 && position * (positions[i - 1] ?? 0) < 0).length;
const anyScores = fc.array(fc.option(fc.double({ min: -0.999, max: 0.999, noNaN: true })));

describe("hysteresis", () => {
  it("keeps side and score until the score has moved by the band, rounding aside", () => {
    expect(held(0.3, 0.5, 0.3, 0.2, -0.09, -0.2, -0.4)).toEqual({
      action: [1, 1, 1, 1, -1, -1],
      // 0.5 to 0.2 is a move of 0.3; 0.2 to -0.09 is one of 0.29; 0.2 to -0.2 is one of 0.4.
      score: [0.5, 0.5, 0.2, 0.2, -0.2, -0.2],
    });
    expect(held(0.3, 0.7, 0.4).score).toEqual([0.7, 0.4]);
  });

  it("stays out until a score reaches the band", () => {
    expect(held(0.3, 0.1, -0.29, 0.31)).toEqual({ action: [0, 0, 1], score: [0, 0, 0.31] });
  });

  it("carries what is held over rows without a decision", () => {
    expect(held(0.5, null, 0.6, null, 0.2, null, -0.1)).toEqual({
      action: [0, 1, 1, 1, 1, -1],
      score: [0, 0.6, 0.6, 0.6, 0.6, -0.1],
    });
  });

  it("off, trades every decision", () => {
    expect(held(null, 0.1, null, -0.01)).toEqual({ action: [1, 1, -1], score: [0.1, 0.1, -0.01] });
  });

  it("never trades a smaller change than the band, and turns no oftener than without it", () => {
    fc.assert(
      fc.property(anyScores, fc.double({ min: 0.01, max: 2, noNaN: true }), (scores, band) => {
        const { action, score } = held(band, ...scores);
        const moves = score.map((at, i) => Math.abs(at - (score[i - 1] ?? 0)));
        expect(moves.every((move) => move === 0 || move >= band - 1e-9)).toBe(true);
        expect(turns(action)).toBeLessThanOrEqual(turns(held(null, ...scores).action));
      }),
    );
  });
});
