/** What a strategy would have earned at other costs, and where it breaks even. */
import type { PositionInput } from "../bar-returns.ts";
import { type CorrectedMetrics, correctedMetrics } from "../corrected.ts";

/** Figures at one cost; fractions, null where undefined. */
export interface CostPoint {
  /** Commission and slippage together, per side. */
  readonly costBps: number;
  readonly totalReturn: number | null;
  /** A year, by the time that passed. */
  readonly sharpeRatio: number | null;
  /** Over the initial capital. */
  readonly costPaid: number | null;
  /** Hit rate at which this cost is just earned back; above 1 it is out of reach (see `CorrectedMetrics`). */
  readonly breakEvenHitRate: number | null;
}

/** A strategy over a range of costs. */
export interface CostGrid {
  /** In the order of the costs asked for. */
  readonly points: readonly CostPoint[];
  /** Cost per side at which Σ gross returns = Σ costs; below 0 it loses even for free. */
  readonly breakEvenCostBps: number | null;
  /** Share of bars with the right sign, which no cost changes. */
  readonly hitRate: number | null;
}

/** From free to what a careless order pays, in basis points per side. */
const USUAL_COSTS_BPS = [0, 1, 2, 5, 10, 20, 50];

/**
 * Corrected metrics at each cost; positions stay what they are.
 * @param input its costs count for the initial capital only
 * @param costsBps per side, at least 0. @default 0, 1, 2, 5, 10, 20, 50
 * @throws RangeError as `correctedMetrics`
 */
export function costGrid(
  input: PositionInput,
  costsBps: readonly number[] = USUAL_COSTS_BPS,
): CostGrid {
  const at = (costBps: number): CorrectedMetrics =>
    correctedMetrics({
      ...input,
      costs: { ...input.costs, commission: costBps / 1e4, slippage: 0 },
    });
  const free = at(0);
  return {
    points: costsBps.map((costBps) => {
      const metrics = at(costBps);
      return {
        costBps,
        totalReturn: metrics.total_return,
        sharpeRatio: metrics.sharpe_ratio,
        costPaid: metrics.cost_paid,
        breakEvenHitRate: metrics.break_even_hit_rate,
      };
    }),
    breakEvenCostBps: free.break_even_cost_bps,
    hitRate: free.hit_rate,
  };
}
