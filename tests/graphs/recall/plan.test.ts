import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../data/errors.ts";
import { planRecall, spreadRows } from "../../../graphs/recall/plan.ts";
import { thrownBy } from "../../support/fault.ts";
import { makeRows } from "../../support/rows.ts";

const scope = (close: readonly number[]) => ({
  rows: makeRows({ close }),
  within: { from: 0, to: close.length },
  horizonBars: 2,
  seed: 1,
  asset: "Gold",
  questions: 40,
  twins: 3,
});

describe("rows to ask about", () => {
  it.each([
    [{ from: 0, to: 10 }, 2, 1, [2, 7]],
    [{ from: 5, to: 15 }, 5, 2, [6, 8, 10, 12, 14]],
    [{ from: 0, to: 10 }, 40, 3, [1, 5, 8]],
    [{ from: 4, to: 6 }, 40, 9, [5]],
  ])("of %o, %d at least %d apart", (within, count, step, rows) => {
    expect(spreadRows(within, count, step)).toEqual(rows);
  });

  it("lie within, ascend, and keep apart", () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 20 }),
        (from, span, count, step) => {
          const rows = spreadRows({ from, to: from + span }, count, step);
          expect(rows.length).toBeGreaterThan(0);
          expect(rows.length).toBeLessThanOrEqual(count);
          expect(rows[0]).toBeGreaterThanOrEqual(from);
          expect(rows.at(-1)).toBeLessThan(from + span);
          for (const [i, row] of rows.slice(1).entries()) {
            expect(row - (rows[i] ?? NaN)).toBeGreaterThanOrEqual(step);
          }
        },
      ),
    );
  });
});

describe("a plan", () => {
  const close = [100, 101, 102, 101, 100, 100, 100, 103];

  it("asks for closes, and for directions that do not overlap, with the right answers", () => {
    const plan = planRecall(scope(close));
    // Six rows have an outcome two bars later.
    expect(plan.closes.map(({ row, truth }) => [row, truth])).toEqual(
      [0, 1, 2, 3, 4, 5].map((row) => [row, close[row]]),
    );
    // Rows 1, 3 and 5 are two apart: 101 → 101 and 101 → 100 and 100 → 103; the first stood still.
    expect(plan.directions.map(({ row, truth }) => [row, truth])).toEqual([
      [3, -1],
      [5, 1],
    ]);
    expect(plan.directions[0]?.question.user).toContain("1970-01-01 00:50 UTC higher");
    expect(plan.twins).toEqual([
      { row: 3, truth: -1 },
      { row: 5, truth: 1 },
    ]);
  });

  it("counts rows without texts to choose from", () => {
    expect(planRecall(scope(close))).toMatchObject({ events: [], skippedEvents: 6 });
  });

  it("needs rows with an outcome", () => {
    expect(thrownBy(() => planRecall(scope([1, 2])))).toBeInstanceOf(UsageError);
  });
});
