import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alphaBeta } from "../../../backtest/statistics/alpha-beta.ts";
import { hacLag, hacMean } from "../../../backtest/statistics/hac.ts";
import { hacSharpe, hacSharpeDifference } from "../../../backtest/statistics/sharpe-error.ts";
import { staticAndTiming } from "../../../backtest/statistics/static-and-timing.ts";
import { dependentReturns, marketReturns, returnsArbitrary, roughReturns } from "./series.ts";

const own = dependentReturns(300);
const rival = marketReturns(300);

describe("hacLag", () => {
  it.each([
    [0, 0],
    [50, 3],
    [100, 4],
    [275, 5],
    [1000, 6],
    [52_560, 16],
  ])("of %i bars is %i", (n, lag) => {
    expect(hacLag(n)).toBe(lag);
  });
});

// statsmodels 0.15.0: OLS on a constant, cov_type="HAC", use_correction=True.
describe("hacMean", () => {
  it.each([
    [0, 0.0005167045773633289],
    [5, 0.0008870307197809068],
    [12, 0.0009874455298971765],
  ])("with %i lags has the error %d", (lagBars, error) => {
    const { figure, standardError } = hacMean(own, { lagBars });
    expect(figure).toBeCloseTo(0.0009479995040205567, 14);
    expect(standardError).toBeCloseTo(error, 13);
  });

  it("with no lags is the textbook's s/√n, with Student's interval", () => {
    // 1, -1, … : s² = 40/39, error √(1/39), t of 39 degrees 2.0227.
    const signs = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const { standardError, interval, t } = hacMean(signs, { lagBars: 0 });
    expect(standardError).toBeCloseTo(1 / Math.sqrt(39), 14);
    expect(interval?.high).toBeCloseTo(2.0227 / Math.sqrt(39), 4);
    expect(t).toBe(0);
  });

  it("takes the automatic lag unless told", () => {
    expect(hacMean(own)).toEqual(hacMean(own, { lagBars: 5 }));
  });

  it("keeps the figure below 30 bars, and has no error there", () => {
    expect(hacMean(Float64Array.of(0.01, 0.03))).toEqual({
      figure: 0.02,
      standardError: null,
      t: null,
      interval: null,
      lagBars: 1,
      bars: 2,
      neededBars: 30,
    });
    expect(hacMean(new Float64Array()).figure).toBeNull();
  });

  it("refuses a lag that is none, and a level", () => {
    expect(() => hacMean(own, { lagBars: -1 })).toThrow("lagBars: expected an integer");
    expect(() => hacMean(own, { lagBars: 1.5 })).toThrow(RangeError);
    expect(() => hacMean(own, { level: 1 })).toThrow("level: expected");
  });

  it("scales with the series, mirrors with its sign, and does not move with its level", () => {
    fc.assert(
      fc.property(returnsArbitrary, fc.integer({ min: -50, max: 50 }), (returns, factor) => {
        const { figure, standardError } = hacMean(returns);
        const scaled = hacMean(returns.map((r) => factor * r));
        expect(scaled.figure).toBeCloseTo(factor * (figure ?? NaN), 12);
        expect(scaled.standardError).toBeCloseTo(Math.abs(factor) * (standardError ?? NaN), 12);
        expect(hacMean(returns.map((r) => r + 1)).standardError).toBeCloseTo(
          standardError ?? NaN,
          12,
        );
      }),
    );
  });
});

// statsmodels 0.15.0: OLS on a constant and the market, cov_type="HAC", use_correction=True, use_t=True.
describe("alphaBeta", () => {
  const returns = own.map((r, t) => r + 0.4 * (rival[t] ?? NaN));

  it.each([
    [0, 0.0005154089169997914, 0.03610031777449564],
    [5, 0.0008874431366793307, 0.04389481956102799],
  ])("with %i lags", (lagBars, alphaError, betaError) => {
    const { alpha, beta, rSquared } = alphaBeta(returns, rival, { lagBars });
    expect(alpha.figure).toBeCloseTo(0.0009941895955337416, 13);
    expect(beta.figure).toBeCloseTo(0.35418903225911436, 12);
    expect(rSquared).toBeCloseTo(0.24066052288417905, 12);
    expect(alpha.standardError).toBeCloseTo(alphaError, 13);
    expect(beta.standardError).toBeCloseTo(betaError, 12);
  });

  it("has the peer's intervals", () => {
    const { alpha, beta } = alphaBeta(returns, rival);
    expect(alpha.interval?.low).toBeCloseTo(-0.0007522598994402936, 10);
    expect(alpha.interval?.high).toBeCloseTo(0.002740639090507777, 10);
    expect(beta.interval?.low).toBeCloseTo(0.26780593650248546, 9);
    expect(beta.interval?.high).toBeCloseTo(0.44057212801574325, 9);
  });

  it("finds what was put in: half the market and a basis point", () => {
    fc.assert(
      fc.property(returnsArbitrary, (market) => {
        fc.pre(market.some((r) => r !== market[0]));
        const made = alphaBeta(
          market.map((m) => 0.0001 + m / 2),
          market,
        );
        expect(made.alpha.figure).toBeCloseTo(0.0001, 14);
        expect(made.beta.figure).toBeCloseTo(0.5, 10);
        expect(made.rSquared).toBeCloseTo(1, 12);
        expect(made.beta.standardError).toBeCloseTo(0, 10);
      }),
    );
  });

  it("is n/a against a market that stands still, or in two bars", () => {
    const still = alphaBeta(own, new Float64Array(300).fill(0.001));
    expect(still).toMatchObject({
      alpha: { figure: null, interval: null },
      beta: { figure: null, neededBars: 30 },
      rSquared: null,
    });
    expect(alphaBeta(own.slice(0, 2), rival.slice(0, 2)).beta.figure).toBeNull();
    expect(() => alphaBeta(own, rival.slice(1))).toThrow("market: expected 300 bars, was 299");
  });
});

