/** How probable it is that a true Sharpe ratio lies above a benchmark, returns being skewed and fat-tailed. */
import { moments } from "./moments.ts";
import { NEEDED_BARS } from "./needed-bars.ts";
import { normalCdf } from "./normal.ts";
import { sharpePerBar } from "./sharpe.ts";

/** What an observed Sharpe ratio rests on. */
export interface SharpeEvidence {
  /** Per bar, not annualised. */
  readonly sharpe: number;
  /** Bars it was measured on, at least 2. */
  readonly bars: number;
  /** 0 for a normal. */
  readonly skewness: number;
  /** 3 for a normal; not the excess. */
  readonly kurtosis: number;
}

/** The evidence of a return series, or how many bars it would take. */
export interface SharpeEvidenceOrNeed {
  /** Null below `neededBars`, and where returns do not vary. */
  readonly evidence: SharpeEvidence | null;
  readonly bars: number;
  readonly neededBars: number;
}

/** Measures Sharpe, skewness and kurtosis of returns. @param returns fractions per bar, finite */
export function sharpeEvidence(returns: ArrayLike<number>): SharpeEvidenceOrNeed {
  const { n: bars, skewness, kurtosis } = moments(returns);
  const sharpe = sharpePerBar(returns);
  const known =
    bars >= NEEDED_BARS && sharpe !== null && skewness !== null && kurtosis !== null
      ? { sharpe, bars, skewness, kurtosis }
      : null;
  return { evidence: known, bars, neededBars: NEEDED_BARS };
}

/**
 * Φ((SR - SR*)·√(T - 1)/√(1 - γ₃·SR + (γ₄ - 1)/4·SR²)), 0 to 1. Bailey, D. H. & López de Prado, M. (2012), "The
 * Sharpe ratio efficient frontier", Journal of Risk 15 (2), eq. 9. Supposes bars that do not depend on each other.
 * @param benchmark SR*, per bar
 * @returns null where the variance under the root is not above 0, as for moments that no sample has
 * @throws RangeError for fewer than 2 bars
 */
export function probabilisticSharpe(evidence: SharpeEvidence, benchmark = 0): number | null {
  const { sharpe, bars } = evidence;
  if (!(bars >= 2)) throw new RangeError(`bars: expected at least 2, was ${bars}`);
  const variance = sharpeVariance(evidence);
  return variance > 0
    ? normalCdf(((sharpe - benchmark) * Math.sqrt(bars - 1)) / Math.sqrt(variance))
    : null;
}

/** T - 1 times the variance of an observed Sharpe ratio: 1 - γ₃·SR + (γ₄ - 1)/4·SR² (Mertens 2002). */
export function sharpeVariance({
  sharpe,
  skewness,
  kurtosis,
}: Omit<SharpeEvidence, "bars">): number {
  return 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;
}
