import { describe, expect, it } from "vitest";
import { netOfModelCost } from "../../backtest/net-of-cost.ts";

describe("netOfModelCost", () => {
  it.each([
    [0.05, 25, 10_000, 0.0475],
    [-0.01, 100, 1_000, -0.11],
    [0.02, 0, 500, 0.02],
    [null, 5, 500, null],
    [0.02, null, 500, null],
  ])("of a return of %s after $%s on %s is %s", (gross, cost, capital, net) => {
    expect(netOfModelCost(gross, cost, capital)).toEqual({
      capital,
      model_cost_usd: cost,
      total_return: net === null ? null : expect.closeTo(net, 12),
    });
  });
});
