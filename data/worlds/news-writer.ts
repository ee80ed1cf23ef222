/** Writes synthetic crypto news from a grammar: seeded, and in keeping with a mood and a past price move. */
import type { Observation } from "../row.ts";
import type { Random } from "../random.ts";
import { type Mood, type MoodName, type Tone, moodName, toneOf } from "./mood.ts";
import { type PastMove, directionOf, moveSlots } from "./news/move-slots.ts";
import { CONFIDENCE_REASONS, MIXED_HEADLINES, OUTLOOKS, PARALLELS } from "./news/outlook-en.ts";
import { BEHAVIOURS, DEGREES, EMOTIONS, FEELINGS } from "./news/psychology-en.ts";
import { type Story, writeSummary } from "./news/summary.ts";
import { type Language, fill, sentence } from "./news/template.ts";
import type { TopicPhrases } from "./news/topic.ts";
import { TOPICS } from "./news/topics.ts";
import { WORDS } from "./news/words.ts";

/** What a piece of news must agree with. */
export interface NewsBrief {
  /** Every choice is drawn from here and from nowhere else. */
  readonly random: Random;
  readonly mood: Mood;
  /** Language of the summary. The other texts are English, as upstream's are. */
  readonly language: Language;
  /** A move of the past to mention, or null for news that says nothing about the price. */
  readonly context: PastMove | null;
}

/** The text columns of one row. */
export type News = {
  readonly [
    Field in "summary" | "newsPrediction" | "keyFactors" | "dominantEmotions" | "psychology"
  ]: NonNullable<Observation[Field]>;
};

/** How often the key factors name the price move, where there is one. */
const MOVE_SHARE = 0.5;

/** Writes the text columns of one row: 2 to 4 sentences of summary, and 500 to 1,100 characters of forecast. */
export function writeNews({ random, mood, language, context }: NewsBrief): News {
  const name = moodName(mood);
  const tone = toneOf(name);
  const story = drawStory(random, tone);
  return {
    summary: writeSummary(story, { random, mood, language, context }),
    newsPrediction: writeForecast(story, random),
    keyFactors: writeFactors(story, random, context),
    dominantEmotions: drawSome(random, EMOTIONS[name], 3).join(", "),
    psychology: writePsychology(story, random, name, mood.intensity),
  };
}

function drawStory(random: Random, tone: Tone): Story {
  const [first, second] = drawSome(random, TOPICS, 2);
  if (!first || !second) throw new RangeError("expected at least two topics, were fewer");
  const lean = tone === "mixed" ? (random.uniform() < 0.5 ? "up" : "down") : tone;
  const otherLean = tone === "mixed" ? (lean === "up" ? "down" : "up") : tone;
  return { tone, first: { topic: first, lean }, second: { topic: second, lean: otherLean } };
}

function writeForecast(story: Story, random: Random): string {
  const first = story.first.topic[story.first.lean];
  const second = story.second.topic[story.second.lean];
  const sure = random.uniform() < 0.97 ? 8 : 7;
  return [
    headline(story, random),
    `ARTICLE SUMMARY: ${sentence(first.gist)} ${sentence(second.gist)}`,
    sentence(random.pick(OUTLOOKS[story.tone])),
    `HISTORICAL PARALLEL: ${sentence(random.pick(PARALLELS[story.tone]))}`,
    `CONFIDENCE SCORE: ${sure}/10. ${sentence(random.pick(CONFIDENCE_REASONS))}`,
    `KEY DRIVERS: ${drivers(first, second, random)}`,
  ].join(" ");
}

function headline(story: Story, random: Random): string {
  const { first, second, tone } = story;
  if (tone !== "mixed") return random.pick(first.topic[tone].headlines);
  const [good, bad] = first.lean === "up" ? [first, second] : [second, first];
  const values = { good: good.topic.title, bad: bad.topic.title };
  return fill(random.pick(MIXED_HEADLINES), random, { words: {}, values, language: "en" });
}

function drivers(first: TopicPhrases, second: TopicPhrases, random: Random): string {
  const [lead, third] = drawSome(random, first.drivers, 2);
  return [lead, random.pick(second.drivers), third]
    .map((driver, i) => `${i + 1}. ${driver}.`)
    .join(" ");
}

function writeFactors(story: Story, random: Random, context: PastMove | null): string {
  const first = story.first.topic[story.first.lean];
  const second = story.second.topic[story.second.lean];
  const factors = [...drawSome(random, first.factors, 2), random.pick(second.factors)];
  const told = context && random.uniform() < MOVE_SHARE;
  return (told ? [moveFactor(context), ...factors.slice(1)] : factors).join("; ");
}

function moveFactor(context: PastMove): string {
  const { pct, span, price } = moveSlots(context, "en");
  const direction = directionOf(context.change);
  if (direction === "flat") return `Bitcoin is little changed over ${span}, near ${price}`;
  return `Bitcoin is ${pct} ${direction === "up" ? "higher" : "lower"} over ${span}, near ${price}`;
}

function writePsychology(
  story: Story,
  random: Random,
  name: MoodName,
  intensity: number | null,
): string {
  const level = intensity ?? 6;
  const degree = level >= 8 ? DEGREES[2] : level >= 6 ? DEGREES[1] : DEGREES[0];
  const values = { noun: story.first.topic.noun, degree };
  const feeling = fill(random.pick(FEELINGS[name]), random, {
    words: WORDS.en,
    values,
    language: "en",
  });
  return drawSome(random, BEHAVIOURS[name], 2).reduce(
    (text, behaviour) => `${text} ${sentence(behaviour)}`,
    sentence(feeling),
  );
}

/** Distinct items in drawn order; all of them when fewer than `count`. */
function drawSome<T>(random: Random, items: readonly T[], count: number): readonly T[] {
  const left = [...items];
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) {
    drawn.push(...left.splice(random.below(left.length), 1));
  }
  return drawn;
}
