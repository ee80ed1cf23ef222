/** Turns decisions into position series, by a policy on when to trade. */
import type { Decision } from "../data/vocabulary.ts";

/** The two position series that a run is scored by, one value a decided row. */
export interface DecisionPositions {
  /** -1, 0 or 1. */
  readonly action: Float64Array;
  /** In (-1, 1). */
  readonly score: Float64Array;
}

/** When a decision is traded. */
export interface PositionPolicy {
  /** Least change of the score that is traded, above 0 and at most 2; null trades every decision. */
  readonly hysteresis: number | null;
}

type Decided = Pick<Decision, "action" | "score">;

/** Changes of score this far below the band are rounding. */
const ROUNDING = 1e-9;

/**
 * Actions and scores in row order; where there is none, the position of the row before stays (0 at the start).
 *
 * With hysteresis a decision is traded, side and score, only if its score differs by at least the band from the one
 * that is held, which is 0 at the start. Side and score stay or change together.
 *
 * What a band has to do with costs: turning the side costs 2c, c a side, however little the score has moved. If a full
 * score promises a move of m over the horizon, a change of the score by d promises d·m, so turning pays from
 * d = 2c/m on. At c = 10 bps and m = 51 bps, the sample's mean move over six bars, that is a band of about 0.39. A
 * score that is worth less than it says needs a wider one; one that is small by its making, as a calibrated one is, a
 * narrower one, or nothing is ever traded.
 *
 * It is made of decisions, not of what nodes see: rows are still decided each for itself, in any order, at any
 * concurrency, and after an interruption.
 */
export function positionsFromDecisions(
  decisions: readonly Decided[],
  { hysteresis }: PositionPolicy = { hysteresis: null },
): DecisionPositions {
  const traded = hysteresis === null ? decisions : heldWithin(decisions, hysteresis);
  return {
    action: carried(traded.map(({ action }) => action)),
    score: carried(traded.map(({ score }) => score)),
  };
}

/** The decision in force at each row. */
function heldWithin(decisions: readonly Decided[], band: number): readonly Decided[] {
  let held: Decided = { action: null, score: null };
  return decisions.map((decision) => {
    if (decision.score === null) return held;
    const moved = Math.abs(decision.score - (held.score ?? 0));
    if (moved >= band - ROUNDING) held = decision;
    return held;
  });
}

function carried(values: readonly (number | null)[]): Float64Array {
  let position = 0;
  return Float64Array.from(values, (value) => (position = value ?? position));
}
