import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referenceSeries } from "../../backtest/reference-series.ts";
import { labelCodes, type ReferenceInput, referenceMetrics } from "../../backtest/reference.ts";
import { gold, reference } from "./gold-bars.ts";
import { cost, FREE, market } from "./market-arbitrary.ts";

const n = gold.closes.length;
const POSITIONS: Record<string, (row: number) => number> = {
  buy_and_hold: () => 1,
  sell_and_hold: () => -1,
  follow_signal: (row) => gold.labels[row] ?? NaN,
  momentum_12: (row) => (row < 12 ? 0 : momentumSign(row)),
  continuous_sine: (row) => Math.sin(row / 7),
  flat: () => 0,
};

function momentumSign(row: number): number {
  return Math.sign((gold.closes[row] ?? NaN) - (gold.closes[row - 12] ?? NaN));
}

function input(closes: number[], positions: number[], extra: Partial<ReferenceInput> = {}) {
  return {
    closes: Float64Array.from(closes),
    positions: Float64Array.from(positions),
    labels: new Int8Array(closes.length),
    costs: FREE,
    ...extra,
  };
}

/** 0 when both are the same number or both undefined; NaN when only one is undefined. */
function relativeError(actual: number | null | undefined, wanted: number | null): number {
  if (actual === wanted) return 0;
  return Math.abs((actual ?? NaN) - (wanted ?? NaN)) / Math.abs(wanted ?? NaN);
}

function nullIfUndefined(value = NaN): number | null {
  return Number.isNaN(value) ? null : value;
}

describe("the six recorded cases", () => {
  it.each(reference.cases)("$name: metrics and series", ({ name, metrics, series, ...costs }) => {
    const positions = Float64Array.from({ length: n }, (_, row) => POSITIONS[name]?.(row) ?? NaN);
    const scored = { ...gold, labels: labelCodes(gold.labels), positions, costs };
    const ours: Record<string, number | null> = { ...referenceMetrics(scored) };
    const bars: Record<string, Float64Array> = { ...referenceSeries(scored) };
    expect(Object.keys(ours)).toEqual(Object.keys(metrics));
    expect(Object.keys(bars)).toEqual(Object.keys(series));
    const compared = [
      ...Object.entries(metrics).map(([key, wanted]) => ({ key, actual: ours[key], wanted })),
      ...Object.entries(series).flatMap(([key, values]) =>
        reference.rows.map((row, i) => ({
          key: `${key}, row ${row}`,
          actual: nullIfUndefined(bars[key]?.[row]),
          wanted: values[i] ?? null,
        })),
      ),
    ];
    expect(compared).toHaveLength(9 + 6 * 7);
    const off = compared.filter(({ actual, wanted }) => !(relativeError(actual, wanted) < 1e-12));
    expect(off).toEqual([]);
  });
});

