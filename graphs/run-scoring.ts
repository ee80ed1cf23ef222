/** Scores a run's records through the backtester, beside every trivial rule on the same rows. */
import { type NetOfModelCost, netOfModelCost } from "../backtest/net-of-cost.ts";
import { type RunScore, scoreRun } from "../backtest/score.ts";
import { costOfReplies } from "./manifest.ts";
import type { Pipeline } from "./pipeline.ts";
import type { RowRecord } from "./row-record.ts";
import { type RunPositions, runPositions } from "./run-positions.ts";

/** The contents of `metrics.json`. */
export interface RunMetrics extends RunScore {
  /** The corrected return, less what the replies cost. */
  readonly net_of_model_cost: NetOfModelCost;
}

/**
 * Scores records of consecutive rows, in row order.
 * @param positions theirs, where they are known already
 */
export function scoreRecords(
  pipeline: Pipeline,
  records: readonly RowRecord[],
  positions: RunPositions = runPositions(pipeline, records),
): RunMetrics {
  const { data, config } = pipeline;
  const first = records[0]?.row ?? 0;
  const rows = data.rows.slice(first, first + records.length);
  const score = scoreRun({
    timeMs: Float64Array.from(rows, ({ observation }) => observation.timeMs),
    closes: Float64Array.from(rows, ({ observation }) => observation.close),
    labels: rows.map(({ label }) => label),
    actionPositions: positions.action,
    scorePositions: positions.score,
    actions: records.map(({ decision }) => decision.action),
    scores: records.map(({ decision }) => decision.score),
    rules: positions.rules,
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
