import { describe, expect, it } from "vitest";
import { FACTS_ES } from "../../../data/worlds/news/facts-es.ts";
import { MOVES, REACTIONS } from "../../../data/worlds/news/reactions-en.ts";
import { MOVES_ES, REACTIONS_ES } from "../../../data/worlds/news/reactions-es.ts";
import { type Language, fill } from "../../../data/worlds/news/template.ts";
import { TOPICS } from "../../../data/worlds/news/topics.ts";
import { WORDS } from "../../../data/worlds/news/words.ts";
import { makeRandom } from "../../../data/random.ts";

const LEANS = ["down", "up"] as const;
const VALUES = { pct: "1.0%", span: "the past hour", price: "$90,000" };

function render(template: string, language: Language): string {
  const slots = { words: WORDS[language], values: VALUES, language };
  return fill(template, makeRandom(1, template), slots);
}

const english = [
  ...TOPICS.flatMap((topic) => LEANS.flatMap((lean) => topic[lean].facts)),
  ...Object.values(REACTIONS).flat(),
  ...Object.values(MOVES).flatMap((tone) => Object.values(tone).flat()),
];
const spanish = [
  ...Object.values(FACTS_ES).flatMap((topic) => LEANS.flatMap((lean) => topic[lean])),
  ...Object.values(REACTIONS_ES).flat(),
  ...Object.values(MOVES_ES).flatMap((tone) => Object.values(tone).flat()),
];

describe.each([
  ["en", english],
  ["es", spanish],
] as const)("phrases in %s", (language, phrases) => {
  it("fill every slot and bring no full stop of their own", () => {
    for (const phrase of phrases) {
      const text = render(phrase, language);
      expect(text).not.toMatch(/[{}]|\.$|\s\s|undefined/);
    }
  });

  it("are all different", () => {
    expect(new Set(phrases).size).toBe(phrases.length);
  });
});

it("tells every topic in both languages", () => {
  expect(Object.keys(FACTS_ES).toSorted()).toEqual(TOPICS.map(({ id }) => id).toSorted());
  expect(new Set(TOPICS.map(({ id }) => id)).size).toBe(TOPICS.length);
});
