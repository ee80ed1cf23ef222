/** The agent less each rule, both resampled on the same bars. */
import { barReturns } from "../bar-returns.ts";
import {
  type BootstrapDifference,
  bootstrapDifference,
} from "../statistics/bootstrap-difference.ts";
import type { HacEstimate } from "../statistics/hac.ts";
import { hacSharpeDifference } from "../statistics/sharpe-error.ts";
import { type EvaluatedSeries, type EvaluationOptions, inputOf } from "./evaluated-series.ts";

/** What the agent earned beyond one rule. */
export interface RivalFigures {
  readonly rule: string;
  /** Agent less rule. */
  readonly difference: BootstrapDifference;
  /** Difference of Sharpe ratios per bar, with its HAC error. */
  readonly sharpe: HacEstimate;
}

/** One line a rule, in their order. The agent is the first strategy. */
export function rivalFigures(
  series: EvaluatedSeries,
  options: EvaluationOptions,
): readonly RivalFigures[] {
  const [agent, ...others] = series.strategies;
  if (!agent) return [];
  const { net } = barReturns(inputOf(series, agent));
  return others
    .filter(({ own }) => !own)
    .map((rule) => {
      const rival = barReturns(inputOf(series, rule)).net;
      return {
        rule: rule.name,
        difference: bootstrapDifference(net, rival, options),
        sharpe: hacSharpeDifference(net, rival),
      };
    });
}
