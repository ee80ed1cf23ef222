import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correctedMetrics } from "../../../backtest/corrected.ts";
import { circularShiftTest } from "../../../backtest/statistics/circular-shift.ts";
import { randomPercentile } from "../../../backtest/statistics/random-percentile.ts";
import { gold } from "../gold-bars.ts";
import { FREE, TEN_BPS } from "../market-arbitrary.ts";
import { marketReturns, returnsArbitrary, waves } from "./series.ts";

const held = waves(300).map(Math.sign);
const market = marketReturns(300);

function closesOf(returns: Float64Array): Float64Array {
  let close = 100;
  return Float64Array.from([0, ...returns], (r) => (close *= 1 + r));
}

describe("circularShiftTest", () => {
  // By brute force with numpy 2.4.6: np.roll by every number of bars.
  it.each<[number, [number, number, number]]>([
    [0.004, [0.0018537576022685488, -3.546214905351634e-5, 0.02666666666666667]],
    [0.0008, [-0.0013462423977314518, -2.8327254962100503e-5, 0.9333333333333333]],
  ])("with an edge of %d a bar", (edge, [figure, shiftedMean, p]) => {
    const returns = market.map((r, t) => r + edge * (held[t] ?? NaN));
    const found = circularShiftTest(held, returns, { seed: 1 });
    expect(found.shifts).toBe(299);
    expect(found.figure).toBeCloseTo(figure, 13);
    expect(found.shiftedMean).toBeCloseTo(shiftedMean, 13);
    expect(found.p).toBeCloseTo(p, 12);
  });

  it("is 1 for a position that never changes, though sums differ by rounding", () => {
    expect(circularShiftTest(new Float64Array(300).fill(0.7), market, { seed: 1 }).p).toBe(1);
  });

  it("is as small as it can be for whoever knows the bars", () => {
    expect(circularShiftTest(market.map(Math.sign), market, { seed: 1 }).p).toBe(1 / 300);
  });

  it("looks at no more shifts than told, each once, by its seed", () => {
    const run = (seed: number) => circularShiftTest(held, market, { seed, shifts: 50 });
    expect(run(1)).toEqual(run(1));
    expect(run(1).shiftedMean).not.toBe(run(2).shiftedMean);
    expect(run(1).shifts).toBe(50);
    const nearlyAll = circularShiftTest(held, market, { seed: 1, shifts: 298 });
    const all = circularShiftTest(held, market, { seed: 1 });
    expect(Math.abs((nearlyAll.p ?? NaN) * 299 - (all.p ?? NaN) * 300)).toBeLessThan(1.000001);
  });

  it("is n/a below 30 bars, and refuses what does not fit", () => {
    const few = circularShiftTest(held.slice(0, 29), market.slice(0, 29), { seed: 1 });
    expect(few).toMatchObject({ p: null, shifts: 0, bars: 29, neededBars: 30 });
    expect(few.figure).not.toBeNull();
    expect(() => circularShiftTest(held, market.slice(1), { seed: 1 })).toThrow("held: expected");
    expect(() => circularShiftTest(held, market, { seed: 1, shifts: 0 })).toThrow("shifts:");
  });

  it("is a probability, and of positions and their opposites one is at most about a half", () => {
    fc.assert(
      fc.property(returnsArbitrary, (returns) => {
        const positions = waves(returns.length, 5).map(Math.sign);
        const up = circularShiftTest(positions, returns, { seed: 1 });
        const down = circularShiftTest(
          positions.map((s) => -s),
          returns,
          { seed: 1 },
        );
        const n = returns.length;
        expect(up.p).toBeGreaterThanOrEqual(1 / n);
        expect(up.p).toBeLessThanOrEqual(1);
        expect((up.p ?? NaN) + (down.p ?? NaN)).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });
});

describe("randomPercentile", () => {
  const rising = closesOf(new Float64Array(60).fill(0.01));

  it.each([1, 0.5])(
    "by hand: who always holds %d is among paths that hold as much, half short",
    (size) => {
      const positions = new Float64Array(61).fill(size);
      const found = randomPercentile({ closes: rising, positions, costs: FREE }, { seed: 1 });
      expect(found).toMatchObject({ flipProbability: 0, size, draws: 1000, neededBars: 30 });
      // Half lose, half are equal: 1/2 + 1/4 below, 1/2 as good; a coin's error over 1000 draws is 0.016.
      expect(found.percentile).toBeCloseTo(0.75, 1);
      expect(found.p).toBeCloseTo(0.5, 1);
      expect((found.percentile ?? NaN) + (found.p ?? NaN) / 2).toBeCloseTo(1, 2);
    },
  );

  it("is as small as it can be for whoever knows the bars", () => {
    const positions = Float64Array.from([...market.map(Math.sign), 1]);
    const closes = closesOf(market);
    const found = randomPercentile({ closes, positions, costs: TEN_BPS }, { seed: 1 });
    expect(found.percentile).toBe(1);
    expect(found.p).toBe(1 / 1001);
  });

  it("charges the paths as it charges the strategy, and matches turnover and size", () => {
    const positions = Float64Array.from({ length: 61 }, (_, i) => (i % 3 === 0 ? -0.5 : 0.5));
    const found = randomPercentile({ closes: rising, positions, costs: TEN_BPS }, { seed: 1 });
    // 40 flips of 1 each on 60 bars at a size of 1/2.
    expect(found.flipProbability).toBeCloseTo(40 / 60, 12);
    expect(found.size).toBe(0.5);
    const { total_return } = correctedMetrics({
      timeMs: rising.map((_, i) => i * 600_000),
      closes: rising,
      positions,
      costs: TEN_BPS,
    });
    expect(found.totalReturn).toBe(total_return);
  });

  it("places buy and hold of the recorded bars, which fell, low among paths that never flip", () => {
    const positions = new Float64Array(gold.closes.length).fill(1);
    const found = randomPercentile({ ...gold, positions, costs: TEN_BPS }, { seed: 1 });
    expect(found.totalReturn).toBeCloseTo((1 - 0.07067541171529246) * 0.999 - 1, 14);
    expect(found.percentile).toBeCloseTo(0.25, 1);
    expect(found.p).toBe(1);
  });

  it("is n/a below 30 bars and for who holds nothing, and wants 1,000 paths", () => {
    const closes = rising.slice(0, 30);
    const few = { closes, positions: new Float64Array(30).fill(1), costs: FREE };
    expect(randomPercentile(few, { seed: 1 })).toMatchObject({
      percentile: null,
      p: null,
      totalReturn: expect.closeTo(1.01 ** 29 - 1, 12),
      bars: 29,
      neededBars: 30,
    });
    const flat = { closes: rising, positions: new Float64Array(61), costs: FREE };
    expect(randomPercentile(flat, { seed: 1 })).toMatchObject({ percentile: null, totalReturn: 0 });
    expect(() => randomPercentile(flat, { seed: 1, draws: 999 })).toThrow("draws: expected");
  });
});
