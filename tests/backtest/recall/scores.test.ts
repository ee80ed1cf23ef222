import { describe, expect, it } from "vitest";
import type { RecallAnswer } from "../../../backtest/recall/answers.ts";
import { scoreDirections, scoreEvents } from "../../../backtest/recall/choice-recall.ts";
import { scoreCloses } from "../../../backtest/recall/close-recall.ts";
import { luckOfGuesses, luckOfSides } from "../../../backtest/recall/luck.ts";
import { type TwinRow, scoreTwins } from "../../../backtest/recall/twin-recall.ts";

const LEVEL = 0.0125;

/** Answers in row order, null for one that was declined. */
function answersOf<T>(truths: readonly T[], said: readonly (T | null)[]): RecallAnswer<T>[] {
  return truths.map((truth, row) => {
    const value = said[row] ?? null;
    return { row, truth, said: value, ending: value === null ? "declined" : "answered" };
  });
}

describe("luck", () => {
  it("of guesses with a known chance: share, tail, and the fewest that are a sign", () => {
    // (1/4)^4 = 0.4 %, (1/4)^3 = 1.6 %.
    expect(luckOfGuesses(4, 4, 0.25, LEVEL)).toMatchObject({
      hits: 4,
      share: 1,
      chance: 0.25,
      p: expect.closeTo(1 / 256, 12),
      needed: 4,
    });
    expect(luckOfGuesses(3, 3, 0.25, LEVEL)).toMatchObject({ needed: null });
    expect(luckOfGuesses(0, 0, 0.25, LEVEL)).toMatchObject({ share: null, p: null, needed: null });
  });

  it("of sides: what the same calls hit by luck", () => {
    const rows = [1, 1, 1, 1, -1, -1, -1, -1].map((side) => {
      const same = side === 1 ? (1 as const) : (-1 as const);
      return { said: same, truth: same };
    });
    // One of 70 ways to call four of eight; (4·4 + 4·4) / 64.
    expect(luckOfSides(rows, 0.02)).toMatchObject({
      hits: 8,
      chance: 0.5,
      p: expect.closeTo(1 / 70, 12),
      needed: 8,
    });
    expect(luckOfSides(rows, LEVEL)).toMatchObject({ needed: null });
  });

  it("makes no sign of a model that always says up in a market that rises", () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({
      said: 1 as const,
      truth: i < 90 ? (1 as const) : (-1 as const),
    }));
    expect(luckOfSides(rows, LEVEL)).toMatchObject({ share: 0.9, chance: 0.9, p: 1, needed: null });
  });
});

describe("closes", () => {
  const truths = [100, 110, 121, 110, 110];

  it("are scored by level and by path, beside the model's own median answer", () => {
    // Errors 0, 10/110, 0, -, 1/110; the median of 100, 100, 121, 109 is 104.5.
    const score = scoreCloses(answersOf(truths, [100, 100, 121, null, 109]), LEVEL);
    expect(score).toMatchObject({
      asked: 5,
      answered: 4,
      declined: 1,
      near: { hits: 3, of: 4, share: 0.75 },
      medianError: expect.closeTo(1 / 220, 12),
      constant: { price: 104.5, near: { hits: 0 } },
      // 100: yes; 110: 10 off, not 5.5; 121: yes; 110: 1 off, not 5.5.
      nearer: { hits: 3, of: 4 },
      // 100 → 100 stood still; up as 110 → 121; down as 121 → 110.
      moves: { hits: 2, of: 2 },
    });
    // Errors of 104.5: 4.5 %, 5 %, 13.6 %, 5 %.
    expect(score.constant?.medianError).toBeCloseTo(0.05, 12);
  });

  it("show nothing of the path where all answers are one", () => {
    const score = scoreCloses(answersOf(truths, [100, 100, 100, 100, 100]), LEVEL);
    expect(score).toMatchObject({
      near: { hits: 1, of: 5 },
      nearer: { of: 0, share: null, interval: null },
      moves: { of: 0, share: null, p: null, needed: null },
    });
  });

  it("are nothing without answers", () => {
    expect(scoreCloses(answersOf(truths, []), LEVEL)).toMatchObject({
      answered: 0,
      declined: 5,
      medianError: null,
      constant: null,
      near: { share: null, interval: null },
    });
  });
});

describe("choices", () => {
  it("of directions stand beside the commoner way", () => {
    const truths = [1, 1, -1, 1] as const;
    const score = scoreDirections(answersOf<1 | -1>(truths, [1, -1, -1, null]), LEVEL);
    // Said 1 of 3 up, went 2 of 3 up: (1·2 + 2·1) / 9.
    expect(score).toMatchObject({
      asked: 4,
      declined: 1,
      right: { hits: 2, of: 3, chance: expect.closeTo(4 / 9, 12) },
      commoner: expect.closeTo(2 / 3, 12),
    });
  });

  it("of events stand beside one in four", () => {
    const answers = answersOf(["A", "B", "C"], ["A", "D", null]);
    const options = { options: 4, skipped: 2, level: LEVEL };
    expect(scoreEvents(answers, options)).toMatchObject({
      asked: 3,
      declined: 1,
      skipped: 2,
      right: { hits: 1, of: 2, chance: 0.25 },
    });
  });
});

/** A row decided twice. */
const twin = (
  masked: TwinRow["masked"],
  unmasked: TwinRow["unmasked"],
  truth: TwinRow["truth"],
): TwinRow => ({ row: 0, masked, unmasked, truth });

describe("twins", () => {
  const four = [twin(1, 1, 1), twin(1, -1, -1), twin(-1, 1, 1), twin(null, 1, 1), twin(1, -1, 1)];

  it("are compared on the rows that both decided", () => {
    expect(scoreTwins(four, { seed: 1, level: LEVEL })).toMatchObject({
      rows: 5,
      decided: 4,
      agreement: { hits: 1, of: 4 },
      masked: { hits: 2, of: 4 },
      unmasked: { hits: 3, of: 4 },
      difference: 0.25,
      interval: null,
      neededRows: 30,
      changed: { hits: 2, of: 3 },
    });
  });

  it("have an interval of the difference from 30 rows on, which holds it", () => {
    const many = Array.from({ length: 8 }, () => four).flat();
    const { difference, interval, decided } = scoreTwins(many, { seed: 1, level: LEVEL });
    expect(decided).toBe(32);
    expect(interval?.low).toBeLessThan(difference ?? NaN);
    expect(interval?.high).toBeGreaterThan(difference ?? NaN);
  });

  it("show no memory where dates merely tilt the model to the side that the market took", () => {
    const tilted = Array.from({ length: 40 }, (_, i) => twin(1, -1, i % 5 === 0 ? 1 : -1));
    const score = scoreTwins(tilted, { seed: 1, level: LEVEL });
    expect(score.difference).toBeCloseTo(0.6, 12);
    expect(score.changed).toMatchObject({ hits: 32, of: 40, p: 1, needed: null });
  });

  it("have no interval where no decision differs", () => {
    const same = Array.from({ length: 40 }, () => twin(1, 1, -1));
    expect(scoreTwins(same, { seed: 1, level: LEVEL })).toMatchObject({
      difference: 0,
      interval: null,
      changed: { of: 0, p: null, needed: null },
    });
  });

  it("are undefined without rows", () => {
    expect(scoreTwins([], { seed: 1, level: LEVEL })).toMatchObject({
      difference: null,
      agreement: { share: null },
      changed: { p: null },
    });
  });
});
