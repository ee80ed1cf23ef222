/** All that is said of one position series: what it earned, how sure that is, and where it came from. */
import { barReturns } from "../bar-returns.ts";
import type { Interval } from "../bootstrap.ts";
import { correctedIntervals } from "../corrected-intervals.ts";
import { type CorrectedMetrics, correctedMetrics } from "../corrected.ts";
import { type AlphaBeta, alphaBeta } from "../statistics/alpha-beta.ts";
import { calmarRatio } from "../statistics/calmar.ts";
import { type Drawdown, drawdown } from "../statistics/drawdown.ts";
import type { HacEstimate } from "../statistics/hac.ts";
import { minimumTrackRecord } from "../statistics/minimum-track-record.ts";
import { NEEDED_BARS } from "../statistics/needed-bars.ts";
import { probabilisticSharpe, sharpeEvidence } from "../statistics/probabilistic-sharpe.ts";
import { profitFactor } from "../statistics/profit-factor.ts";
import { hacSharpe } from "../statistics/sharpe-error.ts";
import { annualisedSharpe } from "../statistics/sharpe.ts";
import { sortinoPerBar } from "../statistics/sortino.ts";
import { type StaticAndTiming, staticAndTiming } from "../statistics/static-and-timing.ts";
import {
  type EvaluatedSeries,
  type EvaluationOptions,
  type NamedPositions,
  inputOf,
} from "./evaluated-series.ts";

/** One line of the evaluation. Returns are net of costs, with the entry charged; fractions; null where undefined. */
export interface StrategyFigures {
  readonly name: string;
  readonly own: boolean;
  readonly metrics: CorrectedMetrics;
  /** Stationary bootstrap with automatic block length; null below `neededBars`. */
  readonly intervals: {
    readonly totalReturn: Interval | null;
    /** Of the annualised ratio. */
    readonly sharpeRatio: Interval | null;
    readonly hitRate: Interval | null;
  };
  readonly meanBlockBars: number;
  /** With the error that dependent bars leave it. */
  readonly sharpePerBar: HacEstimate;
  /** Annualised by the time that passed. */
  readonly sortinoRatio: number | null;
  readonly calmarRatio: number | null;
  /** Of bar returns; null without a loss. */
  readonly profitFactor: number | null;
  readonly drawdown: Drawdown;
  /** Probability that the true Sharpe ratio is above 0, 0 to 1. */
  readonly probabilisticSharpe: number | null;
  /** Bars until the observed Sharpe ratio is above 0 with 95 %; null where no number would do. */
  readonly minimumTrackRecordBars: number | null;
  /** Against holding the market. */
  readonly alphaBeta: AlphaBeta;
  readonly staticAndTiming: StaticAndTiming;
  readonly bars: number;
  /** Bars below which intervals and probabilities are null. */
  readonly neededBars: number;
}

/** Figures of one strategy. @throws RangeError as `correctedMetrics` */
export function strategyFigures(
  series: EvaluatedSeries,
  strategy: NamedPositions,
  options: EvaluationOptions,
): StrategyFigures {
  const input = inputOf(series, strategy);
  const { net, market, ruined } = barReturns(input);
  const metrics = correctedMetrics(input);
  const boot = correctedIntervals(input, options);
  const evidence = ruined ? null : sharpeEvidence(net).evidence;
  return {
    name: strategy.name,
    own: strategy.own,
    metrics,
    intervals: {
      totalReturn: boot.total_return,
      sharpeRatio: boot.sharpe_ratio,
      hitRate: boot.hit_rate,
    },
    meanBlockBars: boot.mean_block_bars,
    sharpePerBar: hacSharpe(net),
    sortinoRatio: annualisedSharpe(sortinoPerBar(net), metrics.bars_per_year),
    calmarRatio: calmarRatio(metrics),
    profitFactor: profitFactor(net),
    drawdown: drawdown(net, series.timeMs.subarray(0, net.length + 1)),
    probabilisticSharpe: evidence && probabilisticSharpe(evidence),
    minimumTrackRecordBars: evidence && minimumTrackRecord(evidence),
    alphaBeta: alphaBeta(net, market),
    staticAndTiming: staticAndTiming(input.positions.subarray(0, market.length), market),
    bars: net.length,
    neededBars: NEEDED_BARS,
  };
}
