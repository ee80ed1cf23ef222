/** Mean, spread, skewness and kurtosis of a series. */

/** The first four moments; null where undefined. */
export interface Moments {
  readonly n: number;
  /** In the units of the series; null without values. */
  readonly mean: number | null;
  /** Sample standard deviation (n - 1); null below 2 values. */
  readonly std: number | null;
  /** m₃/m₂^{3/2}, 0 for a symmetric series; null where no value differs beyond rounding. */
  readonly skewness: number | null;
  /** m₄/m₂², 3 for a normal, at least 1; not the excess. Null where no value differs beyond rounding. */
  readonly kurtosis: number | null;
}

/**
 * Moments about the mean: m_k = Σ(x - mean)^k/n, the biased forms that the probabilistic Sharpe ratio is stated
 * with (Bailey & López de Prado 2012).
 * @param values finite
 */
export function moments(values: ArrayLike<number>): Moments {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i] ?? NaN;
  const mean = sum / n;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const away = (values[i] ?? NaN) - mean;
    second += away ** 2;
    third += away ** 3;
    fourth += away ** 4;
  }
  const varies = Math.sqrt(second / n) > VARIES * Math.abs(mean);
  return {
    n,
    mean: n === 0 ? null : mean,
    std: n < 2 ? null : Math.sqrt(second / (n - 1)),
    skewness: varies ? (third / n) * (second / n) ** -1.5 : null,
    kurtosis: varies ? (fourth / n) * (second / n) ** -2 : null,
  };
}

/** A spread that is this small a part of the mean is rounding. */
const VARIES = 1e-12;
