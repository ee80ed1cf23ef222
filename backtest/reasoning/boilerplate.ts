/** How much of what is said row after row is the same sentence with other numbers. */
import { type Share, shareOf } from "../recall/luck.ts";

/** Rationales that repeat. */
export interface Boilerplate {
  /** Rows whose rationale, numbers and ids masked, some other row has too. */
  readonly repeated: Share;
  /** Different rationales once numbers and ids are masked. */
  readonly distinct: number;
  /** The commonest one, masked, and how many rows have it; null without rationales. */
  readonly commonest: { readonly text: string; readonly rows: number } | null;
}

/** The text without what differs from row to row by itself: ids, numbers, signs, letter case, punctuation. */
export function maskedText(rationale: string): string {
  return rationale
    .toLowerCase()
    .replaceAll(/\[[^\]]*\]|\b(?:c\d+|[a-z]+(?:_[a-z0-9]+)+)\b/g, "[]")
    .replaceAll(
      /(?:[+\-−–]\s?)?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:\s?(?:%|bps|sd|min)(?!\p{L}))?/gu,
      "#",
    )
    .replaceAll(/[^\p{L}#[\]]+/gu, " ")
    .trim();
}

/** Finds rationales that repeat among the rows. */
export function boilerplateOf(rationales: readonly string[]): Boilerplate {
  const counts = new Map<string, number>();
  for (const text of rationales.map(maskedText)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const ordered = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const [first] = ordered;
  const repeated = ordered.reduce((sum, [, rows]) => sum + (rows > 1 ? rows : 0), 0);
  return {
    repeated: shareOf(repeated, rationales.length),
    distinct: counts.size,
    commonest: first ? { text: first[0], rows: first[1] } : null,
  };
}
