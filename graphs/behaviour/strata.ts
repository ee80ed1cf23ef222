/** Names the stratum of a decided row: which side it took, how rough the market was, how early in the period. */
import type { StratifiedRow } from "../../backtest/behaviour/strata.ts";
import type { DecidedRow } from "./lab.ts";

/**
 * Strata by row, such as "buy, rough, early". `rough`: the deviation of the last 12 returns is above the median of
 * these rows; `early`: the first half of these rows. Rows without that deviation are `calm`.
 * @param rows in row order
 */
export function strataOf(rows: readonly DecidedRow[]): readonly StratifiedRow[] {
  const volatilities = rows.flatMap((row) => volatilityOf(row) ?? []).toSorted((a, b) => a - b);
  const median = volatilities[(volatilities.length - 1) >> 1] ?? 0;
  return rows.map((decided, i) => {
    const side = decided.decision.action === 1 ? "buy" : "sell";
    const market = (volatilityOf(decided) ?? 0) > median ? "rough" : "calm";
    const part = 2 * i < rows.length ? "early" : "late";
    return { row: decided.row, stratum: [side, `${market}, ${part}`] };
  });
}

function volatilityOf({ features }: DecidedRow): number | null {
  return features.features.find(({ name }) => name === "volatility_12")?.value ?? null;
}
