import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byRunningSums, byWeights } from "../../backtest/resampled-sums.ts";
import { makeRandom } from "../../data/random.ts";

const column = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
});

describe("the two ways to sum a resample", () => {
  it("take the same draws and give the same sums, for any columns and block length", () => {
    fc.assert(
      fc.property(
        column,
        fc.oneof(fc.constant(1), fc.double({ min: 1, max: 40, noNaN: true })),
        fc.integer({ min: 0, max: 99 }),
        (values, meanBlockBars, seed) => {
          const own = Float64Array.from(values);
          const columns = [own, own.map(() => 1), own.map((value) => value * value)];
          const [running, weighed] = [byRunningSums, byWeights].map((make) => {
            const resample = make(columns, meanBlockBars);
            const random = makeRandom(seed, "resample");
            return Array.from({ length: 3 }, () => {
              const sums = new Float64Array(columns.length);
              resample(random, sums);
              return [...sums];
            });
          });
          for (const [draw, sums] of (weighed ?? []).entries()) {
            for (const [c, sum] of sums.entries()) {
              expect(sum).toBeCloseTo(running?.[draw]?.[c] ?? NaN, 9);
            }
            // As many rows as there are, each counted as often as it was drawn.
            expect(sums[1]).toBe(own.length);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("draws single rows where the mean block is one bar, and the whole circle where it is endless", () => {
    const rows = Float64Array.from({ length: 50 }, (_, t) => 2 ** (t % 20));
    const sums = new Float64Array(1);
    byWeights([rows], 1)(makeRandom(1, "a"), sums);
    expect(sums[0]).not.toBe(rows.reduce((a, b) => a + b, 0));
    byWeights([rows], 1e12)(makeRandom(1, "a"), sums);
    expect(sums[0]).toBe(rows.reduce((a, b) => a + b, 0));
  });
});
