/** The reference backtester bar by bar: the series behind its metrics. */
import { costPerSide, type ReferenceInput } from "./reference.ts";
import { requireEqualLengths } from "./series-checks.ts";

/** One value a row; NaN where undefined, as at row 0 always. */
export interface ReferenceSeries {
  /** close_t/close_{t-1} - 1. */
  readonly market_return: Float64Array;
  /** position_{t-1}·market_return_t - costs_t. */
  readonly strategy_return: Float64Array;
  /** |position_t - position_{t-1}|·(commission + slippage), a fraction of equity. */
  readonly costs: Float64Array;
  /** Π(1 + strategy_return) - 1 up to the row. */
  readonly strategy_cumulative_return: Float64Array;
  /** In the quote currency. */
  readonly strategy_equity: Float64Array;
  /** Buying and holding without costs, in the quote currency. */
  readonly market_equity: Float64Array;
}

/** The per-bar series of the reference. An undefined return leaves its row NaN and the products untouched. */
export function referenceSeries({
  closes,
  positions,
  costs,
}: Omit<ReferenceInput, "labels">): ReferenceSeries {
  requireEqualLengths(closes, { positions });
  const cost = costPerSide(costs);
  const undefinedSeries = (): Float64Array => new Float64Array(closes.length).fill(NaN);
  const series: ReferenceSeries = {
    market_return: undefinedSeries(),
    strategy_return: undefinedSeries(),
    costs: undefinedSeries(),
    strategy_cumulative_return: undefinedSeries(),
    strategy_equity: undefinedSeries(),
    market_equity: undefinedSeries(),
  };
  let strategyGrowth = 1;
  let marketGrowth = 1;
  for (let t = 1; t < closes.length; t++) {
    const held = positions[t - 1] ?? NaN;
    const market = (closes[t] ?? NaN) / (closes[t - 1] ?? NaN) - 1;
    const paid = Math.abs((positions[t] ?? NaN) - held) * cost;
    const strategy = held * market - paid;
    series.market_return[t] = market;
    series.costs[t] = paid;
    series.strategy_return[t] = strategy;
    if (!Number.isNaN(market)) {
      marketGrowth *= 1 + market;
      series.market_equity[t] = costs.initialCapital * marketGrowth;
    }
    if (!Number.isNaN(strategy)) {
      strategyGrowth *= 1 + strategy;
      series.strategy_cumulative_return[t] = strategyGrowth - 1;
      series.strategy_equity[t] = costs.initialCapital * strategyGrowth;
    }
  }
  return series;
}
