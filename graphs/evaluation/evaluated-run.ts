/** Makes of a run directory's files the series that an evaluation is of. */
import type { EvaluatedSeries } from "../../backtest/evaluation/evaluated-series.ts";
import type { ReadPositions } from "../read-positions.ts";
import type { RunOutline } from "../reasoning/read-trace.ts";
import { AGENT, AGENT_BY_SCORE } from "../run-positions.ts";
import type { RunManifest } from "./run-manifest.ts";

/** Bars, decisions and every position series of a run, as its figures and curves are made of them. */
export function evaluatedSeriesOf(
  { firstRow, timeMs, closes, labels, action, score, rules }: ReadPositions,
  { records }: Pick<RunOutline, "records">,
  { identity: { config } }: Pick<RunManifest, "identity">,
): EvaluatedSeries {
  const none = { action: null, score: null, confidence: null };
  return {
    firstRow,
    timeMs,
    closes,
    labels,
    decisions: Array.from(closes, (_, i) => records.get(firstRow + i)?.decision ?? none),
    strategies: [
      { name: AGENT, own: true, positions: action },
      { name: AGENT_BY_SCORE, own: true, positions: score },
      ...rules.map((rule) => ({ ...rule, own: false })),
    ],
    costs: {
      commission: config.commission,
      slippage: config.slippage,
      initialCapital: config.capital,
    },
    horizonBars: config.horizonBars,
  };
}
