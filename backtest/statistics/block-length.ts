/**
 * The block length that suits a series' dependence: Politis, D. N. & White, H. (2004), "Automatic block-length
 * selection for the dependent bootstrap", Econometric Reviews 23, 53-70, with the correction by Patton, A.,
 * Politis, D. N. & White, H. (2009), Econometric Reviews 28, 372-375.
 */
import { NEEDED_BARS } from "./needed-bars.ts";

/**
 * Mean block length for the stationary bootstrap of a mean: (2G²/D)^{1/3}·n^{1/3}, with G = Σ λ(k/M)·|k|·R(k),
 * D = 2·(Σ λ(k/M)·R(k))², R the autocovariance and λ the flat-top window. M is twice the first lag of a run of
 * max(5, log₁₀ n) autocorrelations within ±2·√(log₁₀ n/n), as in the authors' own program. From 1 to
 * ⌈min(3√n, n/3)⌉; pass it to a bootstrap as `meanBlockBars`.
 * @param series finite
 * @returns null below `NEEDED_BARS` rows, and where the series does not vary beyond rounding
 */
export function automaticBlockBars(series: Float64Array): number | null {
  const n = series.length;
  if (n < NEEDED_BARS) return null;
  const mean = series.reduce((sum, value) => sum + value, 0) / n;
  const away = series.map((value) => value - mean);
  const variance = productAt(away, 0) / n;
  if (!(Math.sqrt(variance) > 1e-12 * Math.abs(mean))) return null;
  const bandwidth = flatTopBandwidth(away);
  let weighted = 0;
  let longRun = variance;
  for (let k = 1; k <= bandwidth; k++) {
    const covariance = (2 * Math.min(1, 2 * (1 - k / bandwidth)) * productAt(away, k)) / n;
    weighted += k * covariance;
    longRun += covariance;
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  return Math.max(1, Math.min(longest, Math.cbrt((weighted / longRun) ** 2 * n)));
}

/** M: how many lags of a centred series matter. */
function flatTopBandwidth(away: Float64Array): number {
  const n = away.length;
  const run = Math.max(5, Math.floor(Math.log10(n)));
  const most = Math.ceil(Math.sqrt(n)) + run;
  const small = 2 * Math.sqrt(Math.log10(n) / n);
  const squares = runningSquares(away);
  let quiet = 0;
  for (let lag = 0; lag < most; lag++) {
    // Each side without one value more than the lag takes, as in the authors' program.
    const late = (squares[n] ?? NaN) - (squares[lag + 1] ?? NaN);
    const early = squares[n - lag - 1] ?? NaN;
    quiet = Math.abs(productAt(away, lag)) < small * Math.sqrt(late * early) ? quiet + 1 : 0;
    if (quiet === run) return Math.min(most, 2 * Math.max(1, lag + 1 - run));
  }
  return most;
}

function productAt(away: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = lag; t < away.length; t++) sum += (away[t] ?? NaN) * (away[t - lag] ?? NaN);
  return sum;
}

function runningSquares(away: Float64Array): Float64Array {
  const sums = new Float64Array(away.length + 1);
  for (let t = 0; t < away.length; t++) sums[t + 1] = (sums[t] ?? NaN) + (away[t] ?? NaN) ** 2;
  return sums;
}
