import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brierScore } from "../../../backtest/statistics/brier.ts";
import { expectedCalibrationError } from "../../../backtest/statistics/calibration-error.ts";
import { coverageAccuracy } from "../../../backtest/statistics/coverage-accuracy.ts";
import { equalMassBins, type Forecasts } from "../../../backtest/statistics/forecasts.ts";
import { reliabilityDiagram } from "../../../backtest/statistics/reliability-diagram.ts";
import { wilsonInterval } from "../../../backtest/wilson.ts";
import { makeRandom } from "../../../data/random.ts";
import { waves } from "./series.ts";

const wave = waves(300);
const other = waves(300, 7);
const waving: Forecasts = {
  probabilities: wave.map((value) => 0.5 + 0.45 * value),
  outcomes: wave.map((value, i) => Number(0.5 + 0.4 * value > 0.5 + 0.5 * (other[i] ?? NaN))),
};
const NONE: Forecasts = { probabilities: new Float64Array(), outcomes: [] };

const forecastRows = fc.array(
  fc.record({ p: fc.integer({ min: 0, max: 20 }), y: fc.constantFrom(0, 1) }),
  { minLength: 1, maxLength: 80 },
);

function forecastsOf(rows: readonly { readonly p: number; readonly y: number }[]): Forecasts {
  return {
    probabilities: Float64Array.from(rows, ({ p }) => p / 20),
    outcomes: rows.map(({ y }) => y),
  };
}

/** `n` forecasts that are right as often as they say, shifted by `bias` after the fact. */
function calibrated(n: number, bias: number, seed = 5): Forecasts {
  const random = makeRandom(seed);
  const truths = Float64Array.from({ length: n }, () => 0.2 + 0.6 * random.uniform());
  return {
    outcomes: truths.map((truth) => Number(random.uniform() < truth)),
    probabilities: truths.map((truth) => truth + bias),
  };
}

describe("equalMassBins", () => {
  it("cuts by rank, keeps ties together and leaves nobody out", () => {
    const probabilities = Float64Array.of(0.9, 0.1, 0.5, 0.5, 0.5, 0.2);
    const bins = equalMassBins({ probabilities, outcomes: [1, 0, 1, 0, 1, 0] }, { bins: 3 });
    expect(bins).toEqual([
      { rows: [1, 5], forecast: expect.closeTo(0.15, 14), hits: 0 },
      { rows: [2, 3, 4], forecast: 0.5, hits: 2 },
      { rows: [0], forecast: 0.9, hits: 1 },
    ]);
  });

  it("puts a group where its middle lies, not where it starts", () => {
    const probabilities = Float64Array.of(0.1, 0.5, 0.5, 0.5, 0.5, 0.9);
    const bins = equalMassBins({ probabilities, outcomes: [0, 0, 0, 1, 1, 1] }, { bins: 3 });
    expect(bins.map(({ rows }) => rows)).toEqual([[0], [1, 2, 3, 4], [5]]);
  });

  it("holds every row once, in bins that do not overlap", () => {
    fc.assert(
      fc.property(forecastRows, fc.integer({ min: 1, max: 12 }), (rows, wanted) => {
        const forecasts = forecastsOf(rows);
        const bins = equalMassBins(forecasts, { bins: wanted });
        expect(bins.length).toBeLessThanOrEqual(wanted);
        const held = bins.flatMap((bin) => bin.rows);
        expect(held.toSorted((a, b) => a - b)).toEqual([...rows.keys()]);
        const values = held.map((row) => forecasts.probabilities[row] ?? NaN);
        expect(values).toEqual(values.toSorted((a, b) => a - b));
        const lasts = bins.map((bin) => forecasts.probabilities[bin.rows.at(-1) ?? -1]);
        expect(new Set(lasts).size).toBe(bins.length);
      }),
    );
  });

  it.each([
    [{ probabilities: Float64Array.of(1.1), outcomes: [1] }, "probabilities: expected 0 to 1"],
    [{ probabilities: Float64Array.of(0.5), outcomes: [2] }, "outcomes: expected 0 or 1, was 2"],
    [{ probabilities: Float64Array.of(0.5), outcomes: [] }, "outcomes: expected 1 rows, was 0"],
  ])("refuses %j", (forecasts, message) => {
    expect(() => equalMassBins(forecasts)).toThrow(message);
  });

  it("refuses no bins", () => {
    expect(() => equalMassBins(waving, { bins: 0 })).toThrow("bins: expected");
  });
});

