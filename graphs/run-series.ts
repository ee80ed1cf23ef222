/** A run bar by bar, for charts: prices, positions and the equity of the agent and of every rule. */
import { referenceSeries } from "../backtest/reference-series.ts";
import type { Pipeline } from "./pipeline.ts";
import type { RunResult } from "./finish-run.ts";
import { KNN_VOTE, runPositions } from "./run-positions.ts";

/** Series of one length, one value a decided row. */
export interface RunSeries {
  /** Bar closes, milliseconds since the epoch. */
  readonly timeMs: readonly number[];
  readonly closes: readonly number[];
  /** Position after each row, -1, 0 or 1, carried over where none was decided. */
  readonly actionPositions: readonly number[];
  /** Continuous position after each row, in (-1, 1). */
  readonly scorePositions: readonly number[];
  /** Equity by the reference arithmetic, net of costs, in the quote currency. */
  readonly equity: readonly { readonly name: string; readonly equity: readonly number[] }[];
}

/** Series of the run: `agent` first, then `agent, by score`, then the trivial rules by name, without the vote of the cases. */
export function runSeries(pipeline: Pipeline, { records }: RunResult): RunSeries {
  const { data, config } = pipeline;
  const first = records[0]?.row ?? 0;
  const bars = data.rows.slice(first, first + records.length).map(({ observation }) => observation);
  const closes = Float64Array.from(bars, ({ close }) => close);
  const { commission, slippage, capital } = config;
  const costs = { commission, slippage, initialCapital: capital };
  const { action, score, rules } = runPositions(pipeline, records);
  const equityOf = (name: string, positions: Float64Array) => {
    const { strategy_equity } = referenceSeries({ closes, positions, costs });
    // The first entry is undefined in the reference; the capital is still whole there.
    return { name, equity: [capital, ...strategy_equity.subarray(1)] };
  };
  return {
    timeMs: bars.map(({ timeMs }) => timeMs),
    closes: [...closes],
    actionPositions: [...action],
    scorePositions: [...score],
    equity: [
      equityOf("agent", action),
      equityOf("agent, by score", score),
      ...rules
        .filter(({ name }) => name !== KNN_VOTE)
        .map(({ name, positions }) => equityOf(name.replaceAll("_", " "), positions)),
    ],
  };
}
