/** The positions of a run: the agent's by action and by score, and those of every rule on the same rows. */
import { positionsFromDecisions } from "../backtest/decision-positions.ts";
import { RULES } from "../backtest/rules.ts";
import type { RulePositions } from "../backtest/score.ts";
import { knnVote } from "../retrieval/knn-vote.ts";
import type { Pipeline } from "./pipeline.ts";
import type { RowRecord } from "./row-record.ts";

/** The agent's strategies by name: ±1 by its action, and its continuous score. */
export const AGENT = "agent";
export const AGENT_BY_SCORE = "agent_by_score";

/** The rule that retrieval makes without any model; a run without retrieved cases does not have it. */
export const KNN_VOTE = "knn_vote";

/** Positions as traded, one value a row of the run: where nothing was decided, or too little changed for the hysteresis, the one before stays. */
export interface RunPositions {
  /** -1, 0 or 1. */
  readonly action: Float64Array;
  /** In (-1, 1). */
  readonly score: Float64Array;
  /** The trivial rules in the order of reports, the vote of the cases last. */
  readonly rules: readonly RulePositions[];
}

/** Positions of records of consecutive rows, in row order. */
export function runPositions(
  { history, config }: Pick<Pipeline, "history" | "config">,
  records: readonly RowRecord[],
): RunPositions {
  const first = records[0]?.row ?? 0;
  const rules = RULES.map((rule) => ({
    name: rule.name,
    explain: rule.explain,
    positions: rule.positions(history).slice(first, first + records.length),
  }));
  return {
    ...positionsFromDecisions(
      records.map(({ decision }) => decision),
      config,
    ),
    rules: config.without.includes("retrieveCases") ? rules : [...rules, knnRule(records)],
  };
}

/** The vote of the retrieved cases as a rule of its own: what retrieval is worth without any model. */
export function knnRule(records: readonly RowRecord[]): RulePositions {
  let held = 0;
  const positions = Float64Array.from(records, ({ cases }) => {
    held = Math.sign(knnVote(cases) ?? 0) || held;
    return held;
  });
  return {
    name: KNN_VOTE,
    explain: "sign of the similarity-weighted vote of the retrieved cases' outcomes",
    positions,
  };
}