// scikit-learn 1.9.1: brier_score_loss; calibration_curve with strategy="quantile", the parts from its points.
describe("brierScore", () => {
  it("is what the peer says, parts and all", () => {
    const ten = brierScore(waving);
    expect(ten.score.figure).toBeCloseTo(0.22107666035190646, 13);
    expect(ten.reliability).toBeCloseTo(0.12551360049639917, 13);
    expect(ten.resolution).toBeCloseTo(0.15365555555555555, 13);
    const five = brierScore(waving, { bins: 5 });
    expect(five.reliability).toBeCloseTo(0.033764650650652414, 13);
    expect(five.resolution).toBeCloseTo(0.0634888888888889, 13);
    expect(five.uncertainty).toBeCloseTo(0.5033333333333333 * (1 - 0.5033333333333333), 13);
  });

  it("by hand: forecasts of two kinds", () => {
    // 0.8 came 1 of 2, 0.2 came 0 of 2; the overall share is 1/4.
    const { score, reliability, resolution, uncertainty, withinBins, skill } = brierScore({
      probabilities: Float64Array.of(0.8, 0.2, 0.8, 0.2),
      outcomes: [1, 0, 0, 0],
    });
    expect(score.figure).toBeCloseTo((0.04 + 0.04 + 0.64 + 0.04) / 4, 14);
    expect(reliability).toBeCloseTo((0.09 + 0.04) / 2, 14);
    expect(resolution).toBeCloseTo(1 / 16, 14);
    expect(uncertainty).toBe(3 / 16);
    expect(withinBins).toBeCloseTo(0, 14);
    expect(skill).toBeCloseTo(1 - 0.19 / (3 / 16), 13);
  });

  it("adds up whatever the bins, does not know the order of rows, keeps its ranges", () => {
    fc.assert(
      fc.property(forecastRows, fc.integer({ min: 1, max: 12 }), (rows, bins) => {
        const brier = brierScore(forecastsOf(rows), { bins });
        const { reliability, resolution, uncertainty, withinBins } = brier;
        const sum =
          (reliability ?? NaN) - (resolution ?? NaN) + (uncertainty ?? NaN) + (withinBins ?? NaN);
        expect(brier.score.figure).toBeCloseTo(sum, 12);
        expect(brier.score.figure).toBeGreaterThanOrEqual(0);
        expect(brier.score.figure).toBeLessThanOrEqual(1);
        expect(reliability).toBeGreaterThanOrEqual(0);
        expect(resolution).toBeLessThanOrEqual((uncertainty ?? NaN) + 1e-12);
        const back = brierScore(forecastsOf(rows.toReversed()), { bins });
        expect(back.reliability).toBeCloseTo(reliability ?? NaN, 12);
        expect(back.resolution).toBeCloseTo(resolution ?? NaN, 12);
      }),
    );
  });

  it("is n/a without rows, and has no skill where all is certain", () => {
    expect(brierScore(NONE)).toMatchObject({
      score: { figure: null, neededBars: 30 },
      reliability: null,
      skill: null,
    });
    const sure = { probabilities: Float64Array.of(0.9, 0.8), outcomes: [1, 1] };
    expect(brierScore(sure)).toMatchObject({ uncertainty: 0, skill: null });
  });
});

describe("expectedCalibrationError", () => {
  it("is what the peer's points give: ten and five bins", () => {
    expect(expectedCalibrationError(waving, { seed: 1 }).figure).toBeCloseTo(
      0.2764353677513916,
      13,
    );
    const five = expectedCalibrationError(waving, { seed: 1, bins: 5 });
    expect(five.figure).toBeCloseTo(0.16384287736659392, 13);
    expect(five).toMatchObject({ bins: 5, rows: 300, neededRows: 30 });
  });

  it("of calibrated forecasts is about what luck shows, and its interval begins at nothing", () => {
    const { figure, byLuck, interval } = expectedCalibrationError(calibrated(2000, 0), {
      seed: 1,
      meanBlockBars: 1,
    });
    expect((figure ?? NaN) / (byLuck ?? NaN)).toBeGreaterThan(0.5);
    expect((figure ?? NaN) / (byLuck ?? NaN)).toBeLessThan(1.6);
    expect(interval?.low).toBe(0);
    expect(interval?.high).toBeGreaterThan(figure ?? NaN);
  });

  it("begins at nothing where mirroring alone would not reach it", () => {
    const { figure, interval } = expectedCalibrationError(calibrated(500, 0, 6), {
      seed: 1,
      meanBlockBars: 1,
    });
    expect(2 * (figure ?? NaN) - (interval?.high ?? NaN)).toBeGreaterThan(0.005);
    expect(interval?.low).toBe(0);
  });

  it("finds a bias of 0.15 and holds it in its interval", () => {
    const { figure, interval } = expectedCalibrationError(calibrated(2000, 0.15), {
      seed: 1,
      meanBlockBars: 1,
    });
    expect(figure).toBeGreaterThan(0.12);
    expect(figure).toBeLessThan(0.18);
    expect(interval?.low).toBeLessThan(0.15);
    expect(interval?.low).toBeGreaterThan(0.1);
    expect(interval?.high).toBeGreaterThan(0.15);
  });

  it("lies within 0 and 1 and above the error of the whole, in any order of rows", () => {
    fc.assert(
      fc.property(forecastRows, (rows) => {
        const options = { seed: 1, draws: 20 };
        const { figure, interval } = expectedCalibrationError(forecastsOf(rows), options);
        const one = expectedCalibrationError(forecastsOf(rows), { ...options, bins: 1 });
        expect(figure).toBeGreaterThanOrEqual((one.figure ?? NaN) - 1e-12);
        expect(figure).toBeLessThanOrEqual(1);
        expect(interval === null).toBe(rows.length < 30);
        expect(interval?.low ?? 0).toBeGreaterThanOrEqual(0);
        expect(interval?.low ?? 0).toBeLessThanOrEqual(figure ?? NaN);
        expect(interval?.high ?? 1).toBeLessThanOrEqual(1);
        const back = expectedCalibrationError(forecastsOf(rows.toReversed()), options);
        expect(back.figure).toBeCloseTo(figure ?? NaN, 12);
      }),
    );
  });

  it("is n/a without rows", () => {
    expect(expectedCalibrationError(NONE, { seed: 1 })).toMatchObject({
      figure: null,
      interval: null,
      byLuck: null,
      rows: 0,
      neededRows: 30,
    });
  });
});

