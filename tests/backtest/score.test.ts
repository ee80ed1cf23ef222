import { describe, expect, it } from "vitest";
import { correctedMetrics } from "../../backtest/corrected.ts";
import { positionsFromDecisions } from "../../backtest/decision-positions.ts";
import { metricsJson, toJsonNumber } from "../../backtest/metrics-json.ts";
import { RULES } from "../../backtest/rules.ts";
import { labelCodes, referenceMetrics } from "../../backtest/reference.ts";
import { type ScoreInput, scoreRun } from "../../backtest/score.ts";
import { MarketHistory } from "../../data/history.ts";
import { gold, goldRows } from "./gold-bars.ts";
import { TEN_BPS } from "./market-arbitrary.ts";

const history = new MarketHistory(goldRows, { horizonBars: 6, labelLagBars: 6 });
const rules = RULES.map(({ name, explain, positions }) => ({
  name,
  explain,
  positions: positions(history),
}));
const input: ScoreInput = {
  ...gold,
  actionPositions: Float64Array.from(gold.labels),
  scorePositions: Float64Array.from(gold.closes, (_, row) => Math.sin(row / 7)),
  rules,
  costs: TEN_BPS,
  seed: 1,
  randomDraws: 40,
};

describe("scoreRun", () => {
  const score = scoreRun(input);
  const bars = { ...gold, labels: labelCodes(gold.labels), costs: TEN_BPS };

  it("scores actions at the top and scores under `continuous`", () => {
    const action = { ...bars, positions: input.actionPositions };
    const continuous = { ...bars, positions: input.scorePositions };
    expect(score.rows).toBe(276);
    expect(score.reference).toEqual(referenceMetrics(action));
    expect(score.corrected).toMatchObject({ ...correctedMetrics(action) });
    expect(score.continuous.reference).toEqual(referenceMetrics(continuous));
    expect(score.continuous.corrected).toMatchObject({ ...correctedMetrics(continuous) });
    expect(score.signal).toMatchObject({ compared: 276, agreement: 1, mcc: 1 });
    expect(score.continuous.signal.compared).toBe(275);
  });

  it("keeps signal match and earnings apart: perfect labels lose 7.9 %", () => {
    expect(score.signal.agreement).toBe(1);
    expect(score.reference.total_return).toBeCloseTo(-0.0793, 4);
  });

  it("puts every rule and luck beside it", () => {
    expect(Object.keys(score.baselines)).toEqual([
      ...RULES.map(({ name }) => name),
      "random_matched_turnover",
    ]);
    expect(score.baselines["mvrv_momentum_sign"]?.reference.total_return).toBeCloseTo(0.0649, 4);
    const luck = score.baselines.random_matched_turnover;
    expect(luck).toMatchObject({ draws: 40, flip_probability: score.corrected.flips / 275 });
    const band = luck.corrected.total_return;
    expect(band?.p5).toBeLessThan(band?.median ?? NaN);
    expect(band?.median).toBeLessThan(band?.p95 ?? NaN);
    expect(luck.corrected.exposure).toEqual({ median: 1, p5: 1, p95: 1 });
  });

  it("compares the actions as decided when they are given", () => {
    const actions = gold.labels.map((label, row) => (row < 100 ? null : label));
    expect(scoreRun({ ...input, rules: [], actions }).signal.compared).toBe(176);
  });

  it("gives the same bytes for the same input", () => {
    expect(metricsJson(scoreRun(input))).toBe(metricsJson(score));
  });

  it("scores a single row without inventing a figure", () => {
    const one = scoreRun({
      timeMs: Float64Array.of(0),
      closes: Float64Array.of(5),
      labels: [null],
      actionPositions: Float64Array.of(1),
      scorePositions: Float64Array.of(0.5),
      rules: [],
      costs: TEN_BPS,
      seed: 1,
      randomDraws: 2,
    });
    expect(one.reference.precision).toBeNull();
    expect(one.corrected.intervals.total_return).toBeNull();
    expect(one.baselines.random_matched_turnover.reference.total_return).toBeNull();
    expect(() => metricsJson(one)).not.toThrow();
  });

  it("refuses a rule whose name is taken and rows that do not match", () => {
    const [rule] = rules;
    expect(() => scoreRun({ ...input, rules: rule ? [rule, rule] : [] })).toThrow(
      "rules: expected unique names, was always_long twice",
    );
    expect(() => scoreRun({ ...input, timeMs: new Float64Array(3) })).toThrow(
      "timeMs: expected 276 rows, was 3",
    );
  });
});

describe("positionsFromDecisions", () => {
  it("carries the position over rows without one, from 0 at the start", () => {
    const { action, score } = positionsFromDecisions([
      { action: null, score: null },
      { action: 1, score: 0.4 },
      { action: null, score: null },
      { action: -1, score: -0.1 },
      { action: null, score: 0.2 },
    ]);
    expect([...action]).toEqual([0, 1, 1, -1, -1]);
    expect([...score]).toEqual([0, 0.4, 0.4, -0.1, 0.2]);
  });
});

describe("metricsJson", () => {
  it("writes infinities as text and null as null", () => {
    expect(JSON.parse(metricsJson({ a: Infinity, b: [-Infinity, 0.5, null] }))).toEqual({
      a: "Infinity",
      b: ["-Infinity", 0.5, null],
    });
    expect(toJsonNumber(2)).toBe(2);
  });

  it("never writes NaN", () => {
    expect(() => metricsJson({ deep: { sharpe_ratio: NaN } })).toThrow(
      "sharpe_ratio: expected a number or null, was NaN",
    );
    expect(() => toJsonNumber(NaN)).toThrow(RangeError);
  });
});
