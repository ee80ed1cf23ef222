/** What is left of the agent's Sharpe ratio once all that was tried on the data has been counted. */
import { barReturns } from "../bar-returns.ts";
import { type Overfitting, backtestOverfitting } from "../statistics/backtest-overfitting.ts";
import { type Trials, deflatedSharpe, expectedBestSharpe } from "../statistics/deflated-sharpe.ts";
import { NEEDED_BARS } from "../statistics/needed-bars.ts";
import { sharpeEvidence } from "../statistics/probabilistic-sharpe.ts";
import { type EvaluatedSeries, inputOf } from "./evaluated-series.ts";

/** Selection among trials; null where undefined. */
export interface SelectionFigures {
  /** Distinct runs over the data, this one included, at least 1. */
  readonly trials: number;
  /** Sample variance of their Sharpe ratios per bar; null for a single trial. */
  readonly variance: number | null;
  /** Sharpe ratio per bar that the best of as many useless trials would show; 0 for a single one. */
  readonly expectedBestSharpe: number | null;
  /** Probability that the agent's true Sharpe ratio is above that, 0 to 1. */
  readonly deflatedSharpe: number | null;
  /** Of choosing the best among the agent, its score and the rules in one half of the bars for the other. */
  readonly overfitting: Overfitting | null;
  readonly bars: number;
  readonly neededBars: number;
}

/**
 * Deflates the first strategy's Sharpe ratio.
 * @param trials null where nobody counted: then this is the only one
 */
export function selectionFigures(
  series: EvaluatedSeries,
  trials: { readonly count: number; readonly variance: number | null } | null,
): SelectionFigures {
  const returns = series.strategies.map((strategy) => barReturns(inputOf(series, strategy)).net);
  const variants = distinct(returns);
  const own = returns[0] ?? new Float64Array();
  const { evidence } = sharpeEvidence(own);
  const { count, variance } = trials ?? { count: 1, variance: null };
  const known: Trials | null =
    count === 1
      ? { trials: 1, variance: 0 }
      : variance === null
        ? null
        : { trials: count, variance };
  return {
    trials: count,
    variance,
    expectedBestSharpe: known && expectedBestSharpe(known),
    deflatedSharpe: evidence && known && deflatedSharpe(evidence, known),
    overfitting: variants.length < 2 ? null : backtestOverfitting(variants),
    bars: own.length,
    neededBars: NEEDED_BARS,
  };
}

/** A rule that does what another does is no choice of its own. */
function distinct(variants: readonly Float64Array[]): readonly Float64Array[] {
  const kept: Float64Array[] = [];
  for (const variant of variants) {
    const isKnown = kept.some((known) => known.every((value, t) => value === variant[t]));
    if (!isKnown) kept.push(variant);
  }
  return kept;
}
