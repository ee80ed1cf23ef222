import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backtestOverfitting } from "../../../backtest/statistics/backtest-overfitting.ts";
import { makeRandom } from "../../../data/random.ts";
import { waves } from "./series.ts";

/** sin(f·t²)/100 with a little added: six variants of which none is good. */
const variants = [1, 2, 3, 5, 7, 11].map((frequency) => {
  const extra = { 2: 0.0005, 5: 0.0002 }[frequency] ?? 0;
  return waves(160, frequency).map((wave) => wave / 100 + extra);
});
const short = variants.slice(0, 5).map((returns) => returns.slice(0, 101));

describe("backtestOverfitting", () => {
  // By brute force with numpy 2.4.6 and scipy 1.17.1: itertools.combinations of blocks, stats.rankdata.
  it.each<[string, Float64Array[], number, [number, number, number, number]]>([
    ["8 blocks", variants, 8, [70, 0.35714285714285715, 0.4142857142857143, 0.9162907318741551]],
    [
      "16 blocks",
      variants,
      16,
      [12870, 0.3073038073038073, 0.3362859362859363, 0.9162907318741551],
    ],
    ["101 bars in 8 blocks", short, 8, [70, 0.6285714285714286, 0.6142857142857143, 0]],
    ["101 bars in 10 blocks", short, 10, [252, 0.6825396825396826, 0.6111111111111112, 0]],
  ])("%s", (_name, returns, blocks, [splits, probability, loss, logit]) => {
    const found = backtestOverfitting(returns, { blocks });
    expect(found.splits).toBe(splits);
    expect(found.probability).toBeCloseTo(probability, 12);
    expect(found.lossProbability).toBeCloseTo(loss, 12);
    expect(found.medianLogit).toBeCloseTo(logit, 12);
  });

  it("is nothing for a variant that is always best", () => {
    const good = variants.map((returns, i) => (i === 1 ? returns.map((r) => r + 0.02) : returns));
    expect(backtestOverfitting(good, { blocks: 8 })).toMatchObject({
      probability: 0,
      lossProbability: 0,
      medianLogit: expect.closeTo(Math.log(6), 12),
    });
  });

  it("is near a half when variants differ by luck", () => {
    const random = makeRandom(3);
    const probabilities = Array.from({ length: 12 }, () => {
      const noise = Array.from({ length: 8 }, () =>
        Float64Array.from({ length: 200 }, () => random.normal()),
      );
      return backtestOverfitting(noise, { blocks: 8 }).probability ?? NaN;
    });
    const mean = probabilities.reduce((sum, p) => sum + p, 0) / probabilities.length;
    expect(mean).toBeGreaterThan(0.35);
    expect(mean).toBeLessThan(0.65);
  });

  it("is certain when there is nothing to choose", () => {
    const same = [variants[0], variants[0], variants[0]].map(
      (returns) => returns ?? new Float64Array(),
    );
    expect(backtestOverfitting(same, { blocks: 4 })).toMatchObject({
      probability: 1,
      medianLogit: 0,
      splits: 6,
    });
  });

  it("is n/a below the bars that each half needs, and says how many", () => {
    const few = variants.map((returns) => returns.slice(0, 59));
    expect(backtestOverfitting(few)).toEqual({
      probability: null,
      lossProbability: null,
      medianLogit: null,
      splits: 0,
      variants: 6,
      bars: 59,
      neededBars: 60,
    });
    expect(backtestOverfitting(few, { blocks: 20 }).neededBars).toBe(60);
    expect(
      backtestOverfitting(
        variants.map((r) => r.slice(0, 60)),
        { blocks: 4 },
      ).splits,
    ).toBe(6);
  });

  it("knows neither the order of variants nor the scale of their returns", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(variants, { minLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (some, factor) => {
          const there = backtestOverfitting(variants, { blocks: 6 });
          const scaled = some.map((returns) => returns.map((r) => factor * r));
          const back = backtestOverfitting(scaled, { blocks: 6 });
          expect(back.probability).toBe(there.probability);
          expect(back.medianLogit).toBeCloseTo(there.medianLogit ?? NaN, 12);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("refuses one variant, uneven ones and odd blocks", () => {
    expect(() => backtestOverfitting(variants.slice(0, 1))).toThrow(
      "variants: expected at least 2",
    );
    expect(() => backtestOverfitting([...variants, new Float64Array(9)])).toThrow(
      "variants: expected 160 bars, was 9",
    );
    for (const blocks of [0, 3, 2.5, 22]) {
      expect(() => backtestOverfitting(variants, { blocks })).toThrow("blocks: expected an even");
    }
  });
});
