/** The comparison of variants, in worlds whose truth is known. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVariants } from "../../../backtest/experiments/comparison.ts";
import { mcnemar } from "../../../backtest/experiments/mcnemar.ts";
import { meanVariance, superiorAbility } from "../../../backtest/experiments/superior-ability.ts";
import type { ExperimentGround, VariantRows } from "../../../backtest/experiments/variant-rows.ts";
import { makeRandom } from "../../../data/random.ts";
import type { Action } from "../../../data/vocabulary.ts";

const ROWS = 240;
const random = makeRandom(5, "ground");
let close = 100;
const closes = Float64Array.from({ length: ROWS }, () => (close *= 1 + 0.004 * random.normal()));
const ground: ExperimentGround = {
  closes,
  labels: Array.from(closes, (_, row) => (row % 3 === 0 ? 1 : -1)),
  costs: { commission: 0, slippage: 0, initialCapital: 1 },
  horizonBars: 6,
};

/** Right about the next bar with a given chance. */
function knowing(name: string, chance: number, changes: Partial<VariantRows> = {}): VariantRows {
  const coin = makeRandom(1, name);
  const actions = Array.from(closes, (here, row): Action => {
    const up = (closes[row + 1] ?? here) > here;
    return coin.uniform() < chance === up ? 1 : -1;
  });
  return {
    name,
    positions: Float64Array.from(actions),
    actions,
    confidence: actions.map(() => 0.6),
    ungrounded: actions.map(() => false),
    ungroundedVerdict: actions.map(() => false),
    costUsd: actions.map(() => 0.001),
    latencyMs: actions.map(() => null),
    ...changes,
  };
}

describe("compareVariants", () => {
  const baseline = knowing("baseline", 0.5);

  it("finds a variant that knows more, and says so of no other", () => {
    const useless = Array.from({ length: 6 }, (_, i) => knowing(`useless ${i}`, 0.5));
    const found = compareVariants(ground, baseline, [...useless, knowing("seer", 0.75)], {
      seed: 1,
    });
    const seer = found.pairs.at(-1);
    expect(seer?.difference.totalReturn.interval?.low).toBeGreaterThan(0);
    expect(seer?.difference.sharpePerBar.interval?.low).toBeGreaterThan(0);
    expect(seer?.mcnemar.p).toBeLessThan(0.001);
    expect(seer?.p).toBeLessThan(0.01);
    expect(found.superiorAbility.p).toBeLessThan(0.01);
    expect(found.pairs.slice(0, -1).every(({ p }) => (p ?? 0) > 0.05)).toBe(true);
  });

  it("does not call the best of a useless crowd better", () => {
    const crowd = Array.from({ length: 16 }, (_, i) => knowing(`coin ${i}`, 0.5));
    const { pairs, superiorAbility: test } = compareVariants(ground, baseline, crowd, { seed: 1 });
    expect(test.p).toBeGreaterThan(0.05);
    expect(pairs.every(({ p }) => (p ?? 0) > 0.05)).toBe(true);
  });

  it("gives equal variants a difference of exactly 0, and no width", () => {
    const { pairs, superiorAbility: test } = compareVariants(
      ground,
      baseline,
      [{ ...baseline, name: "twin" }],
      { seed: 3 },
    );
    const exactly = { figure: 0, interval: { low: 0, high: 0, level: 0.95 } };
    const { latencyPerRowMs, ...others } = pairs[0]?.difference ?? {};
    expect(latencyPerRowMs).toEqual({ figure: null, interval: null });
    for (const figure of Object.values(others)) expect(figure).toEqual(exactly);
    expect(pairs[0]).toMatchObject({
      turned: exactly,
      actionShift: exactly,
      p: null,
      sameTrades: true,
    });
    expect(pairs[0]?.mcnemar).toMatchObject({ onlyVariant: 0, onlyBaseline: 0, p: null });
    expect(test).toMatchObject({ p: null, tested: 0 });
  });

  it("counts shares by hand", () => {
    const long = Array.from(closes, (): Action => 1);
    const always = {
      ...knowing("long", 1),
      actions: long,
      positions: Float64Array.from(long),
      ungrounded: long.map((_, row) => row < 60),
      costUsd: long.map((_, row) => (row === 0 ? null : 0.003)),
    };
    const half = { ...always, name: "half", actions: long.map((_, row) => (row < 120 ? 1 : null)) };
    const { pairs, baseline: own } = compareVariants(ground, always, [half], { seed: 1 });
    expect(own.own.ungroundedRate.figure).toBe(0.25);
    expect(own.own.signalMatch.figure).toBeCloseTo(1 / 3, 12);
    expect(own.own.costPerRowUsd.figure).toBeNull();
    expect(pairs[0]?.difference.buyShare.figure).toBe(-0.5);
    expect(pairs[0]?.actionShift.figure).toBe(0.5);
    expect(pairs[0]?.turned.figure).toBe(0);
  });

  it("scores stated confidence over the horizon by hand", () => {
    const few = Float64Array.of(100, 101, 102, 102, 99);
    const sketch: ExperimentGround = {
      ...ground,
      closes: few,
      labels: [1, 1, 1, 1, 1],
      horizonBars: 2,
    };
    const stated: VariantRows = {
      name: "stated",
      positions: Float64Array.of(1, 1, -1, -1, -1),
      actions: [1, 1, -1, null, -1],
      // Right with 0.9; right with 0.2; right with 0.5; the last two are not judged: no side, no bar.
      confidence: [0.9, 0.2, 0.5, 0.5, 0.5],
      ungrounded: [true, true, false, null, null],
      ungroundedVerdict: [true, false, false, null, null],
      costUsd: [0, 0, 0, 0, 0],
      latencyMs: [null, null, null, null, null],
    };
    const { own } = compareVariants(sketch, stated, [], { seed: 1 }).baseline;
    expect(own.brierScore.figure).toBeCloseTo((0.1 ** 2 + 0.8 ** 2 + 0.5 ** 2) / 3, 12);
    expect(own.ungroundedVerdictRate.figure).toBeCloseTo(1 / 3, 12);
    expect(own.ungroundedRate.figure).toBeCloseTo(2 / 3, 12);
  });

  it("finds no gain in leaving hard rows out: what rows have is compared where both have it", () => {
    const stated = {
      ...baseline,
      ungroundedVerdict: baseline.actions.map((_, row) => row % 4 === 0),
    };
    const abstaining: VariantRows = {
      ...stated,
      name: "abstaining",
      actions: stated.actions.map((action, row) => (row % 4 === 0 ? null : action)),
      confidence: stated.confidence.map((value, row) => (row % 4 === 0 ? null : value)),
      ungroundedVerdict: stated.ungroundedVerdict.map((flag, row) => (row % 4 === 0 ? null : flag)),
    };
    const { pairs, baseline: base } = compareVariants(ground, stated, [abstaining], { seed: 1 });
    const exactly = { figure: 0, interval: { low: 0, high: 0, level: 0.95 } };
    expect(base.own.ungroundedVerdictRate.figure).toBe(0.25);
    expect(pairs[0]?.own.ungroundedVerdictRate.figure).toBe(0);
    expect(pairs[0]?.difference).toMatchObject({
      signalMatch: exactly,
      brierScore: exactly,
      ungroundedVerdictRate: exactly,
    });
    expect(pairs[0]?.difference.buyShare.figure).toBeLessThan(0);
  });

  it("refuses a series of another length, by name", () => {
    const short = { ...baseline, name: "short", costUsd: [] };
    expect(() => compareVariants(ground, baseline, [short], { seed: 1 })).toThrow(
      "short, costUsd: expected 240 rows, was 0",
    );
  });
});

