import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalQuality } from "../../../backtest/signal-quality.ts";
import { pesaranTimmermann } from "../../../backtest/statistics/pesaran-timmermann.ts";
import { waves } from "./series.ts";

const first = waves(300);
const cosines = first.map((_, i) => Math.cos(3 * (i + 1) ** 2));
const calls = Array.from(first, (wave): -1 | 1 => (wave > -0.2 ? 1 : -1));
const labels = Array.from(first, (wave, i): -1 | 1 => (wave + (cosines[i] ?? NaN) > 0.1 ? 1 : -1));
const directions = fc.array(fc.tuple(fc.constantFrom(-1, 1), fc.constantFrom(-1, 1)), {
  minLength: 30,
  maxLength: 120,
});

/** The paper's statistic, term by term. */
function asPublished(said: readonly number[], came: readonly number[]): number {
  const n = said.length;
  const hit = said.filter((call, i) => call === came[i]).length / n;
  const x = said.filter((call) => call > 0).length / n;
  const y = came.filter((outcome) => outcome > 0).length / n;
  const chance = y * x + (1 - y) * (1 - x);
  const hitVariance = (chance * (1 - chance)) / n;
  const chanceVariance =
    ((2 * y - 1) ** 2 * x * (1 - x)) / n +
    ((2 * x - 1) ** 2 * y * (1 - y)) / n +
    (4 * y * x * (1 - y) * (1 - x)) / n ** 2;
  return (hit - chance) / Math.sqrt(hitVariance - chanceVariance);
}

describe("pesaranTimmermann", () => {
  const test = pesaranTimmermann(calls, labels, { lagBars: 5 });

  it("has the figures of the published formula, computed with numpy 2.4.6 and scipy 1.17.1", () => {
    expect(test.beyondChance).toBeCloseTo(0.2135111111111111, 13);
    expect(test.statistic).toBeCloseTo(7.522428499368126, 10);
    expect(test.p).toBeCloseTo(2.688401178370401e-14, 14);
  });

  it("is √(χ²·n/(n - 1)) of the table's independence (scipy 1.17.1, chi2_contingency: 56.398307)", () => {
    expect(test.statistic).toBeCloseTo(Math.sqrt((56.39830742634547 * 300) / 299), 10);
  });

  it("has the error that runs leave it (statsmodels 0.15.0, HAC with 5 lags)", () => {
    expect(test.dependent.standardError).toBeCloseTo(0.02528133608715576, 12);
  });

  it("leaves out rows without a call or an outcome", () => {
    const holes = [null, 0, NaN, 1, 1];
    const padded = pesaranTimmermann([...calls, ...holes], [...labels, 1, 1, 1, null, NaN]);
    expect(padded).toEqual(pesaranTimmermann(calls, labels));
  });

  it("is n/a below 30 rows, and when one side says one thing only", () => {
    expect(pesaranTimmermann(calls.slice(0, 29), labels.slice(0, 29))).toMatchObject({
      statistic: null,
      p: null,
      rows: 29,
      neededRows: 30,
      dependent: { interval: null },
    });
    expect(
      pesaranTimmermann(
        labels.map(() => 1),
        labels,
      ),
    ).toMatchObject({ beyondChance: 0, statistic: null, p: null });
    expect(pesaranTimmermann([], [])).toMatchObject({ beyondChance: null, rows: 0 });
    expect(() => pesaranTimmermann([1], [])).toThrow("calls: expected 0 rows, was 1");
  });

  it("is the published formula and a multiple of the Matthews correlation, and turns with the calls", () => {
    fc.assert(
      fc.property(directions, (pairs) => {
        const said = pairs.map(([call]) => call);
        const came = pairs.map(([, outcome]) => (outcome > 0 ? 1 : -1));
        const { statistic, p } = pesaranTimmermann(said, came);
        fc.pre(statistic !== null && p !== null);
        const n = pairs.length;
        const { mcc } = signalQuality(said, came, { seed: 1, draws: 1 });
        expect(statistic).toBeCloseTo(asPublished(said, came), 9);
        expect(statistic).toBeCloseTo(((mcc ?? NaN) * n) / Math.sqrt(n - 1), 9);
        const turned = pesaranTimmermann(
          said.map((call) => -call),
          came,
        );
        expect(turned.statistic).toBeCloseTo(-statistic, 9);
        expect(turned.p).toBeCloseTo(1 - p, 9);
      }),
    );
  });
});

// scikit-learn 1.9.1: matthews_corrcoef, balanced_accuracy_score, precision_recall_fscore_support.
describe("signalQuality", () => {
  const quality = signalQuality(calls, labels, { seed: 1 });

  it("is what the peer says", () => {
    expect(quality.mcc).toBeCloseTo(0.4335831616746875, 13);
    expect(quality.balanced_accuracy).toBeCloseTo(0.7182049418604651, 13);
    expect(quality.buy.precision).toBeCloseTo(0.62195122, 8);
    expect(quality.buy.recall).toBeCloseTo(0.796875, 8);
    expect(quality.buy.f1_score).toBeCloseTo(0.69863014, 8);
    expect(quality.sell.precision).toBeCloseTo(0.80882353, 8);
    expect(quality.sell.recall).toBeCloseTo(0.63953488, 8);
    expect(quality.sell.f1_score).toBeCloseTo(0.71428571, 8);
  });
});
