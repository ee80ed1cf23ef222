import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialBand } from "../../backtest/binomial-band.ts";

/** Straight from Pascal's triangle, for few trials. */
function probabilities(trials: number, rate: number): readonly number[] {
  let row = [1];
  for (let n = 0; n < trials; n += 1) {
    row = [...row, 0].map((p, i) => p * (1 - rate) + (row[i - 1] ?? 0) * rate);
  }
  return row;
}

const sum = (values: readonly number[]): number => values.reduce((total, p) => total + p, 0);

describe("binomialBand", () => {
  it("by hand", () => {
    // P(0) = 1/8 fits under 0.3/2, P(0) + P(1) = 1/2 does not; and likewise from above.
    expect(binomialBand(3, 0.5, 0.3)).toEqual({ least: 1, most: 2 });
    // Binomial(20, 0.95): P(<= 16) = 0.016, P(<= 17) = 0.075; P(20) = 0.358.
    expect(binomialBand(20, 0.95, 0.05)).toEqual({ least: 17, most: 20 });
    expect(binomialBand(0, 0.95, 0.05)).toEqual({ least: 0, most: 0 });
  });

  it("cuts off as much as it may at either end, and no more", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (trials, rate, falseAlarm) => {
          const { least, most } = binomialBand(trials, rate, falseAlarm);
          const chances = probabilities(trials, rate);
          const rounding = 1e-9;
          expect(sum(chances.slice(0, least))).toBeLessThanOrEqual(falseAlarm / 2 + rounding);
          expect(sum(chances.slice(0, least + 1))).toBeGreaterThan(falseAlarm / 2 - rounding);
          expect(sum(chances.slice(most + 1))).toBeLessThanOrEqual(falseAlarm / 2 + rounding);
          expect(sum(chances.slice(most))).toBeGreaterThan(falseAlarm / 2 - rounding);
        },
      ),
    );
  });

  it("works where the first probability is below the smallest number", () => {
    const { least, most } = binomialBand(10_000, 0.95, 0.01);
    // 9500 ± 2.58·21.8.
    expect(least).toBeGreaterThan(9430);
    expect(least).toBeLessThan(9450);
    expect(most).toBeGreaterThan(9550);
    expect(most).toBeLessThan(9570);
  });
});
