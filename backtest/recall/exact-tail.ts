/** Exact chances of as many hits or more by luck alone: binomial, and Fisher's for two series of sides. */

/** How many ways lead to each count from `low` to `high`, up to a factor: the mode's is 1, so that none overflows. */
interface Ways {
  readonly low: number;
  readonly high: number;
  readonly mode: number;
  /** Ways to `count + 1` over those to `count`. */
  readonly ratio: (count: number) => number;
}

/** P(count >= from). */
function tailOf({ low, high, mode, ratio }: Ways, from: number): number {
  let [all, above] = [0, 0];
  const add = (count: number, ways: number): void => {
    all += ways;
    if (count >= from) above += ways;
  };
  for (let count = mode, ways = 1; count <= high; count += 1) {
    add(count, ways);
    ways *= ratio(count);
  }
  for (let count = mode - 1, ways = 1; count >= low; count -= 1) {
    ways /= ratio(count);
    add(count, ways);
  }
  return above / all;
}

/**
 * P(X >= hits) of `trials` independent trials.
 * @param chance of each, above 0 and below 1
 */
export function binomialTail(hits: number, trials: number, chance: number): number {
  const odds = chance / (1 - chance);
  const mode = Math.min(trials, Math.floor((trials + 1) * chance));
  const ratio = (count: number): number => ((trials - count) / (count + 1)) * odds;
  return tailOf({ low: 0, high: trials, mode, ratio }, hits);
}

/**
 * P(X >= both): of `rows` rows, `said` were called up and `went` went up; so many coincide or more when the same
 * calls fall on rows by luck (hypergeometric; Fisher's exact test, one-sided).
 */
export function coincidenceTail(both: number, rows: number, said: number, went: number): number {
  const low = Math.max(0, said + went - rows);
  const high = Math.min(said, went);
  const expected = Math.floor(((said + 1) * (went + 1)) / (rows + 2));
  const ratio = (count: number): number =>
    ((said - count) * (went - count)) / ((count + 1) * (rows - said - went + count + 1));
  return tailOf({ low, high, mode: Math.max(low, Math.min(high, expected)), ratio }, both);
}
