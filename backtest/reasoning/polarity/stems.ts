/** Brings words to the form under which the lexicon or a phrase knows them. */
import { ENDINGS, LEXICON } from "./lexicon.ts";
import { PHRASE_WORDS } from "./phrases.ts";

/** Shortest stem: "is" is no "i". */
const SHORTEST = 3;

/** The form under which the lexicon, else a phrase, knows a word; the word itself when none does. */
export function stemmed(word: string): string {
  return stemIn(word, LEXICON) ?? stemIn(word, PHRASE_WORDS) ?? word;
}

function stemIn(word: string, known: Pick<ReadonlySet<string>, "has">): string | null {
  if (known.has(word)) return word;
  for (const [ending, instead] of ENDINGS) {
    const stem = word.replace(ending, instead);
    if (stem !== word && stem.length >= SHORTEST && known.has(stem)) return stem;
  }
  return null;
}
