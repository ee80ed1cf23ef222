/** How much of the truth an approximate memory finds. */
import type { CaseHit } from "./case-memory.ts";

/**
 * Share of the reference's hits that are among the memory's, 0 to 1; null when the reference found nothing.
 * recall@k = |hits ∩ reference| / |reference|, with both searched for the same k.
 */
export function recallOf(hits: readonly CaseHit[], reference: readonly CaseHit[]): number | null {
  if (reference.length === 0) return null;
  const found = new Set(hits.map(({ row }) => row));
  return reference.filter(({ row }) => found.has(row)).length / reference.length;
}
