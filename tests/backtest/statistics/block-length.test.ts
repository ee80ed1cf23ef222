import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { automaticBlockBars } from "../../../backtest/statistics/block-length.ts";
import { dependentReturns, marketReturns, returnsArbitrary, roughReturns } from "./series.ts";

function walk(n: number): Float64Array {
  let sum = 0;
  return roughReturns(n).map((step) => (sum += step));
}

/** ±1 in runs of 22 bars. */
const square = Float64Array.from({ length: 300 }, (_, i) => Math.sign(Math.sin((i + 1) / 7)));

// arch 8.0.0, bootstrap.optimal_block_length, column "stationary"; it has no lower bound, ours is 1.
describe("automaticBlockBars", () => {
  it.each([
    ["dependent, 300 bars", dependentReturns(300), 9.194320565165475],
    ["dependent, 1,000 bars", dependentReturns(1000), 14.150393984359278],
    ["a market, 500 bars", marketReturns(500), 1],
    ["independent, 300 bars", roughReturns(300), 1],
    ["a walk, 200 bars", walk(200), 19.732558245924697],
    ["a square wave, 300 bars", square, 18.57541319004459],
    ["dependent, 40 bars: the upper bound", dependentReturns(40), 14],
  ])("%s", (_name, series, bars) => {
    expect(automaticBlockBars(series)).toBeCloseTo(bars, 8);
  });

  it("is n/a below 30 rows and where nothing varies", () => {
    expect(automaticBlockBars(dependentReturns(29))).toBeNull();
    expect(automaticBlockBars(dependentReturns(30))).not.toBeNull();
    expect(automaticBlockBars(new Float64Array(100).fill(0.1))).toBeNull();
  });

  it("knows neither scale, sign nor level, and keeps its bounds", () => {
    fc.assert(
      fc.property(returnsArbitrary, fc.constantFrom(-8, -1, 0.5, 4), (returns, factor) => {
        const bars = automaticBlockBars(returns);
        fc.pre(bars !== null);
        expect(automaticBlockBars(returns.map((r) => factor * r))).toBeCloseTo(bars, 6);
        expect(automaticBlockBars(returns.map((r) => r + 1))).toBeCloseTo(bars, 6);
        expect(bars).toBeGreaterThanOrEqual(1);
        expect(bars).toBeLessThanOrEqual(Math.ceil(returns.length / 3));
      }),
    );
  });
});
