/** Moods: the sentiment columns of a row, and which way a mood leans. */
import type { Observation } from "../row.ts";
import type { Random } from "../random.ts";

/** The five dominant sentiments upstream uses; its data writes them in any case. */
export const MOOD_NAMES = ["PANIC", "FEAR", "CONFUSION", "OPTIMISM", "FOMO"] as const;
export type MoodName = (typeof MOOD_NAMES)[number];

/** The sentiment columns of one row, as the file holds them. */
export type Mood = Pick<
  Observation,
  "sentiment" | "sentimentIndex" | "dominantSentiment" | "intensity"
>;

/** Whether the news is good, bad or both. */
export type Tone = "down" | "mixed" | "up";

const TONES: Record<MoodName, Tone> = {
  PANIC: "down",
  FEAR: "down",
  CONFUSION: "mixed",
  OPTIMISM: "up",
  FOMO: "up",
};

/** The mood's name whatever its case; CONFUSION where the file has none or another word. */
export function moodName(mood: Mood): MoodName {
  const word = mood.dominantSentiment?.trim().toUpperCase();
  return MOOD_NAMES.find((name) => name === word) ?? "CONFUSION";
}

/** The tone of text that fits a mood. */
export function toneOf(name: MoodName): Tone {
  return TONES[name];
}

/**
 * A complete mood that takes a side: the index lies above 50 for side 1 and below 50 for side -1,
 * and sentiment, dominant sentiment and intensity agree with it.
 */
export function drawMood(random: Random, side: -1 | 1): Mood {
  const strong = random.uniform() < 0.4;
  if (side === 1) {
    const sentimentIndex = 58 + random.below(14) + (strong ? 10 : 0);
    return {
      sentiment: sentimentIndex >= 75 ? "Extreme Greed" : "Greed",
      sentimentIndex,
      dominantSentiment: strong ? "FOMO" : "OPTIMISM",
      intensity: 5 + random.below(3) + (strong ? 2 : 0),
    };
  }
  const sentimentIndex = 29 + random.below(14) - (strong ? 14 : 0);
  return {
    sentiment: sentimentIndex <= 25 ? "Extreme Fear" : "Fear",
    sentimentIndex,
    dominantSentiment: strong ? "PANIC" : "FEAR",
    intensity: 5 + random.below(3) + (strong ? 2 : 0),
  };
}
