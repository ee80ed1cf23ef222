/** Sums in which what is unknown stays unknown. */

/** Nothing sums to 0; a sum with an unknown part is unknown. */
export function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}
