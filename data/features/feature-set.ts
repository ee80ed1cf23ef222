/** The shape in which features travel: through the graph, into prompts and into case vectors. */

/** Why a feature has no value at a row. */
export type AbsenceReason = "warm-up" | "missing input" | "undefined" | "switched off";

/** One computed number with its name and unit. */
export interface Feature {
  readonly name: string;
  /** null when absent; then `absence` says why. */
  readonly value: number | null;
  readonly absence: AbsenceReason | null;
}

/** All features of one row, as of its close. */
export interface FeatureSet {
  readonly row: number;
  readonly features: readonly Feature[];
  /**
   * Dimensionless form for case vectors: fixed length and order, each clipped to [-4, 4], null where absent.
   * Scaled by moments of the past only.
   */
  readonly scaled: readonly (number | null)[];
}
