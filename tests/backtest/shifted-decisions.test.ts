import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barReturns } from "../../backtest/bar-returns.ts";
import { LAST_MOVE } from "../../backtest/probes.ts";
import { shiftDecisions } from "../../backtest/shifted-decisions.ts";
import { MarketHistory } from "../../data/history.ts";
import { makeRows } from "../support/rows.ts";
import { FREE } from "./market-arbitrary.ts";

const FOUR = Float64Array.of(1, -1, 0.5, -0.5);

describe("shiftDecisions", () => {
  it.each([
    [0, [1, -1, 0.5, -0.5]],
    [1, [0, 1, -1, 0.5]],
    [2, [0, 0, 1, -1]],
    [9, [0, 0, 0, 0]],
    [-1, [-1, 0.5, -0.5, -0.5]],
    [-9, [-0.5, -0.5, -0.5, -0.5]],
  ])("by %d", (bars, wanted) => {
    expect([...shiftDecisions(FOUR, bars)]).toEqual(wanted);
    expect([...FOUR]).toEqual([1, -1, 0.5, -0.5]);
  });

  it("refuses part of a bar", () => {
    expect(() => shiftDecisions(FOUR, 0.5)).toThrow("bars: expected an integer, was 0.5");
    expect(shiftDecisions(new Float64Array(), -1)).toHaveLength(0);
  });

  it("by -1 lets the follower of the last bar earn every move, whatever the prices", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 50, max: 150, noNaN: true }), { minLength: 2, maxLength: 40 }),
        (close) => {
          const history = new MarketHistory(makeRows({ close }), {
            horizonBars: 1,
            labelLagBars: 1,
          });
          const positions = shiftDecisions(LAST_MOVE.positions(history), -1);
          const closes = Float64Array.from(close);
          const { gross, market } = barReturns({ closes, positions, costs: FREE });
          // Adding 0 makes the -0 of a short held through a bar without a move a 0.
          expect([...gross].map((earned) => earned + 0)).toEqual([...market].map(Math.abs));
        },
      ),
    );
  });
});
