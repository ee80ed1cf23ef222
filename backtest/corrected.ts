/** The right figures beside the reference's: entry charged, time as it elapsed, trades whole, null where undefined. */
import { barReturns, type PositionInput } from "./bar-returns.ts";
import { costPerSide } from "./reference.ts";
import { requireEqualLengths } from "./series-checks.ts";
import { annualisedSharpe, sharpePerBar } from "./statistics/sharpe.ts";
import { tradeReturns } from "./trades.ts";

/** A year of 365 days in milliseconds: 52,560 ten-minute bars (365.25 days would hold 52,596). */
export const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Fractions unless the name says otherwise; null where undefined. */
export interface CorrectedMetrics {
  /** Compounded, with the entry from flat into the first position charged; the last position is not closed. */
  readonly total_return: number | null;
  /** (1 + total_return)^(YEAR_MS/elapsed) - 1. */
  readonly annual_return: number | null;
  /** √bars_per_year·mean/std of net bar returns, sample std; null when they do not vary. */
  readonly sharpe_ratio: number | null;
  /** From -1 to 0; the peak starts at the initial capital. */
  readonly max_drawdown: number | null;
  /** Trades with at least one bar behind them (see `tradeReturns`). */
  readonly trades: number;
  /** Share of trades with a net return above 0. */
  readonly trade_win_rate: number | null;
  /** Mean |position_t - position_{t-1}| over bars, the entry left out; 2 is a flip at every bar. */
  readonly turnover_per_bar: number | null;
  /** Bars at whose end the position changes to the opposite sign. */
  readonly flips: number;
  /** Mean |position| over bars. */
  readonly exposure: number | null;
  /** Mean position over bars. */
  readonly net_exposure: number | null;
  /** Bars whose position and market return have the same sign, of those where neither is 0. */
  readonly hit_rate: number | null;
  /**
   * Hit rate at which costs are just earned back: 1/2 + turnover·c/(2·exposure·m), m the mean |market return|.
   * For positions of ±1 this is 1/2 + f·c/m with f the share of bars that flip. Above 1 it is out of reach.
   */
  readonly break_even_hit_rate: number | null;
  /** Cost per side at which Σ gross returns = Σ costs, the entry included; below 0 it loses even for free. */
  readonly break_even_cost_bps: number | null;
  /** Money paid in costs over the initial capital. */
  readonly cost_paid: number | null;
  /** Bars over elapsed years; what sharpe_ratio is annualised with. */
  readonly bars_per_year: number | null;
}

/** @throws RangeError when lengths differ, costs are out of range or a value is not finite */
export function correctedMetrics(input: PositionInput): CorrectedMetrics {
  const { closes, positions, timeMs, costs } = input;
  requireEqualLengths(closes, { timeMs });
  const returns = barReturns(input);
  const bars = returns.net.length;
  const perYear = barsPerYear(timeMs);
  const growth = returns.net.reduce((product, r) => product * (1 + r), 1);
  const trades = tradeReturns(input);
  const counts = countPositions(positions, returns.market);
  const grossSum = returns.gross.reduce((sum, r) => sum + r, 0);
  const costPerBar = (costPerSide(costs) * counts.traded) / bars;
  const marketSize = returns.market.reduce((sum, r) => sum + Math.abs(r), 0) / bars;
  const ratio = returns.ruined ? null : sharpePerBar(returns.net);
  return {
    total_return: defined(bars === 0 ? NaN : growth - 1),
    annual_return: defined(perYear === null ? NaN : growth ** (perYear / bars) - 1),
    sharpe_ratio: annualisedSharpe(ratio, perYear),
    max_drawdown: bars === 0 ? null : returns.maxDrawdown,
    trades: trades.length,
    trade_win_rate: defined(trades.filter((r) => r > 0).length / trades.length),
    turnover_per_bar: defined(counts.traded / bars),
    flips: counts.flips,
    exposure: defined(counts.size / bars),
    net_exposure: defined(counts.net / bars),
    hit_rate: defined(counts.hits / counts.calls),
    break_even_hit_rate: defined(0.5 + costPerBar / (2 * (counts.size / bars) * marketSize)),
    break_even_cost_bps: defined((1e4 * grossSum) / (counts.traded + Math.abs(positions[0] ?? 0))),
    cost_paid: bars === 0 ? null : returns.costPaid,
    bars_per_year: perYear,
  };
}

/** Bars over elapsed years of 365 days; null unless time passes. @param timeMs bar closes, rising */
export function barsPerYear(timeMs: Float64Array): number | null {
  const elapsedMs = (timeMs.at(-1) ?? NaN) - (timeMs[0] ?? NaN);
  return elapsedMs > 0 ? ((timeMs.length - 1) * YEAR_MS) / elapsedMs : null;
}

interface PositionCounts {
  traded: number;
  size: number;
  net: number;
  flips: number;
  calls: number;
  hits: number;
}

function countPositions(positions: Float64Array, market: Float64Array): PositionCounts {
  const counts = { traded: 0, size: 0, net: 0, flips: 0, calls: 0, hits: 0 };
  for (let i = 0; i < market.length; i++) {
    const held = positions[i] ?? NaN;
    const next = positions[i + 1] ?? NaN;
    const earned = held * (market[i] ?? NaN);
    counts.traded += Math.abs(next - held);
    counts.size += Math.abs(held);
    counts.net += held;
    counts.flips += Number(held * next < 0);
    counts.calls += Number(earned !== 0);
    counts.hits += Number(earned > 0);
  }
  return counts;
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
