/** A world in which nothing can be known: what any system earns here is luck or a fault. */
import type { MarketRow } from "../row.ts";
import { type WorldOptions, regimeRows } from "./regime-rows.ts";

/**
 * Rows whose prices are a martingale: given all rows up to t, news included,
 * close_{t+1}/close_t - 1 is symmetric about 0, so E[close_{t+1}/close_t] = 1 exactly.
 * Mean |return| is 22 bps a bar with clustered sizes; sizes can be foreseen, signs cannot.
 * Moods come in runs (18 rows on average) but are independent of every price.
 * Momentum, volume and labels follow from past prices and can tell nothing else.
 * @throws RangeError for an option out of range
 */
export function nullWorld(options: WorldOptions): Generator<MarketRow> {
  return regimeRows(options, 0);
}
