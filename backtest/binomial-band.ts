/** How many of some independent trials may succeed at a stated rate. */

/** Counts, both included. */
export interface CountBand {
  readonly least: number;
  readonly most: number;
}

/**
 * The counts of successes among independent trials of probability `rate` that are left when at most half of
 * `falseAlarm` is cut off at either end; exact, from the binomial probabilities.
 * @param trials whole, at least 0
 * @param rate above 0, below 1
 * @param falseAlarm probability of a count outside of the band, at most; above 0, below 1
 */
export function binomialBand(trials: number, rate: number, falseAlarm: number): CountBand {
  const upward = cutFrom(binomialProbabilities(trials, rate), falseAlarm / 2);
  const downward = cutFrom(binomialProbabilities(trials, 1 - rate), falseAlarm / 2);
  return { least: upward, most: trials - downward };
}

/** Probabilities of 0, 1, … successes; by logarithms, since the first may be below the smallest number. */
function* binomialProbabilities(trials: number, rate: number): Generator<number> {
  let log = trials * Math.log(1 - rate);
  for (let count = 0; count <= trials; count += 1) {
    yield Math.exp(log);
    log += Math.log((trials - count) / (count + 1)) + Math.log(rate / (1 - rate));
  }
}

/** The first count at which the probabilities so far come to more than `tail`. */
function cutFrom(probabilities: Iterable<number>, tail: number): number {
  let sum = 0;
  let count = 0;
  for (const probability of probabilities) {
    sum += probability;
    if (sum > tail) break;
    count += 1;
  }
  return count;
}
