/** What luck earns at a given turnover: the spread of every metric over coin-flip paths. */
import type { PositionInput } from "./bar-returns.ts";
import { type CorrectedMetrics, correctedMetrics } from "./corrected.ts";
import { quantile } from "./quantile.ts";
import { randomMatchedTurnover } from "./random-paths.ts";
import { type ReferenceInput, type ReferenceMetrics, referenceMetrics } from "./reference.ts";

/** Where the middle and the central 90 % of the paths lie. */
interface Band {
  readonly median: number;
  readonly p5: number;
  readonly p95: number;
}

/** Bands of both metric sets; a metric is null when it is undefined on every path. */
export interface RandomBaseline {
  readonly explain: string;
  readonly draws: number;
  readonly flip_probability: number;
  readonly reference: Readonly<Record<keyof ReferenceMetrics, Band | null>>;
  readonly corrected: Readonly<Record<keyof CorrectedMetrics, Band | null>>;
}

/** The bars and labels that the paths are scored on. */
export type RandomBaselineInput = Omit<PositionInput & ReferenceInput, "positions">;

/** Scores `draws` coin-flip paths that flip with the given probability at each bar. @param draws at least 1 */
export function randomBaseline(
  input: RandomBaselineInput,
  flipProbability: number,
  seed: number,
  draws = 200,
): RandomBaseline {
  const reference: ReferenceMetrics[] = [];
  const corrected: CorrectedMetrics[] = [];
  const n = input.closes.length;
  for (const positions of randomMatchedTurnover({ flipProbability, n, seed, draws })) {
    reference.push(referenceMetrics({ ...input, positions }));
    corrected.push(correctedMetrics({ ...input, positions }));
  }
  return {
    explain: "coin-flip ±1 paths that flip as often as the actions do",
    draws,
    flip_probability: flipProbability,
    reference: {
      total_return: band(reference, "total_return"),
      annual_return: band(reference, "annual_return"),
      sharpe_ratio: band(reference, "sharpe_ratio"),
      max_drawdown: band(reference, "max_drawdown"),
      win_rate: band(reference, "win_rate"),
      profit_factor: band(reference, "profit_factor"),
      precision: band(reference, "precision"),
      recall: band(reference, "recall"),
      f1_score: band(reference, "f1_score"),
    },
    corrected: {
      total_return: band(corrected, "total_return"),
      annual_return: band(corrected, "annual_return"),
      sharpe_ratio: band(corrected, "sharpe_ratio"),
      max_drawdown: band(corrected, "max_drawdown"),
      trades: band(corrected, "trades"),
      trade_win_rate: band(corrected, "trade_win_rate"),
      turnover_per_bar: band(corrected, "turnover_per_bar"),
      flips: band(corrected, "flips"),
      exposure: band(corrected, "exposure"),
      net_exposure: band(corrected, "net_exposure"),
      hit_rate: band(corrected, "hit_rate"),
      break_even_hit_rate: band(corrected, "break_even_hit_rate"),
      break_even_cost_bps: band(corrected, "break_even_cost_bps"),
      cost_paid: band(corrected, "cost_paid"),
      bars_per_year: band(corrected, "bars_per_year"),
    },
  };
}

function band<Key extends string>(
  metrics: readonly Readonly<Record<Key, number | null>>[],
  key: Key,
): Band | null {
  const values = metrics
    .map((metric) => metric[key])
    .filter((value) => value !== null)
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (values.length === 0) return null;
  return { median: quantile(values, 0.5), p5: quantile(values, 0.05), p95: quantile(values, 0.95) };
}
