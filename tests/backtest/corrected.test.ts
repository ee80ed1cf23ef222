import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PositionInput, barReturns } from "../../backtest/bar-returns.ts";
import { correctedIntervals } from "../../backtest/corrected-intervals.ts";
import { correctedMetrics, YEAR_MS } from "../../backtest/corrected.ts";
import { referenceMetrics } from "../../backtest/reference.ts";
import { automaticBlockBars } from "../../backtest/statistics/block-length.ts";
import { tradeReturns } from "../../backtest/trades.ts";
import { gold } from "./gold-bars.ts";
import { cost, FREE, market, TEN_BPS } from "./market-arbitrary.ts";

const BAR_MS = 600_000;

function input(closes: number[], positions: number[], commission = 0): PositionInput {
  return {
    timeMs: Float64Array.from(closes, (_, row) => row * BAR_MS),
    closes: Float64Array.from(closes),
    positions: Float64Array.from(positions),
    costs: { ...FREE, commission },
  };
}

describe("correctedMetrics by hand", () => {
  // Long two bars (+10 %, -10 %), flip short for one (-10 %), half long for one (+10 %), flat at the end.
  const closes = [100, 110, 99, 89.1, 98.01];
  const metrics = correctedMetrics(input(closes, [1, 1, -1, 0.5, 0], 0.01));
  const nets = [0.99 * 1.1 - 1, -0.1 - 0.02, 0.1 - 0.015, 0.05 - 0.005];
  const growth = nets.reduce((product, r) => product * (1 + r), 1);
  const mean = nets.reduce((sum, r) => sum + r, 0) / 4;
  const std = Math.sqrt(nets.reduce((sum, r) => sum + (r - mean) ** 2, 0) / 3);

  it("charges the entry and annualises by time that passed, 52,560 ten-minute bars a year", () => {
    expect(metrics.bars_per_year).toBe(52_560);
    expect(metrics.total_return).toBeCloseTo(growth - 1, 14);
    expect(metrics.sharpe_ratio).toBeCloseTo((Math.sqrt(52_560) * mean) / std, 9);
  });

  it("compounds a half-year's return into a year's, and gives up where that overflows", () => {
    const halfYear = { ...input([100, 110], [1, 1]), timeMs: Float64Array.of(0, YEAR_MS / 2) };
    expect(correctedMetrics(halfYear).annual_return).toBeCloseTo(0.21, 12);
    expect(correctedMetrics(input([100, 110], [1, 1])).annual_return).toBeNull();
  });

  it("counts trades whole, each side of a flip paid by its own trade", () => {
    const returns = tradeReturns(input(closes, [1, 1, -1, 0.5, 0], 0.01));
    expect(returns).toHaveLength(3);
    expect(returns[0]).toBeCloseTo(0.99 * 1.1 * (1 - 0.1 - 0.01) - 1, 14);
    expect(returns[1]).toBeCloseTo(0.99 * (1 + 0.1 - 0.01) - 1, 14);
    expect(returns[2]).toBeCloseTo(0.995 * (1 + 0.05 - 0.005) - 1, 14);
    expect(metrics).toMatchObject({ trades: 3, trade_win_rate: 2 / 3 });
  });

  it("measures how much it trades and holds", () => {
    expect(metrics).toMatchObject({ flips: 2, turnover_per_bar: 1, hit_rate: 3 / 4 });
    expect(metrics.exposure).toBeCloseTo(3.5 / 4, 14);
    expect(metrics.net_exposure).toBeCloseTo(1.5 / 4, 14);
  });

  it("finds the costs and hit rate that break even", () => {
    // Gross 0.1 - 0.1 + 0.1 + 0.05 over 1 entered and 4 traded.
    expect(metrics.break_even_cost_bps).toBeCloseTo((1e4 * 0.15) / 5, 9);
    expect(metrics.break_even_hit_rate).toBeCloseTo(0.5 + (1 * 0.01) / (2 * (3.5 / 4) * 0.1), 12);
    const equity = [1, 0.99, 0.99 * 1.1, 0.99 * 1.1 * 0.88, 0.99 * 1.1 * 0.88 * 1.085];
    const paid =
      0.01 + 0.02 * (equity[2] ?? NaN) + 0.015 * (equity[3] ?? NaN) + 0.005 * (equity[4] ?? NaN);
    expect(metrics.cost_paid).toBeCloseTo(paid, 14);
  });

  it("is 1/2 + f·c/m for positions of ±1", () => {
    const flipping = correctedMetrics(input([100, 101, 99.99, 100.9899], [1, 1, -1, -1], 0.001));
    expect(flipping.break_even_hit_rate).toBeCloseTo(0.5 + ((1 / 3) * 0.001) / 0.01, 9);
  });

  it("measures drawdown from the initial capital, entry included", () => {
    expect(correctedMetrics(input([100, 90, 99], [1, 1, 1])).max_drawdown).toBeCloseTo(-0.1, 14);
    const rising = correctedMetrics(input([100, 110], [1, 1], 0.01));
    expect(rising.max_drawdown).toBeCloseTo(-0.01, 14);
  });

  it("stays ruined once everything is lost", () => {
    const ruined = correctedMetrics(input([100, 250, 100], [-1, -1, -1]));
    expect(ruined).toMatchObject({
      total_return: -1,
      annual_return: -1,
      max_drawdown: -1,
      sharpe_ratio: null,
    });
  });

  it("values an open trade at the last close and leaves out one that has not begun", () => {
    expect(tradeReturns(input([100, 110, 121], [0, 1, 1], 0.01))).toEqual([
      expect.closeTo(0.99 * 1.1 - 1, 14),
    ]);
    expect(tradeReturns(input([100, 110, 121], [0, 0, 1], 0.01))).toEqual([]);
  });

  it("is null where undefined", () => {
    expect(correctedMetrics(input([100], [1], 0.01))).toEqual({
      total_return: null,
      annual_return: null,
      sharpe_ratio: null,
      max_drawdown: null,
      trades: 0,
      trade_win_rate: null,
      turnover_per_bar: null,
      flips: 0,
      exposure: null,
      net_exposure: null,
      hit_rate: null,
      break_even_hit_rate: null,
      break_even_cost_bps: 0,
      cost_paid: null,
      bars_per_year: null,
    });
    expect(correctedMetrics(input([100, 101, 102], [0, 0, 0], 0.01))).toMatchObject({
      total_return: 0,
      sharpe_ratio: null,
      trade_win_rate: null,
      hit_rate: null,
      break_even_hit_rate: null,
      break_even_cost_bps: null,
      cost_paid: 0,
    });
  });

  it("refuses values that are not finite, naming the row", () => {
    expect(() => correctedMetrics(input([1, 2], [1, NaN]))).toThrow(
      "positions: expected a finite number, was NaN in row 1",
    );
  });
});

