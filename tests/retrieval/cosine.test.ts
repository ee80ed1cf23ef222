import { describe, expect, it } from "vitest";
import { similarityOf, unit } from "../../retrieval/cosine.ts";

describe("unit", () => {
  it("scales to length 1 and leaves zeros alone", () => {
    expect([...unit([3, 0, -4])]).toEqual([Math.fround(0.6), 0, Math.fround(-0.8)]);
    expect([...unit([0, 0])]).toEqual([0, 0]);
  });
});

describe("similarityOf", () => {
  it("rounds to six decimals and never leaves [-1, 1]", () => {
    const third = unit([1, 1, 1]);
    expect(similarityOf(third, third)).toBe(1);
    expect(similarityOf(third, unit([-1, -1, -1]))).toBe(-1);
    expect(similarityOf(third, unit([1, 0, 0]))).toBe(0.57735);
  });

  it("has no negative zero, which JSON and CSV would print differently", () => {
    const nearlyAcross = Float32Array.from([-1e-9, 1]);
    expect(Object.is(similarityOf(Float32Array.from([1, 0]), nearlyAcross), 0)).toBe(true);
  });
});
