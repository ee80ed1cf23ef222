import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barReturns } from "../../backtest/bar-returns.ts";
import { bootstrapCovers, seedFigures } from "../../backtest/seed-figures.ts";
import { TEN_BPS, cost, market } from "./market-arbitrary.ts";

const bars = {
  closes: Float64Array.of(100, 110, 99, 108.9),
  positions: Float64Array.of(1, 1, -1, 0),
  costs: TEN_BPS,
  backtester: barReturns,
};

describe("seedFigures", () => {
  it("by hand", () => {
    // Bars of +10, -10 and +10 %; gross +10, -10, -10 %; 4 units traded; net 0.999·1.1 - 1, -10.2, -10.1 %.
    const { skill, covers, ...figures } = seedFigures(bars);
    expect(skill).toBeCloseTo(1 / 3 - 1 / 2, 12);
    expect(covers).toBe(true);
    const wanted = {
      gross: -0.1 / 3,
      net: (0.0989 - 0.102 - 0.101) / 3,
      costs: 0.004 / 3,
      entryCosts: 0.001 / 3,
      timing: -0.1 / 3 - (1 / 3) * (0.1 / 3),
      foresight: 0.1,
    };
    for (const [name, value] of Object.entries(wanted)) {
      expect({ ...figures }).toHaveProperty(name, expect.closeTo(value, 12));
    }
  });

  it("says nothing of who takes no position", () => {
    const idle = { ...bars, positions: new Float64Array(4) };
    expect(seedFigures(idle)).toMatchObject({ gross: 0, costs: 0, skill: null, covers: null });
    expect(bootstrapCovers(idle, 1)).toBeNull();
  });

  it("keeps the books: net is gross less costs, but for the entry compounded with the first bar", () => {
    fc.assert(
      fc.property(market, cost, ({ closes, positions }, commission) => {
        const costs = { commission, slippage: 0, initialCapital: 1 };
        const figures = seedFigures({ closes, positions, costs, backtester: barReturns });
        const entry = (Math.abs(positions[0] ?? 0) * commission) / (closes.length - 1);
        expect(Math.abs(figures.net - figures.gross + figures.costs)).toBeLessThanOrEqual(
          0.061 * entry + 1e-12,
        );
      }),
    );
  });

  it("sees an interval that leaves 0 out", () => {
    const closes = Float64Array.from(
      { length: 61 },
      (_, i) => 100 * 1.01 ** i * (1 + (i % 2) / 1e3),
    );
    const long = { ...bars, closes, positions: new Float64Array(61).fill(1) };
    expect(seedFigures(long).covers).toBe(false);
    expect(bootstrapCovers(long, 1)).toBe(false);
  });

  it("refuses a backtester that loses bars", () => {
    const gross = new Float64Array(2);
    const losing = { ...bars, backtester: () => ({ gross, net: new Float64Array(3) }) };
    expect(() => seedFigures(losing)).toThrow("gross: expected 3 bars, was 2");
  });
});
