/** Prices at the ends of what a number holds: figures may be undefined, but writing them never fails. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { scoreRun } from "../../backtest/score.ts";

/** Factor from one close to the next: the widest that a dataset may hold, and all between. */
const leap = fc.oneof(
  fc.constantFrom(1e-6, 1, 1e6),
  fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
);

describe("scoreRun on any closes that a dataset may hold", () => {
  it("comes to figures that can be written", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(leap, fc.constantFrom(-1, 0, 1), fc.double({ min: -1, max: 1, noNaN: true })),
          {
            minLength: 1,
            maxLength: 120,
          },
        ),
        (bars) => {
          let price = 1;
          const closes = Float64Array.from(bars, ([factor]) => {
            const next = price * factor;
            price = next > 0 && Number.isFinite(next) ? next : price;
            return price;
          });
          const score = scoreRun({
            timeMs: Float64Array.from(bars, (_, i) => i * 600_000),
            closes,
            labels: bars.map(([, side]) => (side === 1 || side === -1 ? side : null)),
            actionPositions: Float64Array.from(bars, ([, side]) => side),
            scorePositions: Float64Array.from(bars, ([, , size]) => size),
            rules: [],
            costs: { commission: 0.001, slippage: 0, initialCapital: 10_000 },
            seed: 1,
            randomDraws: 5,
          });
          expect(() => metricsJson(score)).not.toThrow();
        },
      ),
      { numRuns: 200 },
    );
  });
});
