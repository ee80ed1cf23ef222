import { describe, expect, it } from "vitest";
import { edgeWorld, expectedReaderReturn } from "../../../data/worlds/edge-world.ts";
import { makeWorld } from "../../../data/worlds/make-world.ts";
import { moodName, toneOf } from "../../../data/worlds/mood.ts";
import { nullWorld } from "../../../data/worlds/null-world.ts";
import { mean, nextReturns, sides, standardError } from "./series.ts";

const ROWS = 20_000;

function sizesAt(strength: number): readonly string[] {
  const returns = nextReturns([...edgeWorld({ rows: 200, seed: 9, strength })]);
  return returns.map((change) => Math.abs(change).toFixed(9));
}

describe("edgeWorld", () => {
  it.each([0, 0.2, 0.6, 1])("lets a reader be right (1 + %d)/2 of the time", (strength) => {
    const rows = [...edgeWorld({ rows: ROWS, seed: 11, strength })];
    const side = sides(rows);
    const hits = nextReturns(rows).map((change, i): number =>
      change * (side[i] ?? 0) > 0 ? 1 : 0,
    );
    const expected = (1 + strength) / 2;
    const error = Math.sqrt((expected * (1 - expected)) / hits.length);
    expect(Math.abs(mean(hits) - expected)).toBeLessThanOrEqual(4 * error);
  });

  it("says the same in mood, index and text", () => {
    const rows = [...edgeWorld({ rows: 400, seed: 3, strength: 0.5 })];
    sides(rows).forEach((side, i) => {
      const observation = rows[i]?.observation;
      expect(observation && toneOf(moodName(observation))).toBe(side === 1 ? "up" : "down");
    });
  });

  it("has return sizes that ignore the sign", () => {
    const returns = nextReturns([...edgeWorld({ rows: ROWS, seed: 5, strength: 0 })]);
    const sizes = returns.map(Math.abs);
    const centre = mean(sizes);
    const signed = returns.map((change) => Math.sign(change) * (Math.abs(change) - centre));
    expect(Math.abs(mean(signed))).toBeLessThan(4 * standardError(signed));
  });

  it("has the same return sizes whatever the strength", () => {
    expect(sizesAt(0.7)).toEqual(sizesAt(0));
  });

  it("pays a reader over the horizon what the formula says", () => {
    const rows = [...edgeWorld({ rows: ROWS, seed: 21, strength: 0.6 })];
    const side = sides(rows);
    const returns = nextReturns(rows);
    const sums = side.flatMap((value, i) => {
      const ahead = returns.slice(i, i + 6);
      return ahead.length === 6 ? [value * ahead.reduce((sum, change) => sum + change, 0)] : [];
    });
    expect(mean(sums) / expectedReaderReturn(0.6, 6)).toBeCloseTo(1, 1);
  });

  it("equals the null world at strength 0", () => {
    expect([...edgeWorld({ rows: 60, seed: 8, strength: 0 })]).toEqual([
      ...nullWorld({ rows: 60, seed: 8 }),
    ]);
  });

  it.each([-0.1, 1.1, Number.NaN])("refuses a strength of %d", (strength) => {
    expect(() => edgeWorld({ rows: 1, seed: 1, strength })).toThrow(/strength: .* from 0 to 1/);
  });
});

describe("expectedReaderReturn", () => {
  it("matches sums by hand: 22 bps times strength times 1 + 8/9 + 64/81", () => {
    expect(expectedReaderReturn(0.5, 1)).toBeCloseTo(0.0011, 12);
    expect(expectedReaderReturn(1, 3)).toBeCloseTo(0.0022 * (1 + 8 / 9 + 64 / 81), 12);
    expect(expectedReaderReturn(0, 6)).toBe(0);
  });
});

describe("makeWorld", () => {
  it("makes either world by name", () => {
    const size = { rows: 30, seed: 2 };
    expect([...makeWorld({ kind: "null", ...size })]).toEqual([...nullWorld(size)]);
    const edge = [...edgeWorld({ ...size, strength: 0.2 })];
    expect([...makeWorld({ kind: "edge", ...size })]).toEqual(edge);
    expect([...makeWorld({ kind: "edge", ...size, strength: 0.2 })]).toEqual(edge);
  });
});
