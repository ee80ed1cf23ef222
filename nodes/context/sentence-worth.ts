/** How much a sentence of the news is worth showing, by rules alone: no model is asked. */
import { ANTONYMS_EN } from "../../data/counterfactuals/antonyms-en.ts";
import { ANTONYMS_ES } from "../../data/counterfactuals/antonyms-es.ts";

/** Words that say a side, in English and Spanish. */
const MOOD: ReadonlySet<string> = new Set([...ANTONYMS_EN, ...ANTONYMS_ES].flat());

const WORD = /\p{L}+(?:-\p{L}+)*/gu;
const FIGURE = /\d+(?:[.,]\d+)*/g;

/** Figures, and words of mood, beyond which more of them count for nothing. */
const ENOUGH = 2;
/** Words shorter than this join sentences without making them alike. */
const SHORT_WORD = 4;

/**
 * What a sentence is worth by itself, 0 to 3: its place, 1 for the first and 1/(1+i) for the one after i others;
 * its figures, up to 1; and its words of mood, up to 1.
 */
export function worthOf(sentence: string, place: number): number {
  const figures = [...sentence.matchAll(FIGURE)].length;
  const mood = wordsIn(sentence).filter((word) => MOOD.has(word)).length;
  return 1 / (1 + place) + Math.min(figures, ENOUGH) / ENOUGH + Math.min(mood, ENOUGH) / ENOUGH;
}

/** Share of a sentence's longer words that another one holds, 0 to 1; 0 for a sentence without any. */
export function overlapOf(sentence: string, other: string): number {
  const own = longWords(sentence);
  const held = longWords(other);
  return own.size === 0 ? 0 : [...own].filter((word) => held.has(word)).length / own.size;
}

function longWords(sentence: string): ReadonlySet<string> {
  return new Set(wordsIn(sentence).filter((word) => word.length >= SHORT_WORD));
}

function wordsIn(sentence: string): readonly string[] {
  return (sentence.match(WORD) ?? []).map((word) => word.toLowerCase());
}
