import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correctedMetrics } from "../../../backtest/corrected.ts";
import { referenceMetrics } from "../../../backtest/reference.ts";
import { costGrid } from "../../../backtest/statistics/cost-grid.ts";
import { profitFactor } from "../../../backtest/statistics/profit-factor.ts";
import { sortinoPerBar } from "../../../backtest/statistics/sortino.ts";
import { tradeReturns } from "../../../backtest/trades.ts";
import { referenceSeries } from "../../../backtest/reference-series.ts";
import { gold } from "../gold-bars.ts";
import { market, TEN_BPS } from "../market-arbitrary.ts";
import { returnsArbitrary } from "./series.ts";

describe("sortinoPerBar", () => {
  // Rollinger, T. & Hoffman, S. (2013), "Sortino: a 'sharper' ratio": eight years, target 0 %, ratio 4.417.
  const years = [0.17, 0.15, 0.23, -0.05, 0.12, 0.09, 0.13, -0.04];

  it("has the published figure", () => {
    expect(sortinoPerBar(years)).toBeCloseTo(4.417, 3);
  });

  it("by hand, against a target", () => {
    // 0.06, -0.02 about 0.01: mean 0.01, shortfall √(0.03²/2).
    expect(sortinoPerBar([0.06, -0.02], 0.01)).toBeCloseTo(0.01 / Math.sqrt(0.0009 / 2), 12);
  });

  it("is n/a where nothing fell short", () => {
    expect(sortinoPerBar([0.01, 0])).toBeNull();
    expect(sortinoPerBar([])).toBeNull();
  });

  it("does not know scale or order", () => {
    fc.assert(
      fc.property(returnsArbitrary, fc.integer({ min: 1, max: 100 }), (returns, factor) => {
        const ratio = sortinoPerBar(returns);
        fc.pre(ratio !== null);
        expect(sortinoPerBar(returns.map((r) => factor * r))).toBeCloseTo(ratio, 9);
        expect(sortinoPerBar(returns.toReversed())).toBeCloseTo(ratio, 9);
      }),
    );
  });
});

describe("profitFactor", () => {
  it("by hand, and n/a without losses", () => {
    expect(profitFactor([0.03, -0.01, 0.01, -0.01, 0])).toBeCloseTo(2, 12);
    expect(profitFactor([-0.01])).toBe(0);
    expect(profitFactor([0.01, 0])).toBeNull();
    expect(profitFactor([])).toBeNull();
  });

  it("is the reference's where there are gains and losses", () => {
    fc.assert(
      fc.property(market, (bars) => {
        const input = { ...bars, costs: TEN_BPS };
        const { profit_factor } = referenceMetrics(input);
        const ours = profitFactor(referenceSeries(input).strategy_return.slice(1));
        fc.pre(ours !== null && ours > 0);
        expect((profit_factor ?? NaN) / ours).toBeCloseTo(1, 9);
      }),
    );
  });

  it("turns upside down with the sign", () => {
    fc.assert(
      fc.property(returnsArbitrary, (returns) => {
        const [up, down] = [profitFactor(returns), profitFactor(returns.map((r) => -r))];
        fc.pre(up !== null && down !== null);
        expect(up * down).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("costGrid", () => {
  it("is the corrected metrics, cost by cost, on the recorded bars", () => {
    const positions = Float64Array.from(gold.labels, (label) => label ?? 0);
    const grid = costGrid({ ...gold, positions, costs: TEN_BPS });
    expect(grid.points.map(({ costBps }) => costBps)).toEqual([0, 1, 2, 5, 10, 20, 50]);
    const metrics = correctedMetrics({ ...gold, positions, costs: TEN_BPS });
    expect(grid.points[4]).toEqual({
      costBps: 10,
      totalReturn: metrics.total_return,
      sharpeRatio: metrics.sharpe_ratio,
      costPaid: metrics.cost_paid,
      breakEvenHitRate: metrics.break_even_hit_rate,
    });
    expect(grid.breakEvenCostBps).toBe(metrics.break_even_cost_bps);
    expect(grid.hitRate).toBe(metrics.hit_rate);
  });

  it("earns less the more it costs, and needs to be right more often", () => {
    fc.assert(
      fc.property(market, (bars) => {
        const { points } = costGrid({ ...bars, costs: TEN_BPS }, [0, 3, 7, 40]);
        for (const [i, point] of points.entries()) {
          const dearer = points[i + 1] ?? point;
          expect(dearer.totalReturn).toBeLessThanOrEqual((point.totalReturn ?? NaN) + 1e-15);
          expect(dearer.breakEvenHitRate ?? 1).toBeGreaterThanOrEqual(point.breakEvenHitRate ?? 1);
        }
      }),
    );
  });

  it("charges both sides of a trade, its own break-even cost leaving nothing (by hand)", () => {
    // In at 100, out at 101: 1 % gross over two sides of 50 bps.
    const input = {
      timeMs: Float64Array.of(0, 600_000, 1_200_000),
      closes: Float64Array.of(100, 101, 101),
      positions: Float64Array.of(1, 0, 0),
      costs: TEN_BPS,
    };
    const { points, breakEvenCostBps } = costGrid(input, [0, 50]);
    expect(breakEvenCostBps).toBeCloseTo(50, 9);
    expect(points[0]?.totalReturn).toBeCloseTo(0.01, 12);
    expect(points[1]?.totalReturn).toBeCloseTo(0.995 * 1.005 - 1, 12);
    expect(tradeReturns({ ...input, costs: { ...TEN_BPS, commission: 0.005 } })).toHaveLength(1);
  });

  it("refuses a cost below nothing", () => {
    expect(() =>
      costGrid({ ...gold, positions: new Float64Array(276), costs: TEN_BPS }, [-1]),
    ).toThrow(RangeError);
  });
});
