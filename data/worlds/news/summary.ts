/** Writes the summary column: what happened, where the price went, and how people take it. */
import type { Random } from "../../random.ts";
import { type Mood, type Tone, moodName } from "../mood.ts";
import { FACTS_ES } from "./facts-es.ts";
import { type PastMove, directionOf, moveSlots } from "./move-slots.ts";
import { GAUGES, MOVES, REACTIONS } from "./reactions-en.ts";
import { GAUGES_ES, MOVES_ES, REACTIONS_ES } from "./reactions-es.ts";
import { type Language, fill, sentence } from "./template.ts";
import type { Lean, Topic } from "./topic.ts";
import { WORDS } from "./words.ts";

/** One topic and the way it leans. */
interface Angle {
  readonly topic: Topic;
  readonly lean: Lean;
}

/** What a piece of news is about: two topics, leaning the same way unless the tone is mixed. */
export interface Story {
  readonly tone: Tone;
  readonly first: Angle;
  readonly second: Angle;
}

interface SummaryBrief {
  readonly random: Random;
  readonly mood: Mood;
  readonly language: Language;
  readonly context: PastMove | null;
}

const STOCK = {
  en: {
    reactions: REACTIONS,
    gauges: GAUGES,
    moves: MOVES,
    while: "while",
    also: "at the same time,",
  },
  es: {
    reactions: REACTIONS_ES,
    gauges: GAUGES_ES,
    moves: MOVES_ES,
    while: "mientras que",
    also: "al mismo tiempo,",
  },
} as const;

/** How often a summary mentions the price move, where there is one. */
const MOVE_SHARE = 0.7;
/** How often it quotes the sentiment gauge instead of a reaction, where the row has an index. */
const GAUGE_SHARE = 0.15;

/** Two to four sentences. A mixed story always tells both of its sides. */
export function writeSummary(story: Story, brief: SummaryBrief): string {
  const { random, context } = brief;
  const facts = tellFacts(story, brief);
  const move = context && random.uniform() < MOVE_SHARE ? [tellMove(story, context, brief)] : [];
  const told = story.tone !== "mixed" && move.length > 0 ? facts.slice(0, 1) : facts;
  const opening = random.uniform() < 0.3 ? [...move, ...told] : [...told, ...move];
  return [...opening, tellReaction(brief)].map(sentence).join(" ");
}

function tellFacts(story: Story, { random, language }: SummaryBrief): readonly string[] {
  const first = tellFact(story.first, random, language);
  const second = tellFact(story.second, random, language);
  const { also, while: whereas } = STOCK[language];
  if (story.tone !== "mixed") return [first, second];
  return random.uniform() < 0.6 ? [`${first}, ${whereas} ${second}`] : [first, `${also} ${second}`];
}

function tellFact({ topic, lean }: Angle, random: Random, language: Language): string {
  const facts = language === "en" ? topic[lean].facts : (FACTS_ES[topic.id]?.[lean] ?? []);
  return fill(random.pick(facts), random, { words: WORDS[language], values: {}, language });
}

function tellMove(story: Story, context: PastMove, { random, language }: SummaryBrief): string {
  const phrases = STOCK[language].moves[story.tone][directionOf(context.change)];
  const values = moveSlots(context, language);
  return fill(random.pick(phrases), random, { words: WORDS[language], values, language });
}

function tellReaction({ random, mood, language }: SummaryBrief): string {
  const stock = STOCK[language];
  const index = mood.sentimentIndex;
  const quoted = random.uniform() < GAUGE_SHARE && index !== null;
  const phrases = quoted ? stock.gauges[bandOf(index)] : stock.reactions[moodName(mood)];
  const values = { index: String(index ?? "") };
  return fill(random.pick(phrases), random, { words: WORDS[language], values, language });
}

function bandOf(index: number): "low" | "middle" | "high" {
  if (index < 45) return "low";
  return index <= 55 ? "middle" : "high";
}
