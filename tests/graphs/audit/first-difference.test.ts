import { describe, expect, it } from "vitest";
import {
  differenceOfValues,
  firstDifference,
  visitLeaves,
} from "../../../graphs/audit/first-difference.ts";
import type { Facet, RowEvidence } from "../../../graphs/audit/row-evidence.ts";

const evidence = (...facets: readonly Facet[]): RowEvidence => ({
  row: 7,
  facets,
  refused: null,
  failed: false,
});
const features = (value: unknown): Facet => ({
  node: "extractFeatures",
  channel: "features",
  value,
});
const embedding = (value: unknown): Facet => ({
  node: "retrieveCases",
  channel: "embedding",
  value,
});

describe("the first difference of two values", () => {
  it.each([
    ["a number", 1, 2, "", "1", "2"],
    ["null and a number", { a: null }, { a: 0 }, "a", "null", "0"],
    ["a field within", { a: { b: [1, 2] } }, { a: { b: [1, 3] } }, "a.b[1]", "2", "3"],
    [
      "an element by its name",
      { f: [{ name: "rsi", value: 1 }] },
      { f: [{ name: "rsi", value: 2 }] },
      "f[rsi].value",
      "1",
      "2",
    ],
    [
      "an element by its id",
      [{ id: "c1", shown: "x" }],
      [{ id: "c1", shown: "y" }],
      "[c1].shown",
      '"x"',
      '"y"',
    ],
    ["a field that is gone", { a: 1, b: 2 }, { a: 1 }, "b", "2", "nothing"],
    ["a field that is new", { a: 1 }, { a: 1, b: 2 }, "b", "nothing", "2"],
    ["a list that is longer", [1], [1, 2], "[1]", "nothing", "2"],
    ["a line", "one\ntwo\nthree", "one\n2\nthree", "line 2", '"two"', '"2"'],
    ["a line that is new", "one", "one\ntwo", "line 2", "nothing", '"two"'],
    ["minus zero", 0, -0, "", "0", "0"],
  ])("is %s", (_what, expected, was, field, shownExpected, shownWas) => {
    expect(differenceOfValues(expected, was)).toEqual({
      field,
      expected: shownExpected,
      was: shownWas,
    });
  });

  it("is none between equal values", () => {
    const value = { a: [1, { b: "x\ny" }], c: null, d: NaN };
    expect(differenceOfValues(value, structuredClone(value))).toBeNull();
  });

  it("is shown cut to 80 characters", () => {
    const found = differenceOfValues("a".repeat(200), "b");
    expect(found?.expected).toBe(`"${"a".repeat(78)}…`);
  });
});

describe("the first difference of two rows' evidence", () => {
  it("names row, node, channel and field", () => {
    expect(firstDifference(evidence(features({ x: 1 })), evidence(features({ x: 2 })))).toEqual({
      row: 7,
      node: "extractFeatures",
      channel: "features",
      field: "x",
      expected: "1",
      was: "2",
    });
  });

  it("sees a value that is missing, one that is new, and another in its place", () => {
    const [one, other] = [features(1), embedding({})];
    expect(firstDifference(evidence(one), evidence())).toMatchObject({ was: "nothing" });
    expect(firstDifference(evidence(), evidence(one))).toMatchObject({ expected: "nothing" });
    expect(firstDifference(evidence(one), evidence(other))).toMatchObject({
      expected: "extractFeatures, features: 1",
      was: "retrieveCases, embedding: {}",
    });
  });

  it("minds vectors of texts that were expected, and no further texts", () => {
    const expected = evidence(embedding({ news: "v1" }));
    expect(firstDifference(expected, evidence(embedding({ old: "v0", news: "v1" })))).toBeNull();
    for (const value of [{ news: "v2" }, { old: "v1" }]) {
      expect(firstDifference(expected, evidence(embedding(value)))).toMatchObject({
        field: 'vector of "news"',
      });
    }
  });
});

describe("leaves", () => {
  it("are visited with their paths", () => {
    const seen: unknown[] = [];
    const value = { a: [{ name: "rsi", value: 1 }, "x"], b: null, c: true };
    visitLeaves(value, (leaf, path) => seen.push([path, leaf]));
    expect(seen).toEqual([
      ["a[rsi].name", "rsi"],
      ["a[rsi].value", 1],
      ["a[1]", "x"],
    ]);
  });
});
