/** Turns a text's mood around, word by word: a lexicon of opposites, and the signs of percentages. */
import { ANTONYMS_EN } from "./antonyms-en.ts";
import { ANTONYMS_ES } from "./antonyms-es.ts";

const OPPOSITES: ReadonlyMap<string, string> = new Map(
  [...ANTONYMS_EN, ...ANTONYMS_ES].flatMap(([good, bad]) => [
    [good, bad],
    [bad, good],
  ]),
);

/** A word with its hyphens, or the sign of a percentage. A dash within a range, as in "3-5 %", is none. */
const WORD_OR_SIGN = /\p{L}+(?:-\p{L}+)*|(?<![\p{L}\p{N}])[+\-−](?=\d+(?:[.,]\d+)? ?%)/gu;

const TURNED_SIGNS: ReadonlyMap<string, string> = new Map([
  ["+", "-"],
  ["-", "+"],
  ["−", "+"],
]);

/**
 * The text with each known word replaced by its opposite in the same case of letters: "Bulls buy, +2 %" becomes
 * "Bears sell, -2 %". A lexical swap and no understanding: negations and events without an opposite stay.
 */
export function oppositeText(text: string): string {
  return text.replaceAll(WORD_OR_SIGN, (found) => {
    const turned = TURNED_SIGNS.get(found) ?? OPPOSITES.get(found.toLowerCase());
    return turned === undefined ? found : inCaseOf(found, turned);
  });
}

function inCaseOf(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  const [first = ""] = model;
  return first === first.toLowerCase() ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
