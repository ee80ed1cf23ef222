import { describe, expect, it } from "vitest";
import { evaluatePerformance } from "../../../backtest/evaluation/performance.ts";
import { selectionFigures } from "../../../backtest/evaluation/selection.ts";
import { correctedMetrics } from "../../../backtest/corrected.ts";
import { held, noise, seriesOf } from "./series-of.ts";

const BARS = 120;
const returns = noise(BARS, 3);
const TEN_BPS = 0.001;

/** Knows every bar. */
const seer = [...returns.map((r) => Math.sign(r)), 1];

function evaluate(
  positions: Parameters<typeof seriesOf>[0]["positions"],
  trials: Parameters<typeof evaluatePerformance>[1] = null,
) {
  return evaluatePerformance(seriesOf({ returns, positions, commission: TEN_BPS }), trials, {
    seed: 1,
    draws: 200,
  });
}

function overfittingOf(positions: Parameters<typeof seriesOf>[0]["positions"]) {
  return selectionFigures(seriesOf({ returns, positions }), null).overfitting;
}

describe("the figures of a strategy", () => {
  const { strategies } = evaluate({
    agent: held(1, BARS),
    always_long: held(1, BARS),
    always_short: held(-1, BARS),
    seer,
  });
  const [agent, long, short, knowing] = strategies;

  it("are those of the scoring, with an interval around each", () => {
    const series = seriesOf({ returns, positions: { agent: held(1, BARS) }, commission: TEN_BPS });
    const { timeMs, closes, costs } = series;
    const positions = Float64Array.from(held(1, BARS));
    expect(agent?.metrics).toEqual(correctedMetrics({ timeMs, closes, costs, positions }));
    const { totalReturn } = agent?.intervals ?? {};
    expect(totalReturn?.low).toBeLessThan(agent?.metrics.total_return ?? NaN);
    expect(totalReturn?.high).toBeGreaterThan(agent?.metrics.total_return ?? NaN);
  });

  it("tell holding from timing: what never changes has no timing, and the market's own beta", () => {
    expect(agent?.staticAndTiming.timing.figure).toBeCloseTo(0, 15);
    expect(short?.alphaBeta.beta.figure).toBeCloseTo(-1, 1);
    const mean = returns.reduce((sum, r) => sum + Math.abs(r), 0) / BARS;
    expect(knowing?.staticAndTiming.gross).toBeCloseTo(mean, 12);
    expect(knowing?.staticAndTiming.timing.figure).toBeGreaterThan(0.9 * mean);
    expect(long).toEqual({ ...agent, name: "always_long", own: false });
  });
});

describe("the agent against rules", () => {
  it("is nothing ahead of a rule that does the same, with certainty", () => {
    const { rivals } = evaluate({
      agent: held(1, BARS),
      agent_by_score: seer,
      same: held(1, BARS),
    });
    expect(rivals.map(({ rule }) => rule)).toEqual(["same"]);
    expect(rivals[0]?.difference.total).toEqual({
      figure: 0,
      interval: { low: 0, high: 0, level: 0.95 },
    });
  });

  it("is behind one that knows every bar, beyond chance", () => {
    const { rivals } = evaluate({ agent: held(1, BARS), seer });
    expect(rivals[0]?.difference.mean.interval?.high).toBeLessThan(0);
    expect(rivals[0]?.sharpe.interval?.high).toBeLessThan(0);
  });
});

describe("the agent against luck and selection", () => {
  it("a seer is above nearly all coin flips and shifts, a fixed position is not", () => {
    const { luck } = evaluate({ agent: seer, agent_by_score: held(1, BARS) });
    expect(luck.map(({ name }) => name)).toEqual(["agent", "agent_by_score"]);
    expect(luck[0]?.randomPercentile.percentile).toBeGreaterThan(0.99);
    expect(luck[0]?.circularShift.p).toBeLessThan(0.02);
    expect(luck[1]?.circularShift.p).toBe(1);
  });

  it("deflates by the trials that were counted, and not at all where their spread is unknown", () => {
    const select = (trials: Parameters<typeof selectionFigures>[1]) =>
      selectionFigures(
        seriesOf({ returns, positions: { agent: seer }, commission: TEN_BPS }),
        trials,
      );
    const alone = select(null);
    expect(alone).toMatchObject({ trials: 1, overfitting: null });
    expect(alone.asCounted).toEqual(alone.ifIndependent);
    expect(alone.asCounted.expectedBestSharpe).toBe(0);
    expect(alone.asCounted.deflatedSharpe).toBe(
      evaluate({ agent: seer }).strategies[0]?.probabilisticSharpe,
    );
    const variance = 0.25;
    const few = select({ count: 5, variance });
    const many = select({ count: 500, variance });
    expect(few.asCounted.deflatedSharpe).toBeLessThan(alone.asCounted.deflatedSharpe ?? NaN);
    expect(many.asCounted.deflatedSharpe).toBeLessThan(few.asCounted.deflatedSharpe ?? NaN);
    // 1.19 standard deviations of 1/√119 for the best of five.
    expect(few.ifIndependent.expectedBestSharpe).toBeCloseTo(1.192 / Math.sqrt(119), 3);
    expect(select({ count: 5, variance: null })).toMatchObject({
      trials: 5,
      asCounted: { expectedBestSharpe: null, deflatedSharpe: null },
      ifIndependent: few.ifIndependent,
    });
  });

  it("does not count a rule that does what another does as a choice", () => {
    expect(overfittingOf({ agent: seer, again: seer })).toBeNull();
    expect(overfittingOf({ agent: seer, again: seer, always_long: held(1, BARS) })).toMatchObject({
      variants: 2,
      probability: 0,
    });
  });
});

describe("too few bars", () => {
  it("are said, with how many it takes, in place of figures", () => {
    const short = noise(20, 1);
    const performance = evaluatePerformance(
      seriesOf({ returns: short, positions: { agent: held(1, 20), always_short: held(-1, 20) } }),
      null,
      { seed: 1 },
    );
    const [agent] = performance.strategies;
    expect(agent).toMatchObject({
      bars: 20,
      neededBars: 30,
      probabilisticSharpe: null,
      minimumTrackRecordBars: null,
      intervals: { totalReturn: null, sharpeRatio: null, hitRate: null },
    });
    expect(agent?.sharpePerBar.interval).toBeNull();
    expect(performance.selection.overfitting).toMatchObject({ probability: null, neededBars: 60 });
    expect(performance.luck[0]?.randomPercentile).toMatchObject({
      percentile: null,
      neededBars: 30,
    });
  });

  it("refuses a series without a strategy", () => {
    expect(() =>
      evaluatePerformance(seriesOf({ returns: [0.1], positions: {} }), null, { seed: 1 }),
    ).toThrow("strategies: expected at least one, was none");
  });
});
