/** A world in which the news knows something, by a stated amount: a system that reads must find it. */
import type { MarketRow } from "../row.ts";
import { MEAN_ABS_RETURN, SWITCH_PROBABILITY } from "./price-walk.ts";
import { type WorldOptions, regimeRows } from "./regime-rows.ts";

/** Options of a world with an edge. */
export interface EdgeWorldOptions extends WorldOptions {
  /** How far the regime tilts the next return's sign: 0 not at all, 1 always. */
  readonly strength: number;
}

/**
 * Rows with a hidden regime z_t of -1 or 1 that switches with probability 1/18 from row to row.
 * Row t's mood, sentiment index (above 50 exactly when z_t is 1) and texts express z_t; they quote no price.
 * The return from t to t+1 has the sign of z_t with probability (1 + strength)/2; its size ignores the sign.
 *
 * A reader that sees z_t is right about the next bar with probability (1 + strength)/2 exactly,
 * and its position pays `expectedReaderReturn` over a horizon, since z lasts.
 * Past returns tell of z too, though less. At strength 0 the rows equal those of `nullWorld`.
 * At strength 1 and long runs the close may wander far from where it began.
 * @throws RangeError for an option out of range
 */
export function edgeWorld({ strength, ...options }: EdgeWorldOptions): Generator<MarketRow> {
  return regimeRows(options, strength);
}

/**
 * Expected sum of the next `horizonBars` bar returns times z_t, a fraction, before costs:
 * strength · m · (1 - λ^h)/(1 - λ), with m the mean |return| and λ = 1 - 2·(1/18) = E[z_t z_{t+1}].
 * At strength 0.2 and 6 bars: about 20 bps.
 */
export function expectedReaderReturn(strength: number, horizonBars: number): number {
  const carry = 1 - 2 * SWITCH_PROBABILITY;
  return (strength * MEAN_ABS_RETURN * (1 - carry ** horizonBars)) / (1 - carry);
}