describe("referenceMetrics by hand", () => {
  it("charges a flip twice, the entry never", () => {
    const metrics = referenceMetrics(
      input([100, 110, 99], [1, -1, -1], {
        costs: { commission: 0.0075, slippage: 0.0025, initialCapital: 1 },
      }),
    );
    // r = 0.1 - 2·0.01, then 0.1; mean 0.09, sample std 0.02/√2
    expect(metrics.total_return).toBeCloseTo(1.08 * 1.1 - 1, 14);
    expect(metrics.annual_return).toBeCloseTo((1.08 * 1.1) ** 126 - 1, 0);
    expect(metrics.sharpe_ratio).toBeCloseTo((Math.sqrt(252) * 0.09) / (0.02 / Math.SQRT2), 9);
    expect(metrics).toMatchObject({ max_drawdown: 0, win_rate: 1, profit_factor: Infinity });
  });

  it("measures drawdown from the first defined value, so a first loss is none", () => {
    const { max_drawdown, win_rate, profit_factor } = referenceMetrics(
      input([100, 50, 100, 75], [1, 1, 1, 1]),
    );
    expect(max_drawdown).toBeCloseTo(-0.25, 14);
    expect(win_rate).toBeCloseTo(1 / 3, 14);
    expect(profit_factor).toBeCloseTo(1 / 0.75, 14);
  });

  it("has a Sharpe of 0 when returns do not vary, and none with a single return", () => {
    expect(referenceMetrics(input([1, 2, 4, 8], [1, 1, 1, 1])).sharpe_ratio).toBe(0);
    expect(referenceMetrics(input([1, 2], [1, 1]))).toMatchObject({
      sharpe_ratio: null,
      total_return: 1,
    });
  });

  it("keeps its digits when returns hardly vary around a large mean", () => {
    let close = 1;
    const moves = [0.5, 0.5 + 1e-9, 0.5 - 1e-9, 0.5];
    const closes = [1, ...moves.map((r) => (close *= 1 + r))];
    const std = Math.sqrt(2e-18 / 3);
    const ratio = (referenceMetrics(input(closes, [1, 1, 1, 1, 1])).sharpe_ratio ?? NaN) * std;
    expect(ratio / (Math.sqrt(252) * 0.5)).toBeCloseTo(1, 6);
  });

  it("has no money figures below 2 rows, and no signal figures without labels", () => {
    const nothing = {
      total_return: null,
      annual_return: null,
      sharpe_ratio: null,
      max_drawdown: null,
      win_rate: null,
      profit_factor: null,
      precision: null,
      recall: null,
      f1_score: null,
    };
    expect(referenceMetrics(input([], []))).toEqual(nothing);
    expect(referenceMetrics(input([5], [1]))).toEqual(nothing);
    expect(referenceMetrics(input([5], [1], { labels: Int8Array.of(1) }))).toEqual({
      ...nothing,
      precision: 1,
      recall: 1,
      f1_score: 1,
    });
  });

  it("counts flat as sell and leaves unlabelled rows out of precision and recall", () => {
    const labels = Int8Array.of(1, 1, -1, 0, 1, -1);
    const { precision, recall, f1_score } = referenceMetrics(
      input([1, 1, 1, 1, 1, 1], [0.2, 0, 1, 1, 1, -1], { labels }),
    );
    expect([precision, recall, f1_score]).toEqual([2 / 3, 2 / 3, 2 / 3]);
  });

  it("is null, not a number, where a loss of everything leaves no figure", () => {
    const { annual_return, total_return } = referenceMetrics(
      input([1, 3, 3, 3, 3, 3], [-1, -1, -1, -1, -1, -1]),
    );
    expect(total_return).toBe(-2);
    expect(annual_return).toBeNull();
  });

  it("leaves an undefined return out and compounds over it", () => {
    const gappy = input([100, NaN, 100, 110], [1, 1, 1, 1]);
    expect(referenceMetrics(gappy)).toMatchObject({ win_rate: 1, max_drawdown: 0 });
    expect(referenceMetrics(gappy).total_return).toBeCloseTo(0.1, 14);
    const { strategy_equity } = referenceSeries(gappy);
    expect(Array.from(strategy_equity.slice(0, 3))).toEqual([NaN, NaN, NaN]);
    expect(strategy_equity[3]).toBeCloseTo(1.1, 14);
  });

  it("refuses uneven series and costs out of range", () => {
    expect(() => referenceMetrics(input([1, 2], [1]))).toThrow("positions: expected 2 rows, was 1");
    for (const bad of [{ commission: -0.1 }, { slippage: NaN }, { initialCapital: 0 }]) {
      expect(() => referenceMetrics(input([1, 2], [1, 1], { costs: { ...FREE, ...bad } }))).toThrow(
        RangeError,
      );
    }
  });
});

describe("referenceMetrics for any market", () => {
  it("agrees with its own series, computed the long way", () => {
    fc.assert(
      fc.property(market, cost, (bars, commission) => {
        const scored = { ...bars, costs: { ...FREE, commission } };
        const metrics = referenceMetrics(scored);
        const series = referenceSeries(scored);
        const r = series.strategy_return.slice(1);
        const mean = r.reduce((sum, x) => sum + x, 0) / r.length;
        const std = Math.sqrt(r.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (r.length - 1));
        const curve = series.strategy_cumulative_return.slice(1);
        const drawdowns = curve.map((cum, i) => {
          const peak = Math.max(...curve.slice(0, i + 1));
          return (cum - peak) / (1 + peak);
        });
        expect(metrics.total_return).toBe(curve.at(-1));
        expect(metrics.max_drawdown).toBeCloseTo(Math.min(...drawdowns), 14);
        const sharpe = std > 1e-9 ? (Math.sqrt(252) * mean) / std : (metrics.sharpe_ratio ?? 0);
        expect(metrics.sharpe_ratio ?? 0).toBeCloseTo(sharpe, 8);
        const moved = r.filter((x) => x !== 0);
        const won = r.filter((x) => x > 0);
        expect(metrics.win_rate).toBe(moved.length === 0 ? 0 : won.length / moved.length);
        expect(metrics.max_drawdown).toBeGreaterThanOrEqual(-1);
      }),
    );
  });

  it("earns exactly nothing flat, whatever the costs", () => {
    fc.assert(
      fc.property(market, cost, ({ closes, labels }, commission) => {
        const positions = new Float64Array(closes.length);
        const metrics = referenceMetrics({
          closes,
          labels,
          positions,
          costs: { ...FREE, commission },
        });
        expect(metrics).toMatchObject({
          total_return: 0,
          annual_return: 0,
          sharpe_ratio: closes.length === 2 ? null : 0,
          max_drawdown: 0,
          win_rate: 0,
          profit_factor: Infinity,
        });
      }),
    );
  });

  it("does not depend on the currency, and costs never raise the total", () => {
    fc.assert(
      fc.property(market, cost, (bars, commission) => {
        const free = referenceMetrics({ ...bars, costs: FREE });
        const scaled = referenceMetrics({
          ...bars,
          closes: bars.closes.map((close) => close * 1024),
          costs: FREE,
        });
        const charged = referenceMetrics({ ...bars, costs: { ...FREE, commission } });
        expect(scaled).toEqual(free);
        expect(charged.total_return ?? NaN).toBeLessThanOrEqual(free.total_return ?? NaN);
      }),
    );
  });
});
