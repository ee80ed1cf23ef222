/** Scores a run's records through the backtester, beside every trivial rule on the same rows. */
import { positionsFromDecisions } from "../backtest/decision-positions.ts";
import { type NetOfModelCost, netOfModelCost } from "../backtest/net-of-cost.ts";
import { RULES } from "../backtest/rules.ts";
import { type RulePositions, type RunScore, scoreRun } from "../backtest/score.ts";
import { knnVote } from "../retrieval/knn-vote.ts";
import { costOfReplies } from "./manifest.ts";
import type { Pipeline } from "./pipeline.ts";
import type { RowRecord } from "./row-record.ts";

/** The contents of `metrics.json`. */
export interface RunMetrics extends RunScore {
  /** The corrected return, less what the replies cost. */
  readonly net_of_model_cost: NetOfModelCost;
}

/** Scores records of consecutive rows, in row order. */
export function scoreRecords(pipeline: Pipeline, records: readonly RowRecord[]): RunMetrics {
  const { data, history, config } = pipeline;
  const first = records[0]?.row ?? 0;
  const rows = data.rows.slice(first, first + records.length);
  const { action: actionPositions, score: scorePositions } = positionsFromDecisions(
    records.map(({ decision }) => decision),
  );
  const rules = RULES.map((rule) => ({
    name: rule.name,
    explain: rule.explain,
    positions: rule.positions(history).slice(first, first + records.length),
  }));
  const score = scoreRun({
    timeMs: Float64Array.from(rows, ({ observation }) => observation.timeMs),
    closes: Float64Array.from(rows, ({ observation }) => observation.close),
    labels: rows.map(({ label }) => label),
    actionPositions,
    scorePositions,
    actions: records.map(({ decision }) => decision.action),
    scores: records.map(({ decision }) => decision.score),
    rules: config.without.includes("retrieveCases") ? rules : [...rules, knnRule(records)],
    costs: {
      commission: config.commission,
      slippage: config.slippage,
      initialCapital: config.capital,
    },
    seed: config.seed,
  });
  const { total_return } = score.corrected;
  return {
    ...score,
    net_of_model_cost: netOfModelCost(total_return, costOfReplies(records), config.capital),
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
    name: "knn_vote",
    explain: "sign of the similarity-weighted vote of the retrieved cases' outcomes",
    positions,
  };
}
