import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Random, makeRandom } from "../../data/random.ts";

const anySeed = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

function draws(random: Random, count: number): readonly number[] {
  return Array.from({ length: count }, () => random.uniform());
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("makeRandom", () => {
  it("repeats itself under the same seed, whatever is drawn", () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const [one, other] = [makeRandom(seed), makeRandom(seed)];
        for (const random of [one, other]) random.normal();
        expect(one.below(1000)).toBe(other.below(1000));
        expect(draws(one, 5)).toEqual(draws(other, 5));
      }),
    );
  });

  it("goes another way under another seed", () => {
    fc.assert(
      fc.property(anySeed, anySeed, (one, other) => {
        fc.pre(one !== other);
        expect(draws(makeRandom(one), 5)).not.toEqual(draws(makeRandom(other), 5));
      }),
    );
  });

  it("draws uniforms in [0, 1) and integers below n", () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 1, max: 1000 }), (seed, n) => {
        const random = makeRandom(seed);
        const [value, whole] = [random.uniform(), random.below(n)];
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1);
        expect(Number.isInteger(whole) && whole >= 0 && whole < n).toBe(true);
      }),
    );
  });

  it.each([0, 1, 2, 3, 4])("starts anywhere under neighbouring seeds, draw %i", (at) => {
    const values = Array.from({ length: 1000 }, (_, seed) => draws(makeRandom(seed), 5)[at] ?? NaN);
    // Four standard errors of the mean and of the share below a tenth, of 1000 uniforms.
    expect(Math.abs(meanOf(values) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 1000));
    const low = values.filter((value) => value < 0.1).length / 1000;
    expect(Math.abs(low - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / 1000));
  });

  it("draws normals of mean 0 and deviation 1", () => {
    const random = makeRandom(5);
    const values = Array.from({ length: 10_000 }, () => random.normal());
    expect(Math.abs(meanOf(values))).toBeLessThan(0.04);
    expect(Math.abs(meanOf(values.map((value) => value * value)) - 1)).toBeLessThan(0.06);
  });

  it("picks every item, and none from an empty list", () => {
    const random = makeRandom(6);
    const picked = new Set(Array.from({ length: 100 }, () => random.pick(["a", "b", "c"])));
    expect([...picked].toSorted()).toEqual(["a", "b", "c"]);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
