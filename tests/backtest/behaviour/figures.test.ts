import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consistencyOf } from "../../../backtest/behaviour/consistency.ts";
import {
  type DecisionPair,
  type StancePoint,
  influenceOf,
} from "../../../backtest/behaviour/influence.ts";
import { type StratifiedRow, drawStrata } from "../../../backtest/behaviour/strata.ts";
import { rankAgreement, weighChannels } from "../../../backtest/behaviour/weights.ts";

const at = (score: number | null): StancePoint => ({
  action: score === null ? null : score < 0 ? -1 : 1,
  score,
});
const pairs = (...scores: readonly (readonly [number | null, number | null])[]): DecisionPair[] =>
  scores.map(([before, after], row) => ({ row, before: at(before), after: at(after) }));

describe("influence", () => {
  it("counts flips, and shifts against the row's own side below 0", () => {
    const figures = influenceOf(pairs([0.5, -0.1], [-0.4, -0.2], [0.3, 0.3]), "own side");
    // Shifts -0.6, -0.2 and 0: mean -4/15, sample deviation 0.3055, t of 2 degrees 4.3027.
    expect(figures).toMatchObject({
      rows: 3,
      undecided: 0,
      flipped: { hits: 1, of: 3 },
      shift: { mean: expect.closeTo(-4 / 15, 12) },
      absShift: { mean: expect.closeTo(4 / 15, 12) },
    });
    expect(figures.shift.interval?.low).toBeCloseTo(
      -4 / 15 - (4.302653 * 0.3055050463) / Math.sqrt(3),
      6,
    );
  });

  it("of arms is upwards, whichever side a row is on", () => {
    const { shift } = influenceOf(pairs([-0.4, -0.2], [0.1, 0.5]), "up");
    expect(shift.mean).toBeCloseTo(0.3, 12);
  });

  it("leaves out rows that were not decided both times", () => {
    const figures = influenceOf(pairs([0.5, null], [null, 0.5], [0.5, -0.5]), "own side");
    expect(figures).toMatchObject({ rows: 3, undecided: 2, flipped: { hits: 1, of: 1 } });
  });

  it("of nothing is n/a, and of shifts that are all alike has no interval", () => {
    expect(influenceOf([], "up")).toMatchObject({
      flipped: { share: null, interval: null },
      shift: { mean: null, interval: null },
    });
    const alike = influenceOf(pairs([0.1, 0.2], [0.3, 0.4]), "up").shift;
    expect(alike).toEqual({ mean: expect.closeTo(0.1, 12), interval: null });
  });
});

const dropped = (size: number) => influenceOf(pairs([size, 0], [size, 0]), "own side");

describe("weights", () => {
  it("puts what is cited beside what moves the score", () => {
    const weights = weighChannels({
      cited: [
        { news: 1, quant: 0, cases: 0 },
        { news: 0.5, quant: 0.25, cases: 0.25 },
      ],
      confidence: [{ news: 0.6, quant: 0.4 }],
      dropped: { news: dropped(0.1), quant: dropped(0.3), cases: dropped(0) },
    });
    expect(weights.channels).toMatchObject([
      { channel: "news", cited: 0.75, confidence: 0.6, measured: expect.closeTo(0.25, 12) },
      { channel: "quant", cited: 0.125, confidence: 0.4, measured: expect.closeTo(0.75, 12) },
      { channel: "cases", cited: 0.125, confidence: null, measured: 0 },
    ]);
    // News over quant: said, not measured. News over cases: both. Quant over cases: measured, said alike.
    expect(weights.agreement).toEqual({
      same: 1,
      opposite: 1,
      tied: 1,
      tau: 0,
    });
  });

  it("are n/a where nothing is cited and nothing moves", () => {
    const still = influenceOf(pairs([0.1, 0.1]), "own side");
    const weights = weighChannels({
      cited: [],
      confidence: [],
      dropped: { news: still, quant: still, cases: still },
    });
    expect(weights.channels[0]).toMatchObject({ cited: null, confidence: null, measured: null });
    expect(weights.agreement.tau).toBeNull();
  });

  it("agree in rank: tau is 1 for the same order, -1 for the reverse, and symmetric", () => {
    expect(
      rankAgreement([
        [1, 10],
        [2, 20],
        [3, 30],
      ]).tau,
    ).toBe(1);
    expect(
      rankAgreement([
        [1, 30],
        [2, 20],
        [3, 10],
      ]).tau,
    ).toBe(-1);
    // scipy.stats.kendalltau([1, 2, 2, 3], [1, 2, 3, 3]) is 0.8.
    expect(
      rankAgreement([
        [1, 1],
        [2, 2],
        [2, 3],
        [3, 3],
      ]).tau,
    ).toBeCloseTo(0.8, 12);
    const item = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), (items) => {
        const turned = items.map(([x, y]) => [y, x] as const);
        expect(rankAgreement(turned)).toEqual(rankAgreement(items));
      }),
    );
  });
});

