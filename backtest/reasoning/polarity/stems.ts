/** Brings words to the form under which the lexicon or a phrase knows them. */
import { LEXICON } from "./lexicon.ts";
import { PHRASE_WORDS } from "./phrases.ts";

/** Words by their inflected forms; the lexicon's own come first. */
const STEMS: ReadonlyMap<string, string> = new Map(
  [...PHRASE_WORDS, ...LEXICON.keys()].flatMap((word) =>
    word.length < 3 ? [] : formsOf(word).map((form) => [form, word] as const),
  ),
);

/** The form under which the lexicon, else a phrase, knows a word; the word itself when none does. */
export function stemmed(word: string): string {
  if (LEXICON.has(word)) return word;
  return STEMS.get(word) ?? word;
}

/** Forms that verbs, nouns and adjectives may take; those that no one writes do no harm. */
function formsOf(word: string): readonly string[] {
  const bare = word.replace(/e$/, "");
  const doubled = word.replace(/([pbgtlnmr])$/, "$1$1");
  const endings = ["s", "'s", "es", "ed", "d", "ing", "ly"].map((ending) => word + ending);
  return [
    ...endings,
    `${bare}ing`,
    `${bare}ation`,
    `${doubled}ed`,
    `${doubled}ing`,
    ...(word.endsWith("y")
      ? ["ies", "ied", "ily"].map((ending) => word.slice(0, -1) + ending)
      : []),
  ];
}
