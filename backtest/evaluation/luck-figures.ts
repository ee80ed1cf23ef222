/** What luck would have earned with as many trades, and with the same positions at other times. */
import { barReturns } from "../bar-returns.ts";
import { type ShiftTest, circularShiftTest } from "../statistics/circular-shift.ts";
import { type CostGrid, costGrid } from "../statistics/cost-grid.ts";
import { type RandomPercentile, randomPercentile } from "../statistics/random-percentile.ts";
import {
  type EvaluatedSeries,
  type EvaluationOptions,
  type NamedPositions,
  inputOf,
} from "./evaluated-series.ts";

/** One of the agent's two series against luck, and over a range of costs. */
export interface LuckFigures {
  readonly name: string;
  /** Among coin-flip paths of the same turnover and exposure. */
  readonly randomPercentile: RandomPercentile;
  /** Among the same positions shifted in time. */
  readonly circularShift: ShiftTest;
  readonly costs: CostGrid;
}

/** Figures of one series. */
export function luckFigures(
  series: EvaluatedSeries,
  strategy: NamedPositions,
  { seed, draws = 1000 }: EvaluationOptions,
): LuckFigures {
  const input = inputOf(series, strategy);
  const { market } = barReturns(input);
  return {
    name: strategy.name,
    randomPercentile: randomPercentile(input, { seed, draws: Math.max(1000, draws) }),
    circularShift: circularShiftTest(input.positions.subarray(0, market.length), market, { seed }),
    costs: costGrid(input),
  };
}
