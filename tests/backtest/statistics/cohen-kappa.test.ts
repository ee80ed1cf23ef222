import { describe, expect, it } from "vitest";
import { cohenKappa } from "../../../backtest/statistics/cohen-kappa.ts";

const pairs = (both: number, first: number, second: number, none: number) => [
  ...Array.from({ length: both }, () => [true, true] as const),
  ...Array.from({ length: first }, () => [true, false] as const),
  ...Array.from({ length: second }, () => [false, true] as const),
  ...Array.from({ length: none }, () => [false, false] as const),
];

describe("Cohen's kappa", () => {
  it("takes the agreement of luck away", () => {
    // 35 of 50 agree; yes by 25 and by 30: luck gives 0.5 · 0.6 + 0.5 · 0.4 = 0.5.
    const { agreed, kappa } = cohenKappa(pairs(20, 5, 10, 15));
    expect(agreed).toMatchObject({ hits: 35, of: 50, share: 0.7 });
    expect(kappa).toBeCloseTo(0.4, 12);
  });

  it.each([
    [1, pairs(3, 0, 0, 4)],
    [0, pairs(1, 1, 1, 1)],
    [-1, pairs(0, 2, 2, 0)],
  ])("is %d at its corners", (expected, given) => {
    expect(cohenKappa(given).kappa).toBeCloseTo(expected, 12);
  });

  it("is not there without things, or where both always say the same", () => {
    expect(cohenKappa([])).toEqual({
      agreed: { hits: 0, of: 0, share: null, interval: null },
      kappa: null,
    });
    expect(cohenKappa(pairs(0, 0, 0, 5)).kappa).toBeNull();
  });
});
