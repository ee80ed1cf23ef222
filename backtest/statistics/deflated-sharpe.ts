/** The Sharpe ratio of the best of several trials, held against what the best would show by luck alone. */
import { normalQuantile } from "./normal.ts";
import { probabilisticSharpe, type SharpeEvidence } from "./probabilistic-sharpe.ts";

/** The trials out of which the strategy was chosen. */
export interface Trials {
  /** Independent trials, at least 1; count every variant that was looked at. */
  readonly trials: number;
  /** Variance of the trials' Sharpe ratios per bar, at least 0. */
  readonly variance: number;
}

/** The Euler–Mascheroni constant. */
const EULER = 0.5772156649015329;

/**
 * Sharpe ratio per bar that the best of N trials without any skill is expected to show:
 * √V·((1 - γ)·Φ⁻¹(1 - 1/N) + γ·Φ⁻¹(1 - 1/(N·e))); 0 for a single trial.
 * @throws RangeError for fewer than 1 trial or a negative variance
 */
export function expectedBestSharpe({ trials, variance }: Trials): number {
  if (!(trials >= 1)) throw new RangeError(`trials: expected at least 1, was ${trials}`);
  if (!(variance >= 0)) throw new RangeError(`variance: expected at least 0, was ${variance}`);
  if (trials === 1) return 0;
  return (
    Math.sqrt(variance) *
    ((1 - EULER) * upperQuantile(1 / trials) + EULER * upperQuantile(1 / (trials * Math.E)))
  );
}

/** Φ⁻¹(1 - tail), without losing the digits of a small tail. */
function upperQuantile(tail: number): number {
  return -normalQuantile(tail);
}

/**
 * Probability that the true Sharpe ratio lies above what luck shows in the best of N trials: `probabilisticSharpe`
 * with `expectedBestSharpe` as its benchmark, 0 to 1. Bailey, D. H. & López de Prado, M. (2014), "The deflated
 * Sharpe ratio", Journal of Portfolio Management 40 (5), 94-107. Strict: the best of many without skill varies less
 * than a single ratio does, so that it passes 0.95 far more seldom than in 5 % of worlds (`bench coverage`).
 * @throws RangeError as those do
 */
export function deflatedSharpe(evidence: SharpeEvidence, trials: Trials): number | null {
  return probabilisticSharpe(evidence, expectedBestSharpe(trials));
}
