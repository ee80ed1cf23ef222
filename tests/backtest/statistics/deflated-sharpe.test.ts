import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  deflatedSharpe,
  expectedBestSharpe,
} from "../../../backtest/statistics/deflated-sharpe.ts";
import { minimumTrackRecord } from "../../../backtest/statistics/minimum-track-record.ts";
import {
  probabilisticSharpe,
  sharpeEvidence,
} from "../../../backtest/statistics/probabilistic-sharpe.ts";
import { dependentReturns, roughReturns } from "./series.ts";

// Bailey & López de Prado (2012), "The Sharpe ratio efficient frontier": a fund with a monthly Sharpe ratio of
// 0.458 over 24 months, skewness -2.448, kurtosis 10.164.
const fund = { sharpe: 0.458, bars: 24, skewness: -2.448, kurtosis: 10.164 };
const normalFund = { ...fund, skewness: 0, kurtosis: 3 };

// Bailey & López de Prado (2014), "The deflated Sharpe ratio", the numerical example.
const best = { sharpe: 2.5 / Math.sqrt(250), bars: 1250, skewness: -3, kurtosis: 10 };
const variance = 0.5 / 250;

const evidence = fc.record({
  sharpe: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  bars: fc.integer({ min: 30, max: 5000 }),
  skewness: fc.double({ min: -1, max: 1, noNaN: true }),
  kurtosis: fc.double({ min: 3, max: 20, noNaN: true }),
});

describe("probabilisticSharpe", () => {
  it("has the paper's figures: 0.982 were the fund normal, 0.913 as it is", () => {
    expect(probabilisticSharpe(normalFund)).toBeCloseTo(0.982, 3);
    expect(probabilisticSharpe(fund)).toBeCloseTo(0.913, 3);
  });

  it("is one half at its own ratio and falls with the benchmark", () => {
    fc.assert(
      fc.property(evidence, fc.double({ min: 0, max: 1, noNaN: true }), (known, above) => {
        expect(probabilisticSharpe(known, known.sharpe)).toBe(0.5);
        const raised = probabilisticSharpe(known, known.sharpe + above) ?? NaN;
        expect(raised).toBeGreaterThanOrEqual(0);
        expect(raised).toBeLessThanOrEqual(0.5);
        const lowered = probabilisticSharpe(known, known.sharpe - above) ?? NaN;
        expect(lowered).toBeCloseTo(1 - raised, 12);
      }),
    );
  });

  it("is n/a for moments that no sample has, and refuses a single bar", () => {
    expect(probabilisticSharpe({ sharpe: 2, bars: 50, skewness: 3, kurtosis: 3 })).toBeNull();
    expect(() => probabilisticSharpe({ ...fund, bars: 1 })).toThrow("bars: expected at least 2");
  });
});

describe("sharpeEvidence", () => {
  it("measures a series", () => {
    const { evidence: known } = sharpeEvidence(dependentReturns(300));
    expect(known?.bars).toBe(300);
    expect(known?.sharpe).toBeCloseTo(0.10592663444764441, 12);
    expect(known?.skewness).toBeCloseTo(0.05604551581216266, 11);
    expect(known?.kurtosis).toBeCloseTo(2.047530722536262, 11);
  });

  it("is n/a below 30 bars and says so, and where nothing varies", () => {
    expect(sharpeEvidence(roughReturns(29))).toEqual({ evidence: null, bars: 29, neededBars: 30 });
    expect(sharpeEvidence(roughReturns(30)).evidence).not.toBeNull();
    expect(sharpeEvidence(new Float64Array(50).fill(0.1)).evidence).toBeNull();
  });
});

describe("deflatedSharpe", () => {
  it.each([
    [100, 0.9004],
    [46, 0.9505],
  ])("of the paper's strategy among %i trials is %d", (trials, published) => {
    expect(deflatedSharpe(best, { trials, variance })).toBeCloseTo(published, 4);
  });

  it("has the paper's threshold: 0.1132 a day among 100 trials", () => {
    expect(expectedBestSharpe({ trials: 100, variance })).toBeCloseTo(0.1132, 4);
  });

  it("is the probabilistic one for a single trial, and falls with trials and their spread", () => {
    fc.assert(
      fc.property(evidence, fc.integer({ min: 2, max: 500 }), (known, trials) => {
        const single = probabilisticSharpe(known);
        expect(deflatedSharpe(known, { trials: 1, variance })).toBe(single);
        const few = deflatedSharpe(known, { trials, variance }) ?? NaN;
        const many = deflatedSharpe(known, { trials: 2 * trials, variance }) ?? NaN;
        const wide = deflatedSharpe(known, { trials, variance: 4 * variance }) ?? NaN;
        expect(few).toBeLessThanOrEqual((single ?? NaN) + 1e-12);
        expect(many).toBeLessThanOrEqual(few + 1e-12);
        expect(wide).toBeLessThanOrEqual(few + 1e-12);
      }),
    );
  });

  it("refuses trials that nobody ran", () => {
    expect(() => expectedBestSharpe({ trials: 0, variance })).toThrow("trials: expected");
    expect(() => expectedBestSharpe({ trials: 5, variance: -1 })).toThrow("variance: expected");
  });
});

describe("minimumTrackRecord", () => {
  it("by hand: the fund needs 34.6 months, and would need 15.3 were it normal", () => {
    // 1 + (1 + 2.448·0.458 + 9.164/4·0.458²)·(1.644854/0.458)² and 1 + (1 + 0.458²/2)·(1.644854/0.458)²
    expect(minimumTrackRecord(fund)).toBeCloseTo(34.557, 2);
    expect(minimumTrackRecord(normalFund)).toBeCloseTo(15.251, 2);
  });

  it("is the length at which the probability reaches the confidence", () => {
    fc.assert(
      fc.property(
        evidence,
        fc.double({ min: 0.6, max: 0.999, noNaN: true }),
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        (known, confidence, above) => {
          const benchmark = known.sharpe - above;
          const bars = minimumTrackRecord(known, { benchmark, confidence }) ?? NaN;
          fc.pre(bars >= 2);
          expect(probabilisticSharpe({ ...known, bars }, benchmark)).toBeCloseTo(confidence, 8);
        },
      ),
    );
  });

  it("is n/a where no length would do", () => {
    expect(minimumTrackRecord(fund, { benchmark: 0.458 })).toBeNull();
    expect(minimumTrackRecord({ ...fund, sharpe: -0.1 })).toBeNull();
    expect(() => minimumTrackRecord(fund, { confidence: 0.5 })).toThrow("confidence: expected");
  });
});
