/** McNemar's test: whether one of two is right more often on the same rows. */
import { z } from "zod";
import { binomialTail } from "../recall/exact-tail.ts";

export const mcnemarSchema = z.strictObject({
  /** Rows on which only the variant is right. */
  onlyVariant: z.int().min(0),
  /** Rows on which only the baseline is right. */
  onlyBaseline: z.int().min(0),
  /** Rows compared: both took a side and the next bar moved. */
  rows: z.int().min(0),
  /** Two-sided, exact; null where they are never right apart. */
  p: z.number().nullable(),
});
export type McNemar = Readonly<z.infer<typeof mcnemarSchema>>;

/**
 * Exact conditional form: of the b + c rows on which one alone is right, either is as probable as the other under
 * the null, so that p = min(1, 2·P(X ≥ max(b, c))), X binomial with b + c trials of 1/2; no approximation for many.
 * McNemar, Q. (1947), "Note on the sampling error of the difference between correlated proportions or percentages",
 * Psychometrika 12, 153-157. It takes rows for independent; a variant whose rights and wrongs come in runs passes
 * it more often than stated.
 * @param variant whether it was right, row by row; null where that cannot be said
 * @param baseline of the same rows
 * @throws RangeError when lengths differ
 */
export function mcnemar(
  variant: readonly (boolean | null)[],
  baseline: readonly (boolean | null)[],
): McNemar {
  if (variant.length !== baseline.length) {
    throw new RangeError(`baseline: expected ${variant.length} rows, was ${baseline.length}`);
  }
  let [onlyVariant, onlyBaseline, rows] = [0, 0, 0];
  for (const [row, right] of variant.entries()) {
    const other = baseline[row] ?? null;
    if (right === null || other === null) continue;
    rows += 1;
    if (right && !other) onlyVariant += 1;
    if (other && !right) onlyBaseline += 1;
  }
  const apart = onlyVariant + onlyBaseline;
  const most = Math.max(onlyVariant, onlyBaseline);
  const p = apart === 0 ? null : Math.min(1, 2 * binomialTail(most, apart, 0.5));
  return { onlyVariant, onlyBaseline, rows, p };
}