describe("correctedMetrics on the recorded bars", () => {
  it("annualises with the time that passed, gaps included", () => {
    const positions = new Float64Array(gold.closes.length).fill(1);
    const { bars_per_year, total_return } = correctedMetrics({
      ...gold,
      positions,
      costs: TEN_BPS,
    });
    expect(bars_per_year).toBeCloseTo((275 * 52_560) / 287, 6);
    expect(total_return).toBeCloseTo((1 - 0.07067541171529246) * 0.999 - 1, 14);
  });
});

describe("correctedMetrics for any market", () => {
  it("differs from the reference's total only by the entry", () => {
    fc.assert(
      fc.property(market, cost, (bars, commission) => {
        const scored = { ...bars, costs: { ...FREE, commission } };
        const entry = 1 - Math.abs(bars.positions[0] ?? NaN) * commission;
        const reference = referenceMetrics(scored).total_return ?? NaN;
        expect(correctedMetrics(scored).total_return).toBeCloseTo((1 + reference) * entry - 1, 12);
      }),
    );
  });

  it("keeps its ranges, loses to costs, and earns nothing flat", () => {
    fc.assert(
      fc.property(market, cost, (bars, commission) => {
        const charged = correctedMetrics({ ...bars, costs: { ...FREE, commission } });
        const free = correctedMetrics({ ...bars, costs: FREE });
        const flat = correctedMetrics({
          ...bars,
          positions: new Float64Array(bars.closes.length),
          costs: { ...FREE, commission },
        });
        expect(charged.total_return ?? NaN).toBeLessThanOrEqual((free.total_return ?? NaN) + 1e-15);
        expect(charged.max_drawdown).toBeGreaterThanOrEqual(-1);
        expect(charged.max_drawdown).toBeLessThanOrEqual(0);
        expect(charged.cost_paid).toBeGreaterThanOrEqual(0);
        expect(free.cost_paid).toBe(0);
        expect(flat).toMatchObject({ total_return: 0, max_drawdown: 0, cost_paid: 0, trades: 0 });
      }),
    );
  });

  it("breaks even, bar by bar, at its break-even cost", () => {
    fc.assert(
      fc.property(market, (bars) => {
        const { break_even_cost_bps: bps } = correctedMetrics({ ...bars, costs: FREE });
        fc.pre(bps !== null && bps >= 0 && bps < 1e4);
        const held = [0, ...bars.positions];
        let net = 0;
        for (let t = 0; t < bars.closes.length; t++) {
          const [before = NaN, now = NaN] = [held[t], held[t + 1]];
          const move = t === 0 ? 0 : (bars.closes[t] ?? NaN) / (bars.closes[t - 1] ?? NaN) - 1;
          net += before * move - (Math.abs(now - before) * (bps ?? NaN)) / 1e4;
        }
        expect(net).toBeCloseTo(0, 10);
      }),
    );
  });
});

describe("correctedIntervals", () => {
  const positions = Float64Array.from(gold.labels);

  it("surrounds the figures and says what it rests on", () => {
    const scored = { ...gold, positions, costs: TEN_BPS };
    const metrics = correctedMetrics(scored);
    const intervals = correctedIntervals(scored, { seed: 1 });
    expect(intervals).toMatchObject({
      bars: 275,
      needed_bars: 30,
      draws: 1000,
    });
    const { net, gross } = barReturns(scored);
    expect(intervals.mean_block_bars).toBe(
      Math.max(
        automaticBlockBars(net) ?? NaN,
        automaticBlockBars(gross.map((r) => Number(r > 0))) ?? NaN,
      ),
    );
    for (const key of ["total_return", "sharpe_ratio", "hit_rate"] as const) {
      expect(intervals[key]?.low).toBeLessThan(metrics[key] ?? NaN);
      expect(intervals[key]?.high).toBeGreaterThan(metrics[key] ?? NaN);
      expect(intervals[key]?.level).toBe(0.95);
    }
  });

  it("has none for 29 bars, and no Sharpe for a flat line", () => {
    const short = input(
      Array.from({ length: 30 }, (_, i) => 100 + i),
      Array.from({ length: 30 }, () => 1),
    );
    expect(correctedIntervals(short, { seed: 1 })).toMatchObject({
      total_return: null,
      sharpe_ratio: null,
      hit_rate: null,
      bars: 29,
    });
    const flat = { ...gold, positions: new Float64Array(276), costs: TEN_BPS };
    expect(correctedIntervals(flat, { seed: 1 })).toMatchObject({
      total_return: { low: 0, high: 0 },
      sharpe_ratio: null,
      hit_rate: null,
    });
  });
});
