import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapIntervals } from "../../../backtest/bootstrap.ts";
import { automaticBlockBars } from "../../../backtest/statistics/block-length.ts";
import { bootstrapDifference } from "../../../backtest/statistics/bootstrap-difference.ts";
import { hacSharpeDifference } from "../../../backtest/statistics/sharpe-error.ts";
import { dependentReturns, marketReturns, returnsArbitrary } from "./series.ts";

const own = dependentReturns(400);
const rival = marketReturns(400);

describe("bootstrapDifference", () => {
  it("by hand: two bars each", () => {
    const { mean, sharpe, total } = bootstrapDifference(
      Float64Array.of(0.1, 0.2),
      Float64Array.of(0.1, -0.1),
      { seed: 1 },
    );
    expect(mean.figure).toBeCloseTo(0.15, 14);
    expect(sharpe.figure).toBeCloseTo(0.15 / Math.sqrt(0.005), 12);
    expect(total.figure).toBeCloseTo(1.1 * 1.2 - 1 - (1.1 * 0.9 - 1), 14);
  });

  it("resamples pairs: a baseline that is the strategy less a basis point differs by just that", () => {
    const { mean } = bootstrapDifference(
      own,
      own.map((r) => r - 0.0001),
      { seed: 1 },
    );
    expect(mean.interval?.low).toBeCloseTo(0.0001, 13);
    expect(mean.interval?.high).toBeCloseTo(0.0001, 13);
  });

  it("compounds each draw: a tenth of a percent a bar against nothing", () => {
    const { total } = bootstrapDifference(new Float64Array(40).fill(0.001), new Float64Array(40), {
      seed: 1,
    });
    for (const value of [total.figure, total.interval?.low, total.interval?.high]) {
      expect(value).toBeCloseTo(1.001 ** 40 - 1, 12);
    }
  });

  it("is narrower than resampling each for itself when both move together", () => {
    const close = own.map((r, t) => r + 0.1 * (rival[t] ?? NaN));
    const paired = bootstrapDifference(close, own, { seed: 1, meanBlockBars: 9 }).mean.interval;
    const width = (paired?.high ?? NaN) - (paired?.low ?? NaN);
    const { intervals } = bootstrapIntervals([own], [([sum = NaN]) => sum / 400], {
      seed: 1,
      meanBlockBars: 9,
    });
    const alone = (intervals[0]?.high ?? NaN) - (intervals[0]?.low ?? NaN);
    expect(width).toBeLessThan(alone / 2);
  });

  it("is as wide as the HAC error says", () => {
    const { sharpe } = bootstrapDifference(own, rival, { seed: 2 });
    const { standardError } = hacSharpeDifference(own, rival);
    const width = (sharpe.interval?.high ?? NaN) - (sharpe.interval?.low ?? NaN);
    expect(width / (2 * 1.96 * (standardError ?? NaN))).toBeGreaterThan(0.75);
    expect(width / (2 * 1.96 * (standardError ?? NaN))).toBeLessThan(1.33);
  });

  it("takes blocks at least as long as the difference asks for, or those it is told", () => {
    const asked = automaticBlockBars(own.map((r, t) => r - (rival[t] ?? NaN)));
    expect(bootstrapDifference(own, rival, { seed: 1 }).meanBlockBars).toBeGreaterThanOrEqual(
      asked ?? NaN,
    );
    expect(bootstrapDifference(own, rival, { seed: 1, meanBlockBars: 3 }).meanBlockBars).toBe(3);
  });

  it("has no interval below 30 bars, and refuses uneven series", () => {
    const few = bootstrapDifference(own.slice(0, 29), rival.slice(0, 29), { seed: 1 });
    expect(few).toMatchObject({ bars: 29, neededBars: 30, mean: { interval: null } });
    expect(few.sharpe.figure).not.toBeNull();
    expect(bootstrapDifference(new Float64Array(), new Float64Array(), { seed: 1 })).toMatchObject({
      mean: { figure: null },
      sharpe: { figure: null },
      total: { figure: null },
    });
    expect(() => bootstrapDifference(own, rival.slice(1), { seed: 1 })).toThrow("baseline:");
  });

  it("turns round when the sides change", () => {
    fc.assert(
      fc.property(returnsArbitrary, returnsArbitrary, (a, b) => {
        const bars = Math.min(a.length, b.length);
        const [left, right] = [a.slice(0, bars), b.slice(0, bars)];
        const options = { seed: 4, draws: 40, meanBlockBars: 3 };
        const there = bootstrapDifference(left, right, options).mean;
        const back = bootstrapDifference(right, left, options).mean;
        expect(back.figure).toBeCloseTo(-(there.figure ?? NaN), 14);
        expect(back.interval?.low).toBeCloseTo(-(there.interval?.high ?? NaN), 12);
      }),
      { numRuns: 30 },
    );
  });
});
