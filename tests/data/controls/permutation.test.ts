import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permutation } from "../../../data/controls/permutation.ts";

describe("permutation", () => {
  it("holds every number once and depends on the seed alone", () => {
    fc.assert(
      fc.property(fc.nat({ max: 80 }), fc.nat(), (n, seed) => {
        const order = permutation(n, seed, "test");
        expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        expect(permutation(n, seed, "test")).toEqual(order);
      }),
    );
  });

  it("draws every order equally often", () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed += 1) {
      const order = permutation(3, seed, "test").join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 1000 each, five standard errors of 28.9.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });

  it("differs from stream to stream", () => {
    expect(permutation(40, 1, "a")).not.toEqual(permutation(40, 1, "b"));
  });
});
