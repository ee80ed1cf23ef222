import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../data/errors.ts";
import { caseVector, mustBeCaseWeights } from "../../retrieval/case-vector.ts";
import { dot, unit } from "../../retrieval/cosine.ts";

const noText = new Float32Array(2);
const text = Float32Array.from([0.6, 0.8]);

describe("caseVector", () => {
  it("lays features, the constant and the text side by side, each with the root of its share", () => {
    const vector = caseVector([2, null, -2], text, { features: 0.36, text: 0.64 });
    // unit([2, 0, -2, 1]) = [2, 0, -2, 1] / 3, times 0.6; text times 0.8
    const expected = [0.4, 0, -0.4, 0.2, 0.48, 0.64];
    for (const [i, component] of expected.entries()) expect(vector[i]).toBeCloseTo(component, 6);
    expect(vector).toHaveLength(6);
  });

  it("adds up to the weighted sum of the two cosines", () => {
    const a = caseVector([1], Float32Array.from([1, 0]), { features: 0.25, text: 0.75 });
    const b = caseVector([0], text, { features: 0.25, text: 0.75 });
    expect(dot(a, b)).toBeCloseTo(0.25 * Math.SQRT1_2 + 0.75 * 0.6, 6);
  });

  it("tells a large move from a small one of the same direction", () => {
    expect(dot(caseVector([4], noText), caseVector([0.1], noText))).toBeLessThan(0.4);
  });

  it("lets features make up the whole where there is no text", () => {
    expect([...caseVector([0, 0], noText)]).toEqual([0, 0, 1, 0, 0]);
  });

  it("is zero only where neither part has a share", () => {
    expect([...caseVector([3], noText, { features: 0, text: 1 })]).toEqual([0, 0, 0, 0]);
  });

  it("has length 1 otherwise", () => {
    const scaled = fc.array(fc.option(fc.double({ min: -4, max: 4, noNaN: true }), { nil: null }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(scaled, fc.boolean(), (features, hasText) => {
        const vector = caseVector(features, hasText ? unit([1, 2]) : noText);
        expect(dot(vector, vector)).toBeCloseTo(1, 5);
      }),
    );
  });

  it.each([NaN, Infinity])("refuses %d", (value) => {
    expect(() => caseVector([0, value], noText)).toThrow(RangeError);
  });
});

describe("mustBeCaseWeights", () => {
  it.each([
    [0.5, 0.5],
    [1, 0],
    [0.1, 0.9],
  ])("accepts %d and %d", (features, share) => {
    expect(() => mustBeCaseWeights({ features, text: share })).not.toThrow();
  });

  it.each([
    [0.5, 0.6],
    [-0.5, 1.5],
    [NaN, 1],
  ])("refuses %d and %d", (features, share) => {
    expect(() => mustBeCaseWeights({ features, text: share })).toThrow(UsageError);
  });
});
