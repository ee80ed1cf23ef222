import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf, normalQuantile } from "../../../backtest/statistics/normal.ts";

// scipy 1.17.1, stats.norm.cdf and stats.norm.ppf.
describe("normalCdf", () => {
  it.each([
    [-5, 2.866515718791933e-7],
    [-3, 0.0013498980316300933],
    [-1.3, 0.09680048458561036],
    [0, 0.5],
    [0.4, 0.6554217416103242],
    [2, 0.9772498680518208],
    [6, 0.9999999990134123],
    [Infinity, 1],
    [-Infinity, 0],
  ])("of %d is %d", (z, share) => {
    expect(Math.abs(normalCdf(z) - share)).toBeLessThan(1e-14);
  });
});

describe("normalQuantile", () => {
  it.each([
    [1e-10, -6.361340902404056],
    [1e-6, -4.753424308822899],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.99, 2.3263478740408408],
  ])("of %d is %d", (share, z) => {
    expect(normalQuantile(share)).toBeCloseTo(z, 8);
  });

  it("undoes the distribution function", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 0.9999, noNaN: true }), (share) => {
        expect(normalCdf(normalQuantile(share))).toBeCloseTo(share, 12);
      }),
    );
  });

  it.each([0, 1, -0.1, NaN])("refuses %d", (share) => {
    expect(() => normalQuantile(share)).toThrow("share: expected above 0 and below 1");
  });
});
