/** Turns decisions into position series. */
import type { Decision } from "../data/vocabulary.ts";

/** The two position series that a run is scored by, one value a decided row. */
export interface DecisionPositions {
  /** -1, 0 or 1. */
  readonly action: Float64Array;
  /** In (-1, 1). */
  readonly score: Float64Array;
}

/** Actions and scores in row order; where there is none, the position of the row before stays (0 at the start). */
export function positionsFromDecisions(
  decisions: readonly Pick<Decision, "action" | "score">[],
): DecisionPositions {
  return {
    action: carried(decisions.map(({ action }) => action)),
    score: carried(decisions.map(({ score }) => score)),
  };
}

function carried(values: readonly (number | null)[]): Float64Array {
  let position = 0;
  return Float64Array.from(values, (value) => (position = value ?? position));
}