// statsmodels 0.15.0 over the influence series as numpy 2.4.6 computes it; lags as stated, use_correction=True.
describe("hacSharpe", () => {
  it.each([
    [0, 0.05774472821615213],
    [5, 0.09883662511420892],
  ])("with %i lags has the error %d", (lagBars, error) => {
    const { figure, standardError } = hacSharpe(own, { lagBars });
    expect(figure).toBeCloseTo(0.10592663444764441, 12);
    expect(standardError).toBeCloseTo(error, 11);
  });

  it("is close to √((1 + SR²/2)/n) for bars that are nearly independent", () => {
    const returns = roughReturns(2000).map((r) => r + 0.0007);
    const { figure, standardError } = hacSharpe(returns, { lagBars: 0 });
    // A sine is flatter than a normal: kurtosis 1.5 in place of 3 takes SR²/2 to SR²/8.
    const theory = Math.sqrt((1 + (figure ?? NaN) ** 2 / 8) / 2000);
    expect((standardError ?? NaN) / theory).toBeCloseTo(1, 1);
  });

  it("of the difference from a baseline", () => {
    const { figure, standardError } = hacSharpeDifference(own, rival, { lagBars: 5 });
    expect(figure).toBeCloseTo(0.03485842752348027, 12);
    expect(standardError).toBeCloseTo(0.11796353786832639, 11);
  });

  it("differs from itself by nothing, for certain, and turns round with the sides", () => {
    const itself = hacSharpeDifference(own, own);
    expect(itself).toMatchObject({ figure: 0, standardError: 0, t: null });
    const there = hacSharpeDifference(own, rival);
    const back = hacSharpeDifference(rival, own);
    expect(back.figure).toBe(-(there.figure ?? NaN));
    expect(back.standardError).toBeCloseTo(there.standardError ?? NaN, 14);
  });

  it("is n/a where returns do not vary, and below 30 bars", () => {
    const still = new Float64Array(300);
    expect(hacSharpe(still)).toMatchObject({ figure: null, standardError: null });
    expect(hacSharpeDifference(own, still)).toMatchObject({ figure: null, interval: null });
    expect(hacSharpe(own.slice(0, 29))).toMatchObject({ interval: null, neededBars: 30 });
    expect(() => hacSharpeDifference(own, still.slice(1))).toThrow("baseline: expected 300 bars");
  });

  it("does not know scale", () => {
    fc.assert(
      fc.property(returnsArbitrary, fc.integer({ min: 1, max: 50 }), (returns, factor) => {
        const straight = hacSharpe(returns);
        fc.pre(straight.standardError !== null);
        const scaled = hacSharpe(returns.map((r) => factor * r));
        expect(scaled.standardError).toBeCloseTo(straight.standardError ?? NaN, 9);
      }),
    );
  });
});

describe("staticAndTiming", () => {
  it("by hand", () => {
    // Positions 1, 1, -1, 1 (mean 1/2) on returns 2, 0, -3, 5 % (mean 1 %): (2 + 0 + 3 + 5)/4 = 2.5 %.
    const held = Float64Array.of(1, 1, -1, 1);
    const parts = staticAndTiming(held, Float64Array.of(0.02, 0, -0.03, 0.05));
    expect(parts.gross).toBeCloseTo(0.025, 14);
    expect(parts.staticPart).toBeCloseTo(0.005, 14);
    expect(parts.timing).toMatchObject({ interval: null, neededBars: 30 });
    expect(parts.timing.figure).toBeCloseTo(0.02, 14);
  });

  it("gives a position that never changes no timing, exactly", () => {
    const { timing, gross, staticPart } = staticAndTiming(new Float64Array(300).fill(0.5), rival);
    expect(timing.figure).toBe(0);
    expect(timing.standardError).toBe(0);
    expect(gross).toBe(staticPart);
  });

  it("adds up, and both parts turn with the positions", () => {
    fc.assert(
      fc.property(returnsArbitrary, fc.infiniteStream(fc.constantFrom(-1, 0, 0.5, 1)), (r, s) => {
        const held = r.map(() => s.next().value ?? NaN);
        const parts = staticAndTiming(held, r);
        const gross = r.reduce((sum, move, t) => sum + move * (held[t] ?? NaN), 0) / r.length;
        expect(parts.gross).toBeCloseTo(gross, 14);
        const turned = staticAndTiming(
          held.map((position) => -position),
          r,
        );
        expect(turned.timing.figure).toBeCloseTo(-(parts.timing.figure ?? NaN), 14);
        expect(turned.staticPart).toBeCloseTo(-(parts.staticPart ?? NaN), 14);
      }),
    );
  });

  it("is n/a without bars, and refuses uneven series", () => {
    const none = new Float64Array();
    expect(staticAndTiming(none, none)).toMatchObject({ gross: null, timing: { figure: null } });
    expect(() => staticAndTiming(none, rival)).toThrow("held: expected 300 bars, was 0");
  });
});
