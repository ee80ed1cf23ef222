import { describe, expect, it } from "vitest";
import { netOfModelCost } from "../../backtest/net-of-cost.ts";

describe("netOfModelCost", () => {
  it.each([
    [0.5, 2_500, 10_000, 0.25],
    [-0.25, 125, 1_000, -0.375],
    [0.5, 0, 500, 0.5],
    [null, 5, 500, null],
    [0.02, null, 500, null],
  ])("of a return of %s after $%s on %s is %s", (gross, cost, capital, net) => {
    expect(netOfModelCost(gross, cost, capital)).toEqual({
      capital,
      model_cost_usd: cost,
      total_return: net,
    });
  });
});
