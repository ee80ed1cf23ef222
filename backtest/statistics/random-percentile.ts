/** Where a strategy stands among coin-flip paths that trade and hold as much as it does. */
import { barReturns, type PositionInput } from "../bar-returns.ts";
import { randomMatchedTurnover } from "../random-paths.ts";
import { costPerSide } from "../reference.ts";
import { NEEDED_BARS } from "./needed-bars.ts";

/** How many paths to draw. */
export interface RandomPercentileOptions {
  readonly seed: number;
  /** At least 1000, since a tail of fewer says little. @default 1000 */
  readonly draws?: number;
}

/** The standing; null below `neededBars` and for a strategy that never holds anything. */
export interface RandomPercentile {
  /** Share of paths with a lower total return, half of the equal ones counted in, 0 to 1. */
  readonly percentile: number | null;
  /** (1 + paths with as much or more)/(1 + paths), above 0 to 1: the probability of doing as well by luck. */
  readonly p: number | null;
  /** Net, compounded, with the entry charged, as `correctedMetrics` has it. */
  readonly totalReturn: number | null;
  /** Probability of a flip at each bar and size of the paths' positions, matched to the strategy. */
  readonly flipProbability: number | null;
  readonly size: number | null;
  readonly draws: number;
  readonly bars: number;
  readonly neededBars: number;
}

/**
 * Paths of ±size with size the mean |position|, that flip with probability turnover/(2·size) at each bar, so that
 * turnover and exposure are the strategy's on average; every path pays the same cost per trade. For positions of ±1
 * these are the coin flips of the leaderboard.
 * @throws RangeError for fewer than 1000 draws, or as `barReturns`
 */
export function randomPercentile(
  input: Omit<PositionInput, "timeMs">,
  { seed, draws = 1000 }: RandomPercentileOptions,
): RandomPercentile {
  if (!Number.isInteger(draws) || draws < 1000) {
    throw new RangeError(`draws: expected an integer of at least 1000, was ${draws}`);
  }
  const { positions } = input;
  const bars = barReturns(input).net.length;
  const size = meanSize(positions.subarray(0, bars));
  const totalReturn = bars === 0 ? null : totalOf(input);
  if (bars < NEEDED_BARS || size === 0) {
    const none = { percentile: null, p: null, flipProbability: null, size: null };
    return { ...none, totalReturn, draws: 0, bars, neededBars: NEEDED_BARS };
  }
  const turnover = meanSize(positions.subarray(1).map((next, i) => next - (positions[i] ?? NaN)));
  const flipProbability = Math.min(1, turnover / (2 * size));
  const { market } = barReturns(input);
  const cost = costPerSide(input.costs);
  let [below, equal] = [0, 0];
  for (const path of randomMatchedTurnover({ flipProbability, n: positions.length, seed, draws })) {
    const total = totalOfPath(path, size, market, cost);
    below += Number(total < (totalReturn ?? NaN));
    equal += Number(total === totalReturn);
  }
  return {
    percentile: (below + equal / 2) / draws,
    p: (1 + draws - below) / (1 + draws),
    totalReturn,
    flipProbability,
    size,
    draws,
    bars,
    neededBars: NEEDED_BARS,
  };
}

/** As `totalOf` of the path at this size, to the last digit, without a series a path. */
function totalOfPath(path: Float64Array, size: number, market: Float64Array, cost: number): number {
  const entry = Math.abs((path[0] ?? 0) * size) * cost;
  let growth = 1;
  for (let i = 0; i < market.length; i++) {
    const held = (path[i] ?? NaN) * size;
    const paid = Math.abs((path[i + 1] ?? NaN) * size - held) * cost;
    const earned = held * (market[i] ?? NaN) - paid;
    growth *= 1 + Math.max(-1, i === 0 ? (1 - entry) * (1 + earned) - 1 : earned);
  }
  return growth - 1;
}

function totalOf(input: Omit<PositionInput, "timeMs">): number {
  return barReturns(input).net.reduce((growth, r) => growth * (1 + r), 1) - 1;
}

function meanSize(values: Float64Array): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
}
