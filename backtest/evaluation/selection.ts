/** What is left of the agent's Sharpe ratio once all that was tried on the data has been counted. */
import { barReturns } from "../bar-returns.ts";
import { type Overfitting, backtestOverfitting } from "../statistics/backtest-overfitting.ts";
import { type Trials, deflatedSharpe, expectedBestSharpe } from "../statistics/deflated-sharpe.ts";
import { NEEDED_BARS } from "../statistics/needed-bars.ts";
import { sharpeEvidence } from "../statistics/probabilistic-sharpe.ts";
import { type EvaluatedSeries, inputOf } from "./evaluated-series.ts";

/** A benchmark for the best of several trials, and the chance that the agent is truly above it. */
interface Deflation {
  /** Sharpe ratio per bar that the best is expected to show without any skill; 0 for a single trial. */
  readonly expectedBestSharpe: number | null;
  /** Probability that the agent's true Sharpe ratio is above that, 0 to 1. */
  readonly deflatedSharpe: number | null;
}

/** Selection among trials; null where undefined. */
export interface SelectionFigures {
  /** Distinct runs over the data, this one included, at least 1. */
  readonly trials: number;
  /** Sample variance of their Sharpe ratios per bar, before costs; null for a single trial. */
  readonly variance: number | null;
  /** Against the best of as many trials whose ratios spread as these do; null where the spread is not known. */
  readonly asCounted: Deflation;
  /** Against the best of as many that are useless and independent: their ratios spread by 1/(bars - 1). */
  readonly ifIndependent: Deflation;
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
  const bars = series.strategies.map((strategy) => barReturns(inputOf(series, strategy)));
  const returns = bars.map(({ net }) => net);
  const variants = distinct(returns);
  const own = returns[0] ?? new Float64Array();
  const evidence = bars[0]?.ruined === true ? null : sharpeEvidence(own).evidence;
  const { count, variance } = trials ?? { count: 1, variance: null };
  const deflate = (spread: number | null): Deflation => {
    const by: Trials | null =
      count === 1
        ? { trials: 1, variance: 0 }
        : spread === null
          ? null
          : { trials: count, variance: spread };
    return {
      expectedBestSharpe: by && expectedBestSharpe(by),
      deflatedSharpe: evidence && by && deflatedSharpe(evidence, by),
    };
  };
  return {
    trials: count,
    variance,
    asCounted: deflate(variance),
    ifIndependent: deflate(own.length > 1 ? 1 / (own.length - 1) : null),
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
