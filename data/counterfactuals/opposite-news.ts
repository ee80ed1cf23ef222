/** A row's news with the opposite mood: its texts, its moods and its index. */
import type { Observation } from "../row.ts";
import { oppositeText } from "./opposite-text.ts";

/** Names of moods with their opposites; names that are not here, such as Neutral and CONFUSION, stay. */
const MOODS: readonly (readonly [string, string])[] = [
  ["EXTREME GREED", "EXTREME FEAR"],
  ["GREED", "FEAR"],
];
const DOMINANT_MOODS: readonly (readonly [string, string])[] = [
  ["FOMO", "PANIC"],
  ["OPTIMISM", "FEAR"],
  ["GREED", "FEAR"],
];

/** Everything that the news says turned around; bar, momentum, volume and intensity stay. */
export function oppositeNews(bar: Observation): Observation {
  const { summary, newsPrediction, keyFactors, dominantEmotions, psychology } = bar;
  return {
    ...bar,
    summary: turned(summary, oppositeText),
    newsPrediction: turned(newsPrediction, oppositeText),
    keyFactors: turned(keyFactors, oppositeText),
    dominantEmotions: turned(dominantEmotions, oppositeText),
    psychology: turned(psychology, oppositeText),
    sentiment: turned(bar.sentiment, (name) => oppositeMood(name, MOODS)),
    dominantSentiment: turned(bar.dominantSentiment, (name) => oppositeMood(name, DOMINANT_MOODS)),
    sentimentIndex: bar.sentimentIndex === null ? null : 100 - bar.sentimentIndex,
  };
}

function turned(text: string | null, turn: (text: string) => string): string | null {
  return text === null ? null : turn(text);
}

/** In capitals where the file's name is; the first pair that holds the name counts. */
function oppositeMood(name: string, pairs: readonly (readonly [string, string])[]): string {
  const known = name.trim().toUpperCase();
  const pair = pairs.find((names) => names.includes(known));
  if (pair === undefined) return oppositeText(name);
  const opposite = pair[0] === known ? pair[1] : pair[0];
  if (name === name.toUpperCase()) return opposite;
  return opposite.toLowerCase().replaceAll(/\b\p{L}/gu, (letter) => letter.toUpperCase());
}
