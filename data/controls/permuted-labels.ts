/** Labels that tell nothing: the same ones in another order. */
import type { MarketRow } from "../row.ts";
import { permutation } from "./permutation.ts";

/** The rows with their labels, missing ones too, in an order drawn by the seed. Everything else stays. */
export function permutedLabels(rows: readonly MarketRow[], seed: number): readonly MarketRow[] {
  const order = permutation(rows.length, seed, "permuted labels");
  return rows.map((row, i) => ({ ...row, label: rows[order[i] ?? i]?.label ?? null }));
}
