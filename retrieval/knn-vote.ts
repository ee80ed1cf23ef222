/** What the retrieved cases say without any model: the baseline a model has to beat. */
import type { RetrievedCase } from "../data/vocabulary.ts";

/**
 * Similarity-weighted mean of the signs of the outcomes, -1 to 1: Σ wᵢ·sign(outcomeᵢ) / Σ wᵢ, wᵢ = max(0, similarityᵢ).
 * null when no case is similar at all.
 */
export function knnVote(
  cases: readonly Pick<RetrievedCase, "outcome" | "similarity">[],
): number | null {
  let votes = 0;
  let weights = 0;
  for (const { outcome, similarity } of cases) {
    const weight = Math.max(0, similarity);
    votes += weight * Math.sign(outcome);
    weights += weight;
  }
  return weights === 0 ? null : votes / weights;
}
