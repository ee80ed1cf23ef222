/** A small series to evaluate: closes from one-bar returns, positions by name, the agent first. */
import type { DecidedRow, EvaluatedSeries } from "../../../backtest/evaluation/evaluated-series.ts";
import { makeRandom } from "../../../data/random.ts";

const BAR_MS = 600_000;

export interface SeriesSketch {
  /** Return of each bar, fractions. */
  readonly returns: readonly number[];
  /** By name; `agent` and `agent_by_score` are the agent's own. */
  readonly positions: Readonly<Record<string, readonly number[]>>;
  readonly decisions?: readonly DecidedRow[];
  readonly commission?: number;
  readonly horizonBars?: number;
}

export function seriesOf({
  returns,
  positions,
  decisions,
  commission = 0,
  horizonBars = 1,
}: SeriesSketch): EvaluatedSeries {
  const closes = [100];
  for (const r of returns) closes.push((closes.at(-1) ?? NaN) * (1 + r));
  return {
    firstRow: 0,
    timeMs: Float64Array.from(closes, (_, row) => row * BAR_MS),
    closes: Float64Array.from(closes),
    labels: closes.map(() => null),
    decisions: decisions ?? closes.map(() => ({ action: 1, score: 0.5, confidence: 0.5 })),
    strategies: Object.entries(positions).map(([name, values]) => ({
      name,
      own: name.startsWith("agent"),
      positions: Float64Array.from(values),
    })),
    costs: { commission, slippage: 0, initialCapital: 1000 },
    horizonBars,
  };
}

/** Seeded returns about 0. */
export function noise(bars: number, seed: number, size = 0.002): readonly number[] {
  const random = makeRandom(seed, "noise");
  return Array.from({ length: bars }, () => size * random.normal());
}

/** The same position throughout; one more row than bars. */
export function held(position: number, bars: number): readonly number[] {
  return Array.from({ length: bars + 1 }, () => position);
}
