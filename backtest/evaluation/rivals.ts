/** The agent less each rule, all of them resampled on the same bars. */
import { barReturns } from "../bar-returns.ts";
import {
  type BootstrapDifference,
  bootstrapDifferences,
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
  const rules = others.filter(({ own }) => !own);
  const returns = rules.map((rule) => barReturns(inputOf(series, rule)).net);
  const differences = bootstrapDifferences(net, returns, options);
  return rules.flatMap((rule, i) => {
    const [difference, rival] = [differences[i], returns[i]];
    if (!difference || !rival) return [];
    return [{ rule: rule.name, difference, sharpe: hacSharpeDifference(net, rival) }];
  });
}
