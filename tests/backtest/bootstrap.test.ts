import { describe, expect, it } from "vitest";
import { bootstrapIntervals } from "../../backtest/bootstrap.ts";
import { quantile } from "../../backtest/quantile.ts";
import { makeRandom } from "../../data/random.ts";

function meanOf(n: number) {
  return ([sum = NaN]: Float64Array) => sum / n;
}

function width(column: Float64Array, meanBlockBars?: number): number {
  const { intervals } = bootstrapIntervals([column], [meanOf(column.length)], {
    seed: 3,
    ...(meanBlockBars === undefined ? {} : { meanBlockBars }),
  });
  const [interval] = intervals;
  return (interval?.high ?? NaN) - (interval?.low ?? NaN);
}

describe("bootstrapIntervals", () => {
  it("is as wide as normal theory says for independent draws", () => {
    const random = makeRandom(11);
    const column = Float64Array.from({ length: 400 }, () => random.normal());
    const mean = column.reduce((sum, x) => sum + x, 0) / 400;
    const std = Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 400);
    const theory = (2 * 1.96 * std) / Math.sqrt(400);
    expect(width(column, 1) / theory).toBeGreaterThan(0.9);
    expect(width(column, 1) / theory).toBeLessThan(1.1);
  });

  it("widens with dependence: by about √block for runs as long as blocks", () => {
    const random = makeRandom(12);
    let level = 0;
    const column = Float64Array.from({ length: 2000 }, () => {
      level = 0.9 * level + random.normal();
      return level;
    });
    expect(width(column, 60) / width(column, 1)).toBeGreaterThan(2.5);
  });

  it("resamples all columns together", () => {
    const random = makeRandom(13);
    const column = Float64Array.from({ length: 64 }, () => random.normal());
    const twice = column.map((x) => 2 * x);
    const { intervals } = bootstrapIntervals(
      [column, twice],
      [([a = NaN, b = NaN]) => b - 2 * a, ([, b = NaN]) => b],
      { seed: 1 },
    );
    expect(intervals[0]?.low).toBeCloseTo(0, 12);
    expect(intervals[0]?.high).toBeCloseTo(0, 12);
    expect(intervals[1]?.high).toBeGreaterThan(intervals[1]?.low ?? NaN);
  });

  it("wraps around the end: a constant column has one mean whatever the blocks", () => {
    const column = new Float64Array(50).fill(0.25);
    for (const meanBlockBars of [1, 4, 500]) {
      const { intervals } = bootstrapIntervals([column], [meanOf(50)], { seed: 5, meanBlockBars });
      expect(intervals).toEqual([{ low: 0.25, high: 0.25, level: 0.95 }]);
    }
  });

  it("is the same for the same seed and another for another", () => {
    const column = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i * i));
    const run = (seed: number) => bootstrapIntervals([column], [meanOf(40)], { seed });
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it("has no interval below 30 rows, and says how many it needs", () => {
    expect(bootstrapIntervals([new Float64Array(29)], [meanOf(29)], { seed: 1 })).toEqual({
      intervals: [null],
      n: 29,
      neededRows: 30,
      meanBlockBars: 4,
      draws: 1000,
    });
  });

  it.each([
    [27, 3],
    [64, 4],
    [275, 7],
    [1000, 10],
  ])("takes blocks of ceil(n^(1/3)): %i rows, %i bars", (n, bars) => {
    const { meanBlockBars } = bootstrapIntervals([new Float64Array(n)], [meanOf(n)], { seed: 1 });
    expect(meanBlockBars).toBe(bars);
  });

  it("has no interval for a figure that is mostly undefined", () => {
    const column = new Float64Array(100);
    column[0] = 1;
    const rare = bootstrapIntervals([column], [([hits = NaN]) => 1 / hits - 1 / hits], { seed: 1 });
    expect(rare.intervals).toEqual([null]);
  });

  it("refuses options out of range and uneven columns", () => {
    const column = new Float64Array(40);
    for (const bad of [{ draws: 0 }, { draws: 1.5 }, { level: 1 }, { meanBlockBars: 0.5 }]) {
      expect(() => bootstrapIntervals([column], [], { seed: 1, ...bad })).toThrow(RangeError);
    }
    expect(() => bootstrapIntervals([column, new Float64Array(39)], [], { seed: 1 })).toThrow(
      "column rows: expected 40, was 39",
    );
  });
});

describe("quantile", () => {
  it.each([
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4], 0, 1],
    [[1, 2, 3, 4], 1, 4],
    [[10, 20], 0.25, 12.5],
    [[7], 0.9, 7],
    [[1, Infinity, Infinity], 1, Infinity],
    [[1, Infinity], 0.5, Infinity],
  ])("of %j at %f is %f", (sorted, share, wanted) => {
    expect(quantile(sorted, share)).toBe(wanted);
  });

  it("of nothing is not a number", () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});
