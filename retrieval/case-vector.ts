/** One row as a vector: its features and its text, weighted, so that inner product is similarity. */
import { UsageError } from "../data/errors.ts";
import { mustBeVector, unit } from "./cosine.ts";

/** Shares of a similarity: each at least 0, together 1. */
export interface CaseWeights {
  readonly features: number;
  readonly text: number;
}

/** Features and text count alike. */
export const DEFAULT_CASE_WEIGHTS: CaseWeights = Object.freeze({ features: 0.5, text: 0.5 });

/** @throws UsageError unless both shares are at least 0 and add up to 1 (to 1e-9) */
export function mustBeCaseWeights({ features, text }: CaseWeights): void {
  if (!(features >= 0 && text >= 0 && Math.abs(features + text - 1) <= 1e-9)) {
    throw new UsageError(
      `case weights: expected features and text of at least 0 that add up to 1, was ${features} and ${text}`,
    );
  }
}

/**
 * unit( √w_features · unit([scaled, 1]) ‖ √w_text · text ).
 * The constant 1 lets the size of features count, not their direction alone. An absent feature is 0, its past mean.
 * For two rows that both have text, similarity = w_features · cos(features) + w_text · cos(text).
 * Length: the scaled features, the constant, the text.
 * @param scaled features in units of their past spread, null where absent
 * @param text unit vector, or zeros for a row without text: its features then make up the whole
 * @throws RangeError for a component that is not finite
 */
export function caseVector(
  scaled: readonly (number | null)[],
  text: Float32Array,
  weights: CaseWeights = DEFAULT_CASE_WEIGHTS,
): Float32Array {
  const features = [...scaled.map((value) => value ?? 0), 1];
  mustBeVector(features, scaled.length + 1, "scaled features");
  const featureShare = Math.sqrt(weights.features);
  const textShare = Math.sqrt(weights.text);
  const vector = new Float32Array(features.length + text.length);
  vector.set(unit(features).map((component) => component * featureShare));
  vector.set(
    text.map((component) => component * textShare),
    features.length,
  );
  return unit(vector);
}
