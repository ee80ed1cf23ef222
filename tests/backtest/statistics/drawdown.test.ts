import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barReturns } from "../../../backtest/bar-returns.ts";
import { correctedMetrics } from "../../../backtest/corrected.ts";
import { calmarRatio } from "../../../backtest/statistics/calmar.ts";
import { drawdown } from "../../../backtest/statistics/drawdown.ts";
import { FREE, market } from "../market-arbitrary.ts";
import { returnsArbitrary } from "./series.ts";

/** Returns between these equities. */
function between(...equity: number[]): Float64Array {
  return Float64Array.from(equity.slice(1), (value, i) => value / (equity[i] ?? NaN) - 1);
}

function minutes(rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => row * 60_000);
}

describe("drawdown", () => {
  it("by hand: two falls, the shallow one longer", () => {
    const returns = between(1, 1.25, 1, 1.25, 1.5, 1.4, 1.35, 1.45, 1.6);
    const { deepest, ...rest } = drawdown(returns, minutes(9));
    expect(deepest).toBeCloseTo(-0.2, 14);
    expect(rest).toEqual({
      peakRow: 1,
      troughRow: 2,
      recoveryRow: 3,
      longestBars: 4,
      longestMs: 240_000,
      underWaterBars: 0,
    });
  });

  it("has no recovery while there is none", () => {
    const { deepest, ...rest } = drawdown(between(1, 0.9, 0.8, 0.95), minutes(4));
    expect(deepest).toBeCloseTo(-0.2, 14);
    expect(rest).toEqual({
      peakRow: 0,
      troughRow: 2,
      recoveryRow: null,
      longestBars: 3,
      longestMs: 180_000,
      underWaterBars: 3,
    });
  });

  it("measures time apart from bars: a fall over a gap is the longest in time", () => {
    const returns = between(1, 0.9, 1, 0.9, 0.9, 1);
    const timeMs = Float64Array.of(0, 5000, 90_000, 91_000, 92_000, 93_000);
    expect(drawdown(returns, timeMs)).toMatchObject({ longestBars: 3, longestMs: 90_000 });
  });

  it("is n/a where equity never fell", () => {
    const never = {
      deepest: 0,
      peakRow: null,
      troughRow: null,
      recoveryRow: null,
      longestBars: 0,
      longestMs: 0,
      underWaterBars: 0,
    };
    expect(drawdown(between(1, 1.1, 1.1, 1.2), minutes(4))).toEqual(never);
    expect(drawdown(new Float64Array(), minutes(1))).toEqual(never);
    expect(() => drawdown(new Float64Array(3), minutes(3))).toThrow("timeMs: expected 4 rows");
  });

  it("is as deep as the corrected metrics say, for a position that pays nothing", () => {
    fc.assert(
      fc.property(market, (bars) => {
        const input = { ...bars, costs: FREE };
        const { net, maxDrawdown } = barReturns(input);
        expect(drawdown(net, bars.timeMs).deepest).toBeCloseTo(maxDrawdown, 11);
      }),
    );
  });

  it("falls from its peak to its trough, which lie in order", () => {
    fc.assert(
      fc.property(returnsArbitrary, (returns) => {
        const found = drawdown(returns, minutes(returns.length + 1));
        const { peakRow, troughRow, recoveryRow, deepest } = found;
        fc.pre(peakRow !== null && troughRow !== null);
        const fall = returns.slice(peakRow, troughRow).reduce((growth, r) => growth * (1 + r), 1);
        expect(fall - 1).toBeCloseTo(deepest, 12);
        expect(troughRow).toBeGreaterThan(peakRow);
        expect(recoveryRow ?? Infinity).toBeGreaterThan(troughRow);
        expect(found.longestBars).toBeGreaterThanOrEqual((recoveryRow ?? returns.length) - peakRow);
        expect(found.longestMs).toBe(found.longestBars * 60_000);
      }),
    );
  });
});

describe("calmarRatio", () => {
  it.each([
    [0.3, -0.2, 1.5],
    [-0.1, -0.4, -0.25],
  ])("of %d a year with a drawdown of %d is %d", (annual_return, max_drawdown, ratio) => {
    expect(calmarRatio({ annual_return, max_drawdown })).toBeCloseTo(ratio, 14);
  });

  it.each([
    [0.3, 0],
    [null, -0.2],
    [0.3, null],
  ])("of %s a year with a drawdown of %s is n/a", (annual_return, max_drawdown) => {
    expect(calmarRatio({ annual_return, max_drawdown })).toBeNull();
  });

  it("takes corrected metrics as they are", () => {
    const year = 365 * 24 * 3_600_000;
    const metrics = correctedMetrics({
      timeMs: Float64Array.of(0, year / 2, year),
      closes: Float64Array.of(100, 80, 120),
      positions: Float64Array.of(1, 1, 1),
      costs: FREE,
    });
    expect(calmarRatio(metrics)).toBeCloseTo(1, 12);
  });
});
