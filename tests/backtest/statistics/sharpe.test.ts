import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barReturns } from "../../../backtest/bar-returns.ts";
import { barsPerYear, correctedMetrics } from "../../../backtest/corrected.ts";
import { moments } from "../../../backtest/statistics/moments.ts";
import { annualisedSharpe, sharpePerBar } from "../../../backtest/statistics/sharpe.ts";
import { market, TEN_BPS } from "../market-arbitrary.ts";
import { dependentReturns, returnsArbitrary } from "./series.ts";

const scale = fc.double({ min: 0.01, max: 100, noNaN: true });

describe("moments", () => {
  it("by hand", () => {
    // 1, 2, 6 about 3: -2, -1, 3; squares 14, cubes 18, fourths 98.
    expect(moments([1, 2, 6])).toEqual({
      n: 3,
      mean: 3,
      std: expect.closeTo(Math.sqrt(7), 14),
      skewness: expect.closeTo(6 / (14 / 3) ** 1.5, 14),
      kurtosis: expect.closeTo(98 / 3 / (14 / 3) ** 2, 14),
    });
  });

  it("as numpy 2.4.6 and scipy 1.17.1 have them (skew, kurtosis with fisher=False)", () => {
    const { mean, std, skewness, kurtosis } = moments(dependentReturns(300));
    expect(mean).toBeCloseTo(0.0009479995040205567, 14);
    expect(std).toBeCloseTo(0.008949585804966903, 14);
    expect(skewness).toBeCloseTo(0.05604551581216266, 11);
    expect(kurtosis).toBeCloseTo(2.047530722536262, 11);
  });

  it("are null where undefined", () => {
    expect(moments([])).toMatchObject({ n: 0, mean: null, std: null, skewness: null });
    expect(moments([2])).toMatchObject({ mean: 2, std: null, kurtosis: null });
    expect(moments([0.1, 0.1, 0.1])).toMatchObject({ skewness: null, kurtosis: null });
  });

  it("mirror with the sign, and shape does not know scale", () => {
    fc.assert(
      fc.property(returnsArbitrary, scale, (returns, factor) => {
        const shape = moments(returns);
        fc.pre(shape.kurtosis !== null);
        const mirrored = moments(returns.map((r) => -factor * r));
        expect(mirrored.skewness).toBeCloseTo(-(shape.skewness ?? NaN), 7);
        expect(mirrored.kurtosis).toBeCloseTo(shape.kurtosis ?? NaN, 7);
        expect(shape.kurtosis).toBeGreaterThanOrEqual(1 - 1e-12);
      }),
    );
  });
});

describe("sharpePerBar", () => {
  it("by hand, and as numpy 2.4.6 has it", () => {
    expect(sharpePerBar([0.01, 0.02, 0.06])).toBeCloseTo(3 / Math.sqrt(7), 13);
    expect(sharpePerBar(dependentReturns(300))).toBeCloseTo(0.10592663444764441, 12);
  });

  it.each([[[]], [[0.01]], [[0.01, 0.01, 0.01]], [[0, 0]]])("of %j is n/a", (returns) => {
    expect(sharpePerBar(returns)).toBeNull();
  });

  it("does not know scale, and mirrors", () => {
    fc.assert(
      fc.property(returnsArbitrary, scale, (returns, factor) => {
        const sharpe = sharpePerBar(returns) ?? 0;
        expect(sharpePerBar(returns.map((r) => factor * r)) ?? 0).toBeCloseTo(sharpe, 9);
        expect(sharpePerBar(returns.map((r) => -r)) ?? 0).toBeCloseTo(-sharpe, 12);
      }),
    );
  });
});

describe("annualisedSharpe", () => {
  it("is the corrected metric", () => {
    fc.assert(
      fc.property(market, (bars) => {
        const input = { ...bars, costs: TEN_BPS };
        const sharpe = sharpePerBar(barReturns(input).net);
        const yearly = annualisedSharpe(sharpe, barsPerYear(bars.timeMs));
        expect(yearly).toBe(correctedMetrics(input).sharpe_ratio);
      }),
    );
  });

  it("of 0.01 a bar over 52,560 ten-minute bars is 2.2926", () => {
    expect(annualisedSharpe(0.01, 52_560)).toBeCloseTo(2.29259678, 8);
    expect(annualisedSharpe(null, 52_560)).toBeNull();
    expect(annualisedSharpe(0.01, null)).toBeNull();
  });
});