describe("reliabilityDiagram", () => {
  it("has the peer's points (scikit-learn 1.9.1, calibration_curve with 5 quantile bins)", () => {
    const points = reliabilityDiagram(waving, { bins: 5 });
    const observed = [0.35, 0.1, 0.5833333333333334, 0.8166666666666667, 0.6666666666666666];
    const forecast = [
      0.07986106455906454, 0.23229932011434729, 0.4812745171003138, 0.755239241139013,
      0.9199565561836803,
    ];
    expect(points.map((point) => point.observed)).toEqual(
      observed.map((share): unknown => expect.closeTo(share, 13)),
    );
    expect(points.map((point) => point.forecast)).toEqual(
      forecast.map((share): unknown => expect.closeTo(share, 13)),
    );
    expect(points[0]).toMatchObject({ rows: 60, interval: wilsonInterval(21, 60) });
  });

  it("is empty without rows", () => {
    expect(reliabilityDiagram(NONE)).toEqual([]);
  });
});

describe("coverageAccuracy", () => {
  it("by hand: ties come in together", () => {
    const confidences = Float64Array.of(0.2, 0.9, 0.5, 0.5);
    const { points, area } = coverageAccuracy(confidences, [0, 1, 1, 0]);
    expect(points).toEqual([
      { threshold: 0.9, coverage: 1 / 4, accuracy: 1, interval: wilsonInterval(1, 1), rows: 1 },
      { threshold: 0.5, coverage: 3 / 4, accuracy: 2 / 3, interval: wilsonInterval(2, 3), rows: 3 },
      { threshold: 0.2, coverage: 1, accuracy: 1 / 2, interval: wilsonInterval(2, 4), rows: 4 },
    ]);
    expect(area).toBeCloseTo(1 / 4 + (2 / 3) * (1 / 2) + (1 / 2) * (1 / 4), 14);
  });

  it("is a running mean over rows sorted by confidence (numpy 2.4.6)", () => {
    const correct = wave.map((value, i) => {
      const label = value + Math.cos(3 * (i + 1) ** 2) > 0.1;
      return Number(label === value > -0.2);
    });
    const { points, area } = coverageAccuracy(wave.map(Math.abs), correct);
    expect(area).toBeCloseTo(0.8048486121766124, 12);
    expect(points[149]?.accuracy).toBeCloseTo(0.6933333333333334, 14);
    expect(points[299]?.accuracy).toBeCloseTo(0.7066666666666667, 14);
  });

  it("ends with all rows, does not know their order, and is flat where confidence is one", () => {
    fc.assert(
      fc.property(forecastRows, (rows) => {
        const { probabilities, outcomes } = forecastsOf(rows);
        const { points, area } = coverageAccuracy(probabilities, outcomes);
        const share = rows.filter(({ y }) => y === 1).length / rows.length;
        expect(points.at(-1)).toMatchObject({ coverage: 1, accuracy: share });
        const back = forecastsOf(rows.toReversed());
        expect(coverageAccuracy(back.probabilities, back.outcomes)).toEqual({ points, area });
        const flat = coverageAccuracy(new Float64Array(rows.length), outcomes);
        expect(flat.area).toBe(share);
      }),
    );
  });

  it("is n/a without rows and refuses what is no answer", () => {
    expect(coverageAccuracy(new Float64Array(), [])).toEqual({ points: [], area: null });
    expect(() => coverageAccuracy(Float64Array.of(1), [0.5])).toThrow("correct: expected 0 or 1");
    expect(() => coverageAccuracy(Float64Array.of(NaN), [1])).toThrow("confidences: expected");
    expect(() => coverageAccuracy(Float64Array.of(1), [])).toThrow("correct: expected 1 rows");
  });
});
