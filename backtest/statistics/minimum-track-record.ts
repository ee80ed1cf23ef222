/** How long a track record has to be before its Sharpe ratio says anything. */
import { normalQuantile } from "./normal.ts";
import { type SharpeEvidence, sharpeVariance } from "./probabilistic-sharpe.ts";

/** What is to be shown. */
export interface TrackRecordOptions {
  /** Sharpe ratio per bar to be beaten. @default 0 */
  readonly benchmark?: number;
  /** Confidence, above 0.5, below 1. @default 0.95 */
  readonly confidence?: number;
}

/**
 * Bars needed until the observed Sharpe ratio lies above the benchmark with the given confidence, a real number:
 * 1 + (1 - γ₃·SR + (γ₄ - 1)/4·SR²)·(Φ⁻¹(confidence)/(SR - SR*))². Bailey, D. H. & López de Prado, M. (2012), "The
 * Sharpe ratio efficient frontier", Journal of Risk 15 (2), eq. 11.
 * @returns null where no number of bars would do: the ratio is not above the benchmark, or no sample has the moments
 * @throws RangeError for a confidence out of range
 */
export function minimumTrackRecord(
  evidence: Omit<SharpeEvidence, "bars">,
  { benchmark = 0, confidence = 0.95 }: TrackRecordOptions = {},
): number | null {
  if (!(confidence > 0.5 && confidence < 1)) {
    throw new RangeError(`confidence: expected above 0.5 and below 1, was ${confidence}`);
  }
  const beyond = evidence.sharpe - benchmark;
  const variance = sharpeVariance(evidence);
  if (!(beyond > 0 && variance > 0)) return null;
  return 1 + variance * (normalQuantile(confidence) / beyond) ** 2;
}
