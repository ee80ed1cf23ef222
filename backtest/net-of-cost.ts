/** What is left of a return once the models that decided have been paid. */

/** A return before and after the cost of model calls, for a stated capital. */
export interface NetOfModelCost {
  /** Starting capital, taken to be in US dollars like the cost. */
  readonly capital: number;
  /** US dollars; null where a price is unknown. */
  readonly model_cost_usd: number | null;
  /** Total return less the cost's share of the capital, a fraction; null where either is unknown. */
  readonly total_return: number | null;
}

/** The cost is paid out of the capital once, at the end: return − cost / capital. */
export function netOfModelCost(
  totalReturn: number | null,
  costUsd: number | null,
  capital: number,
): NetOfModelCost {
  return {
    capital,
    model_cost_usd: costUsd,
    total_return: totalReturn === null || costUsd === null ? null : totalReturn - costUsd / capital,
  };
}
