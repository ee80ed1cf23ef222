/** The whole statistical evaluation of a run: a pure function of its bars and positions. */
import {
  type CalibrationFigures,
  type DirectionFigures,
  calibrationFigures,
  directionFigures,
} from "./forecast-figures.ts";
import type { EvaluatedSeries, EvaluationOptions } from "./evaluated-series.ts";
import { type LuckFigures, luckFigures } from "./luck-figures.ts";
import { type RivalFigures, rivalFigures } from "./rivals.ts";
import { type SelectionFigures, selectionFigures } from "./selection.ts";
import { type StrategyFigures, strategyFigures } from "./strategy-figures.ts";

/** How many trials there were over the data, and the variance of their Sharpe ratios per bar. */
export interface CountedTrials {
  readonly count: number;
  readonly variance: number | null;
}

/** What a run is worth, and how sure that is. */
export interface Performance {
  /** Rows scored, and the first one's number. */
  readonly rows: number;
  readonly firstRow: number;
  /** Commission and slippage together, basis points a side. */
  readonly costBps: number;
  readonly horizonBars: number;
  /** The agent first, then its score, then the rules. */
  readonly strategies: readonly StrategyFigures[];
  readonly rivals: readonly RivalFigures[];
  /** Of the agent and of its score. */
  readonly luck: readonly LuckFigures[];
  readonly selection: SelectionFigures;
  readonly direction: DirectionFigures;
  readonly calibration: CalibrationFigures;
}

/**
 * Evaluates a run. Same inputs, same figures.
 * @param trials null where nobody counted: then this run is the only one
 * @throws RangeError when lengths differ, a value is not finite, costs are out of range or there is no strategy
 */
export function evaluatePerformance(
  series: EvaluatedSeries,
  trials: CountedTrials | null,
  options: EvaluationOptions,
): Performance {
  if (series.strategies.length === 0)
    throw new RangeError("strategies: expected at least one, was none");
  const { commission, slippage } = series.costs;
  return {
    rows: series.closes.length,
    firstRow: series.firstRow,
    costBps: (commission + slippage) * 1e4,
    horizonBars: series.horizonBars,
    strategies: series.strategies.map((strategy) => strategyFigures(series, strategy, options)),
    rivals: rivalFigures(series, options),
    luck: series.strategies
      .filter(({ own }) => own)
      .map((strategy) => luckFigures(series, strategy, options)),
    selection: selectionFigures(series, trials),
    direction: directionFigures(series, options),
    calibration: calibrationFigures(series, options),
  };
}
