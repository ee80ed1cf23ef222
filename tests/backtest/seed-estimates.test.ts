import { describe, expect, it } from "vitest";
import { meanOverSeeds, ratioOverSeeds } from "../../backtest/seed-estimates.ts";
import { makeRandom } from "../../data/random.ts";

describe("meanOverSeeds", () => {
  it("by hand: 2 ± 4.3027·1/√3", () => {
    const { figure, interval, seeds } = meanOverSeeds([1, null, 2, 3], 0.95);
    expect({ figure, seeds }).toEqual({ figure: 2, seeds: 3 });
    expect(interval?.low).toBeCloseTo(2 - 2.484138, 5);
    expect(interval?.high).toBeCloseTo(2 + 2.484138, 5);
  });

  it("has no interval of one seed, and nothing of none", () => {
    expect(meanOverSeeds([5, null], 0.95)).toEqual({ figure: 5, interval: null, seeds: 1 });
    expect(meanOverSeeds([null], 0.95)).toEqual({ figure: null, interval: null, seeds: 0 });
  });
});

describe("ratioOverSeeds", () => {
  it("by hand, where the whole is the same on every seed: (2 ± 12.7062)/4", () => {
    const { figure, interval } = ratioOverSeeds([1, 3], [4, 4], 0.95);
    expect(figure).toBe(0.5);
    expect(interval?.low).toBeCloseTo((2 - 12.7062) / 4, 4);
    expect(interval?.high).toBeCloseTo((2 + 12.7062) / 4, 4);
  });

  it("is a point where the ratio is the same on every seed", () => {
    const { interval } = ratioOverSeeds([3, 3.3, 2.7, 3.1], [6, 6.6, 5.4, 6.2], 0.95);
    expect(interval?.low).toBeCloseTo(0.5, 6);
    expect(interval?.high).toBeCloseTo(0.5, 6);
  });

  it("is unbounded where the whole may be 0", () => {
    expect(ratioOverSeeds([1, 2], [-1, 2], 0.95).interval).toBeNull();
    expect(ratioOverSeeds([1, 2], [-1, 1], 0.95).figure).toBeNull();
  });

  it("refuses series of different lengths", () => {
    expect(() => ratioOverSeeds([1], [1, 2], 0.95)).toThrow("parts: expected 2 values, was 1");
  });

  it("holds the truth as often as it says", () => {
    const random = makeRandom(3, "coverage");
    const trials = 2000;
    let held = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const wholes = Array.from({ length: 8 }, () => 2 + random.normal());
      const parts = wholes.map((whole) => 1.4 + 0.7 * (whole - 2) + 0.5 * random.normal());
      const { interval } = ratioOverSeeds(parts, wholes, 0.95);
      held += interval === null || (interval.low <= 0.7 && interval.high >= 0.7) ? 1 : 0;
    }
    // Four standard errors of a share of 0.95 among 2000.
    expect(Math.abs(held / trials - 0.95)).toBeLessThan(0.0195);
  });
});
