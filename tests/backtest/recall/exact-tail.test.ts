import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialTail, coincidenceTail } from "../../../backtest/recall/exact-tail.ts";

describe("binomialTail", () => {
  it.each([
    // (1/4)²; 1 - (3/4)²; certain.
    [2, 2, 0.25, 1 / 16],
    [1, 2, 0.25, 7 / 16],
    [0, 2, 0.25, 1],
    // (10 + 5 + 1) / 32.
    [3, 5, 0.5, 16 / 32],
    [5, 5, 0.5, 1 / 32],
  ])("%d or more of %d at %d", (hits, trials, chance, wanted) => {
    expect(binomialTail(hits, trials, chance)).toBeCloseTo(wanted, 12);
  });

  it("holds where the chances of single counts are too small for a number", () => {
    expect(binomialTail(5000, 20_000, 0.25)).toBeCloseTo(0.5, 2);
    expect(binomialTail(20_000, 20_000, 0.25)).toBe(0);
  });
});

describe("coincidenceTail", () => {
  it.each([
    // Two of four rows called up, two went up: 1 of 6 ways for both, 4 for one, 1 for none.
    [2, 4, 2, 2, 1 / 6],
    [1, 4, 2, 2, 5 / 6],
    [0, 4, 2, 2, 1],
    // Always up coincides with all that went up, whatever luck does.
    [3, 5, 5, 3, 1],
    [0, 5, 0, 3, 1],
    // Three calls of five rows, of which three went up: 1 of 10 ways for all.
    [3, 5, 3, 3, 0.1],
  ])("%d or more of %d rows, %d said and %d gone up", (both, rows, said, went, wanted) => {
    expect(coincidenceTail(both, rows, said, went)).toBeCloseTo(wanted, 12);
  });

  it("is what counting every way to deal the calls gives", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 9 }),
        (rows) => {
          const said = rows.filter(([call]) => call).length;
          const went = rows.filter(([, up]) => up).length;
          const both = rows.filter(([call, up]) => call && up).length;
          const deals = Array.from({ length: 2 ** rows.length }, (_, bits) =>
            rows.map((__, i) => (bits >> i) % 2 === 1),
          ).filter((deal) => deal.filter(Boolean).length === said);
          const asGood = deals.filter(
            (deal) => deal.filter((call, i) => call && rows[i]?.[1]).length >= both,
          );
          const tail = coincidenceTail(both, rows.length, said, went);
          expect(tail).toBeCloseTo(asGood.length / deals.length, 10);
        },
      ),
      { numRuns: 60 },
    );
  });
});
