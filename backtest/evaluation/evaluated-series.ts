/** What a run is evaluated from: bars, labels, and the positions of the agent and of every rule. */
import type { Action } from "../../data/vocabulary.ts";
import type { Label } from "../../data/row.ts";
import type { PositionInput } from "../bar-returns.ts";
import type { CostModel } from "../reference.ts";

/** A position series with a name. */
export interface NamedPositions {
  /** As in `positions.csv`: `agent`, `agent_by_score`, or a rule's name. */
  readonly name: string;
  /** The agent's own two series, not a rule's. */
  readonly own: boolean;
  /** One a row, fractions of equity, finite. */
  readonly positions: Float64Array;
}

/** One row as the agent decided it; null where it did not. */
export interface DecidedRow {
  readonly action: Action | null;
  /** In (-1, 1). */
  readonly score: number | null;
  /** Stated probability that the action is right, 0 to 1. */
  readonly confidence: number | null;
}

/** All series have one value a row. */
export interface EvaluatedSeries {
  /** Number of the first row in the dataset. */
  readonly firstRow: number;
  /** Bar closes, milliseconds since the epoch, strictly rising. */
  readonly timeMs: Float64Array;
  readonly closes: Float64Array;
  readonly labels: readonly (Label | null)[];
  readonly decisions: readonly DecidedRow[];
  /** The agent first. */
  readonly strategies: readonly NamedPositions[];
  readonly costs: CostModel;
  /** Bars until an outcome. */
  readonly horizonBars: number;
}

/** How much is resampled. */
export interface EvaluationOptions {
  readonly seed: number;
  /** Bootstrap draws, at least 1. @default 1000 */
  readonly draws?: number;
}

/** One strategy's input to the scoring functions. */
export function inputOf(
  { timeMs, closes, costs }: EvaluatedSeries,
  { positions }: NamedPositions,
): PositionInput {
  return { timeMs, closes, costs, positions };
}

/** Return over the horizon that followed each row, a fraction; null for the last rows, whose end is not there. */
export function outcomesOf({
  closes,
  horizonBars,
}: Pick<EvaluatedSeries, "closes" | "horizonBars">): readonly (number | null)[] {
  return Array.from(closes, (close, row) => {
    const later = closes[row + horizonBars];
    return later === undefined ? null : later / close - 1;
  });
}
