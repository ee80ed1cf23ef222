/** Coin-flip position paths that trade as often as a strategy does, so that luck is compared at equal cost. */
import { makeRandom } from "../data/random.ts";

/** What the paths look like. */
export interface RandomPathOptions {
  /** Probability of a flip at each bar, 0 to 1. */
  readonly flipProbability: number;
  /** Rows. */
  readonly n: number;
  readonly seed: number;
  /** Paths, at least 1. */
  readonly draws: number;
}

/**
 * Seeded ±1 paths: a fair coin for the first row, then a flip with the given probability at each later one.
 * @throws RangeError when the probability is not from 0 to 1
 */
export function* randomMatchedTurnover({
  flipProbability,
  n,
  seed,
  draws,
}: RandomPathOptions): Generator<Float64Array> {
  if (!(flipProbability >= 0 && flipProbability <= 1)) {
    throw new RangeError(`flipProbability: expected 0 to 1, was ${flipProbability}`);
  }
  const random = makeRandom(seed, "random paths");
  for (let draw = 0; draw < draws; draw++) {
    let position = random.uniform() < 0.5 ? 1 : -1;
    // A loop, since this is drawn a thousand times over: `Float64Array.from` takes several times as long.
    const path = new Float64Array(n);
    for (let row = 0; row < n; row++) {
      if (row > 0 && random.uniform() < flipProbability) position = -position;
      path[row] = position;
    }
    yield path;
  }
}