describe("self-consistency", () => {
  it("counts samples on the row's own side, and rows that never leave it", () => {
    const figures = consistencyOf([
      { row: 1, first: at(0.5), others: [at(0.5), at(0.5)] },
      { row: 2, first: at(-0.5), others: [at(0.5), at(-0.5), at(null)] },
    ]);
    expect(figures).toMatchObject({
      rows: 2,
      undecided: 1,
      sameSide: { hits: 3, of: 4 },
      steadyRows: { hits: 1, of: 2 },
      // Deviations of (.5, .5, .5) and of (-.5, .5, -.5): 0 and 1/√3.
      scoreDeviation: expect.closeTo(1 / Math.sqrt(3) / 2, 12),
    });
  });

  it("of rows without a decision is n/a", () => {
    const { sameSide, steadyRows } = consistencyOf([
      { row: 1, first: at(0.1), others: [at(null)] },
    ]);
    expect([sameSide.share, steadyRows.share]).toEqual([null, null]);
  });
});

/** Rows 0 to 7: side and market by letter, "B" for a calm buy, "S" for a rough sell. */
const poolOf = (letters: string): readonly StratifiedRow[] =>
  Array.from(letters).map((letter, row) => ({
    row,
    stratum: [
      letter.toLowerCase() === "b" ? "buy" : "sell",
      letter === letter.toLowerCase() ? "rough" : "calm",
    ],
  }));
const pool = poolOf("bbbbbbBs");

it("takes of either side in turn, and within it of every stratum in turn", () => {
  const { rows, strata } = drawStrata(pool, 4, 1);
  expect(rows).toEqual(expect.arrayContaining([6, 7]));
  expect(strata).toEqual([
    { stratum: "buy, calm", pool: 1, drawn: 1 },
    { stratum: "buy, rough", pool: 6, drawn: 2 },
    { stratum: "sell, rough", pool: 1, drawn: 1 },
  ]);
  expect(drawStrata(poolOf("bBbBbBss"), 2, 1).strata.map(({ drawn }) => drawn)).toEqual([1, 0, 1]);
});

describe("a draw by strata", () => {
  it("is decided by the seed alone, of distinct rows in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.nat(1000), (count, seed) => {
        const draw = drawStrata(pool, count, seed);
        expect(draw).toEqual(drawStrata(pool.toReversed(), count, seed));
        expect(draw.rows).toHaveLength(Math.min(count, pool.length));
        expect(new Set(draw.rows).size).toBe(draw.rows.length);
        expect(draw.rows).toEqual(draw.rows.toSorted((a, b) => a - b));
      }),
    );
    const draws = [1, 2, 3, 4, 5, 6].map((seed) => drawStrata(pool, 4, seed).rows.join());
    expect(new Set(draws).size).toBeGreaterThan(1);
  });
});
