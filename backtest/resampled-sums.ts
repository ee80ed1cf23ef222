/** Column sums over one stationary-bootstrap resample, in whichever of two ways is the quicker. */
import type { Random } from "../data/random.ts";

/** Fills `sums` with the sums of one resample of the columns, in their order. */
export type Resample = (random: Random, sums: Float64Array) => void;

/** Mean block length from which differences of running sums are quicker than weighing every row. */
const LONG_BLOCK_BARS = 4;

/**
 * Blocks of geometric length with the given mean, drawn from the circle of rows until n rows are there. Both ways
 * take the same draws and differ by rounding only.
 * @param columns at least one, all of one length
 * @param meanBlockBars at least 1
 */
export function makeResample(columns: readonly Float64Array[], meanBlockBars: number): Resample {
  return meanBlockBars >= LONG_BLOCK_BARS
    ? byRunningSums(columns, meanBlockBars)
    : byWeights(columns, meanBlockBars);
}

/** A block's sum is a difference of running sums: a draw costs n/block, in places of memory all over. */
export function byRunningSums(columns: readonly Float64Array[], meanBlockBars: number): Resample {
  const n = columns[0]?.length ?? 0;
  const width = columns.length;
  const running = runningSums(columns);
  const drawBlock = blockLengths(meanBlockBars);
  return (random, sums) => {
    sums.fill(0);
    for (let left = n; left > 0;) {
      const start = random.below(n);
      const block = Math.min(left, drawBlock(random));
      const [from, to] = [start * width, (start + block) * width];
      for (let c = 0; c < width; c++) {
        sums[c] = (sums[c] ?? NaN) + (running[to + c] ?? NaN) - (running[from + c] ?? NaN);
      }
      left -= block;
    }
  };
}

/** Counts how often each row is drawn, then weighs all rows in their order: a draw costs n, in sweeps. */
export function byWeights(columns: readonly Float64Array[], meanBlockBars: number): Resample {
  const n = columns[0]?.length ?? 0;
  const drawBlock = blockLengths(meanBlockBars);
  const steps = new Float64Array(n + 1);
  const weights = new Float64Array(n);
  return (random, sums) => {
    steps.fill(0);
    for (let left = n; left > 0;) {
      const start = random.below(n);
      const block = Math.min(left, drawBlock(random));
      const end = start + block;
      steps[start] = (steps[start] ?? 0) + 1;
      if (end > n) steps[0] = (steps[0] ?? 0) + 1;
      const stop = end > n ? end - n : end;
      steps[stop] = (steps[stop] ?? 0) - 1;
      left -= block;
    }
    let weight = 0;
    for (let t = 0; t < n; t++) {
      weight += steps[t] ?? 0;
      weights[t] = weight;
    }
    for (const [c, column] of columns.entries()) sums[c] = weighed(column, weights);
  };
}

function weighed(column: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < column.length; t++) sum += (column[t] ?? NaN) * (weights[t] ?? NaN);
  return sum;
}

/** Cells that [0, 1) is cut into, to look a length up rather than take a logarithm. */
const CELLS = 4096;

/** Lengths of blocks, geometric with the given mean. */
function blockLengths(meanBlockBars: number): (random: Random) => number {
  if (meanBlockBars === 1) return () => 1;
  const logStay = Math.log(1 - 1 / meanBlockBars);
  const lengthAt = (uniform: number): number => 1 + Math.floor(Math.log(1 - uniform) / logStay);
  // 0 where a cell holds more than one length.
  const lengths = Int32Array.from({ length: CELLS }, (_, cell) => {
    const [first, last] = [lengthAt(cell / CELLS), lengthAt((cell + 1) / CELLS - 2 ** -32)];
    return first === last ? first : 0;
  });
  return (random) => {
    const uniform = random.uniform();
    return lengths[Math.floor(uniform * CELLS)] || lengthAt(uniform);
  };
}

/** Running sums over the columns laid out twice, so that a block may cross the end; row by row. */
function runningSums(columns: readonly Float64Array[]): Float64Array {
  const n = columns[0]?.length ?? 0;
  const width = columns.length;
  const sums = new Float64Array((2 * n + 1) * width);
  for (const [c, column] of columns.entries()) {
    let sum = 0;
    for (let i = 0; i < 2 * n; i++) {
      sum += column[i < n ? i : i - n] ?? NaN;
      sums[(i + 1) * width + c] = sum;
    }
  }
  return sums;
}
