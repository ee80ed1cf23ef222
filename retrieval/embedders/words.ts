/** What counts as a word, in any script: the same answer for every embedder. */

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/** Runs of letters and digits, compatibility-normalised (NFKC) and lower-cased. No locale is consulted. */
export function wordsOf(text: string): readonly string[] {
  return text.normalize("NFKC").toLowerCase().match(WORD) ?? [];
}