describe("mcnemar", () => {
  it("is exact: 8 rows apart, 7 of them for one, is p = 18/256", () => {
    const variant = [...Array.from({ length: 7 }, () => true), false, true, null];
    const baseline = [...Array.from({ length: 7 }, () => false), true, true, true];
    const { p, ...counts } = mcnemar(variant, baseline);
    expect(counts).toEqual({ onlyVariant: 7, onlyBaseline: 1, rows: 9 });
    expect(p).toBeCloseTo(18 / 256, 12);
  });

  it("is the same from either side", () => {
    const rights = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(rights, (pairs) => {
        const [own, other] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        expect(mcnemar(own, other).p).toBe(mcnemar(other, own).p);
      }),
    );
  });
});

function noise(name: string, shift = 0): Float64Array {
  const draws = makeRandom(2, name);
  return Float64Array.from({ length: 200 }, () => draws.normal() + shift);
}

describe("superiorAbility", () => {
  it("weighs a mean by its variance, which without blocks is that of the values", () => {
    expect(meanVariance(Float64Array.of(1, 2, 3, 4), 1)).toBeCloseTo(1.25, 12);
    // γ₀ = 1, γ₁ = -3/4, γ₂ = 1/2, γ₃ = -1/4; κ = 1/2, 1/4 and 1/4·(1/8 + 3·1/2) weighed by hand.
    const kappa = [
      (3 / 4) * (1 / 2) + (1 / 4) * (1 / 8),
      1 / 4,
      (1 / 4) * (1 / 8) + (3 / 4) * (1 / 2),
    ];
    const [one = 0, two = 0, three = 0] = kappa;
    const byHand = 1 + 2 * (one * (-3 / 4) + two * (1 / 2) + three * (-1 / 4));
    expect(meanVariance(Float64Array.of(1, -1, 1, -1), 2)).toBeCloseTo(byHand, 12);
  });

  it("steps down: adjusted p rise with the rank, and no variant gains by a worse one beside it", () => {
    const options = { seed: 1, draws: 500, meanBlockBars: 1 };
    const good = noise("good", 0.4);
    const alone = superiorAbility([good], options);
    const beside = superiorAbility([good, noise("bad", -3), noise("none")], options);
    expect(alone.p).toBeLessThan(0.01);
    expect(beside.p).toBeLessThan(0.01);
    const [first, worse, none] = beside.adjusted;
    expect(worse).toBeLessThanOrEqual(first ?? 0);
    expect(none).toBeGreaterThan(0.05);
  });

  it("says that none is better where all are far worse", () => {
    const worse = [noise("a", -2), noise("b", -3)];
    expect(superiorAbility(worse, { seed: 1, meanBlockBars: 2 }).p).toBe(1);
  });
});
