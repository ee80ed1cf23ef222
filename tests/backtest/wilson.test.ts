import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "../../backtest/wilson.ts";

// By hand, with z² = 3.841459 for 95 %.
describe("wilsonInterval", () => {
  it("of one in two", () => {
    // (0.5 + 0.960365 ± 1.959964·√(0.125 + 0.240091)) / (1 + 1.920729) = (1.460365 ± 1.184259) / 2.920729
    const { low, high } = wilsonInterval(1, 2) ?? {};
    expect(low).toBeCloseTo(0.094531, 6);
    expect(high).toBeCloseTo(0.905469, 6);
  });

  it("of none in ten: from 0 to z²/(10 + z²)", () => {
    const { low, high } = wilsonInterval(0, 10) ?? {};
    expect(low).toBe(0);
    expect(high).toBeCloseTo(3.841459 / 13.841459, 6);
  });

  it("of all in ten: the mirror image", () => {
    const { low, high } = wilsonInterval(10, 10) ?? {};
    expect(low).toBeCloseTo(10 / 13.841459, 6);
    expect(high).toBe(1);
  });

  it("of nothing: none", () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it("lies within 0 and 1, around the share, and mirrors", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (hits, misses) => {
        const trials = hits + misses;
        fc.pre(trials > 0);
        const { low = NaN, high = NaN } = wilsonInterval(hits, trials) ?? {};
        const mirrored = wilsonInterval(misses, trials);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(hits / trials);
        expect(high).toBeGreaterThanOrEqual(hits / trials);
        expect(high).toBeLessThanOrEqual(1);
        expect(mirrored?.low).toBeCloseTo(1 - high, 12);
      }),
    );
  });

  it.each([
    [-1, 3],
    [4, 3],
    [0.5, 3],
    [1, 2.5],
  ])("refuses %d of %d", (successes, trials) => {
    expect(() => wilsonInterval(successes, trials)).toThrow(RangeError);
  });
});
