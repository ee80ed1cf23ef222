/**
 * The probability of backtest overfitting by combinatorially symmetric cross-validation: Bailey, D. H., Borwein,
 * J. M., López de Prado, M. & Zhu, Q. J. (2017), "The probability of backtest overfitting", Journal of
 * Computational Finance 20 (4), 39-69.
 */
import { quantile } from "../quantile.ts";
import { NEEDED_BARS } from "./needed-bars.ts";

/** How to cut the bars up. */
export interface OverfittingOptions {
  /** Blocks of time, even, 2 to 20; choose(blocks, blocks/2) splits are looked at. @default 16 */
  readonly blocks?: number;
}

/** What choosing the best variant in one half of the bars was worth in the other; null below `neededBars`. */
export interface Overfitting {
  /** Share of splits in which the variant that was best in one half is not above the median in the other, 0 to 1. */
  readonly probability: number | null;
  /** Share of splits in which it has a Sharpe ratio of 0 or less there, 0 to 1. */
  readonly lossProbability: number | null;
  /** Median over splits of the logit of its rank there; above 0 the choice carries over. */
  readonly medianLogit: number | null;
  /** Splits looked at. */
  readonly splits: number;
  readonly variants: number;
  readonly bars: number;
  /** Bars that give each half `NEEDED_BARS`, and each block two. */
  readonly neededBars: number;
}

/**
 * Cuts the bars into blocks; for every choice of half of them, takes the variant with the highest Sharpe ratio there
 * (the first of equals) and ranks its Sharpe ratio in the other half: logit = log(ω/(1 - ω)), ω = rank/(N + 1), equals
 * sharing the mean rank. The probability is the share of logits of 0 or less; 1/2 or so when variants differ by luck
 * alone. Blocks differ by one bar at most. A variant whose returns do not vary in a half has a ratio of 0 there.
 * @param variants returns per bar of every variant that was tried, at least 2, all of one length, finite
 * @throws RangeError for fewer than 2 variants, different lengths, or blocks out of range
 */
export function backtestOverfitting(
  variants: readonly Float64Array[],
  { blocks = 16 }: OverfittingOptions = {},
): Overfitting {
  const bars = variants[0]?.length ?? 0;
  requireVariants(variants, bars, blocks);
  const neededBars = Math.max(2 * NEEDED_BARS, 2 * blocks);
  const known = { variants: variants.length, bars, neededBars };
  if (bars < neededBars) {
    return { ...known, probability: null, lossProbability: null, medianLogit: null, splits: 0 };
  }
  const sums = variants.map((returns) => blockSums(returns, blocks));
  const all = 2 ** blocks - 1;
  const logits: number[] = [];
  let losses = 0;
  for (const half of halves(blocks)) {
    const inside = sums.map((variant) => sharpeIn(variant, half));
    const outside = sums.map((variant) => sharpeIn(variant, all - half));
    const chosen = outside[inside.indexOf(Math.max(...inside))] ?? NaN;
    const below = outside.filter((sharpe) => sharpe < chosen).length;
    const equal = outside.filter((sharpe) => sharpe === chosen).length;
    const rank = below + (equal + 1) / 2;
    logits.push(Math.log(rank / (variants.length + 1 - rank)));
    losses += Number(chosen <= 0);
  }
  return {
    ...known,
    probability: logits.filter((logit) => logit <= 0).length / logits.length,
    lossProbability: losses / logits.length,
    medianLogit: quantile(
      logits.toSorted((a, b) => a - b),
      0.5,
    ),
    splits: logits.length,
  };
}

/** Bars, Σ and Σ² of one variant in each block; taken from its mean, so that squares keep their digits. */
interface BlockSums {
  readonly mean: number;
  readonly bars: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

function blockSums(returns: Float64Array, blocks: number): BlockSums {
  const n = returns.length;
  const mean = returns.reduce((total, value) => total + value, 0) / n;
  const bars = new Float64Array(blocks);
  const sum = new Float64Array(blocks);
  const squares = new Float64Array(blocks);
  for (let t = 0; t < n; t++) {
    const block = Math.floor((t * blocks) / n);
    const away = (returns[t] ?? NaN) - mean;
    bars[block] = (bars[block] ?? NaN) + 1;
    sum[block] = (sum[block] ?? NaN) + away;
    squares[block] = (squares[block] ?? NaN) + away * away;
  }
  return { mean, bars, sum, squares };
}

/** Sharpe ratio per bar over the blocks whose bits are set; 0 where returns do not vary. */
function sharpeIn({ mean, bars, sum, squares }: BlockSums, half: number): number {
  let [n, total, square] = [0, 0, 0];
  for (let block = 0; block < bars.length; block++) {
    if (((half >> block) & 1) === 0) continue;
    n += bars[block] ?? NaN;
    total += sum[block] ?? NaN;
    square += squares[block] ?? NaN;
  }
  const level = mean + total / n;
  const std = Math.sqrt(Math.max(0, square - (total * total) / n) / (n - 1));
  return std > 1e-12 * Math.abs(level) ? level / std : 0;
}

/** Every choice of half the blocks, as bits. */
function* halves(blocks: number): Generator<number> {
  for (let bits = 0; bits < 2 ** blocks; bits++) {
    let ones = 0;
    for (let left = bits; left > 0; left &= left - 1) ones++;
    if (ones === blocks / 2) yield bits;
  }
}

function requireVariants(variants: readonly Float64Array[], bars: number, blocks: number): void {
  if (variants.length < 2) {
    throw new RangeError(`variants: expected at least 2, was ${variants.length}`);
  }
  for (const { length } of variants) {
    if (length !== bars) throw new RangeError(`variants: expected ${bars} bars, was ${length}`);
  }
  if (blocks % 2 !== 0 || blocks < 2 || blocks > 20) {
    throw new RangeError(`blocks: expected an even number from 2 to 20, was ${blocks}`);
  }
}
