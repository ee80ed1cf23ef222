import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementBeyondChance } from "../../backtest/chance-agreement.ts";
import type { Label } from "../../data/row.ts";

const side = fc.constantFrom<(-1 | 1)[]>(-1, 1);

/** Every order of the items. */
function orders<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) =>
    orders(items.filter((_, j) => j !== i)).map((rest) => [item].concat(rest)),
  );
}

describe("agreementBeyondChance", () => {
  it.each<[string, (number | null)[], (Label | null)[], number]>([
    ["full agreement of even series", [1, 1, -1, -1], [1, 1, -1, -1], 0.5],
    ["full disagreement", [1, 1, -1, -1], [-1, -1, 1, 1], -0.5],
    ["one side throughout", [1, 1, 1, 1], [1, 1, 1, -1], 0],
    // 3 of 4 agree; by chance 3/4·1/2 + 1/4·1/2 = 1/2 would.
    ["three of four", [1, 1, 1, -1], [1, 1, -1, -1], 0.25],
    ["rows with both sides alone", [1, null, -1, 0, -1], [1, 1, -1, 1, null], 0.5],
  ])("%s", (_, actions, labels, wanted) => {
    expect(agreementBeyondChance(actions, labels)).toBeCloseTo(wanted, 12);
  });

  it("is nothing where no row has both", () => {
    expect(agreementBeyondChance([null, 1], [1, null])).toBeNull();
  });

  it("is 0 on average over all orders of the labels", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(side, side), { minLength: 1, maxLength: 5 }), (pairs) => {
        const actions = pairs.map(([action]) => action);
        const found = orders(pairs.map(([, label]) => label)).map(
          (labels) => agreementBeyondChance(actions, labels) ?? NaN,
        );
        expect(found.reduce((sum, value) => sum + value, 0) / found.length).toBeCloseTo(0, 12);
      }),
    );
  });

  it("refuses series of different lengths", () => {
    expect(() => agreementBeyondChance([1], [1, -1])).toThrow("actions: expected 2 rows, was 1");
  });
});
