/** A run column by column, as the page draws it. */
import type { EvaluatedSeries } from "../../../backtest/evaluation/evaluated-series.ts";
import { outcomesOf } from "../../../backtest/evaluation/evaluated-series.ts";
import { curvesOf } from "../../../backtest/evaluation/curves.ts";
import type { Decision } from "../../../data/vocabulary.ts";
import type { RunSeries } from "../../wire/api.ts";

/** Digits after the point of what is only drawn: a millionth of the start. */
const DRAWN = 1e6;

/**
 * All columns of a finished run.
 * @param decisions one a row, in row order
 */
export function finishedColumns(
  series: EvaluatedSeries,
  decisions: readonly Decision[],
  seed: number,
): RunSeries {
  const { strategies, band } = curvesOf(series, { seed });
  const [agent] = series.strategies;
  return {
    row: decisions.map((_, i) => series.firstRow + i),
    timeMs: [...series.timeMs],
    close: [...series.closes],
    ...decisionColumns(decisions),
    position: [...(agent?.positions ?? [])],
    label: series.labels,
    outcome: outcomesOf(series),
    equity: strategies.map(({ name, own, equity, drawdown }) => ({
      name,
      own,
      values: equity.map(drawn),
      drawdown: drawdown.map(drawn),
    })),
    band: band && { low: band.low.map(drawnOrNull), high: band.high.map(drawnOrNull) },
  };
}

/** The columns that decisions fill. */
export function decisionColumns(
  decisions: readonly Decision[],
): Pick<RunSeries, "status" | "action" | "score" | "confidence"> {
  return {
    status: decisions.map(({ status }) => status),
    action: decisions.map(({ action }) => action),
    score: decisions.map(({ score }) => score),
    confidence: decisions.map(({ confidence }) => confidence),
  };
}

function drawn(value: number): number {
  return Math.round(value * DRAWN) / DRAWN;
}

function drawnOrNull(value: number | null): number | null {
  return value === null ? null : drawn(value);
}
