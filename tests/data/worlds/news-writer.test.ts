import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Mood, MOOD_NAMES, drawMood, moodName, toneOf } from "../../../data/worlds/mood.ts";
import { writeNews } from "../../../data/worlds/news-writer.ts";
import { EMOTIONS } from "../../../data/worlds/news/psychology-en.ts";
import { makeRandom } from "../../../data/random.ts";

const anyName = fc.constantFrom(...MOOD_NAMES);
const mood = (dominantSentiment: string | null): Mood => ({
  sentiment: "Fear",
  sentimentIndex: 30,
  dominantSentiment,
  intensity: 8,
});
const write = (seed: number, name: string | null, context = null) =>
  writeNews({ random: makeRandom(seed, "news"), mood: mood(name), language: "en", context });

describe("writeNews", () => {
  it("writes the same text for the same seed and another for another", () => {
    expect(write(1, "FEAR")).toEqual(write(1, "FEAR"));
    expect(write(1, "FEAR")).not.toEqual(write(2, "FEAR"));
  });

  it("lays the forecast out as upstream does, in 500 to 900 characters", () => {
    const layout =
      /^\S.* ARTICLE SUMMARY: .*\. HISTORICAL PARALLEL: .*\. CONFIDENCE SCORE: [78]\/10\. .*\. KEY DRIVERS: 1\. .*\. 2\. .*\. 3\. .*\.$/;
    fc.assert(
      fc.property(fc.integer(), anyName, (seed, name) => {
        const { newsPrediction } = write(seed, name);
        expect(newsPrediction).toMatch(layout);
        expect(newsPrediction.length).toBeGreaterThanOrEqual(500);
        expect(newsPrediction.length).toBeLessThanOrEqual(900);
      }),
    );
  });

  it("names three emotions that belong to the mood", () => {
    fc.assert(
      fc.property(fc.integer(), anyName, (seed, name) => {
        const words = write(seed, name).dominantEmotions.split(", ");
        expect(new Set(words).size).toBe(3);
        for (const word of words) expect(EMOTIONS[name]).toContain(word);
      }),
    );
  });

  it("says nothing of the price without a move, and nothing but the given move with one", () => {
    fc.assert(
      fc.property(fc.integer(), anyName, (seed, name) => {
        const random = makeRandom(seed, "news");
        const context = { close: 91_234, change: -0.0874, spanMs: 7_200_000 };
        const silent = write(seed, name);
        expect(JSON.stringify(silent)).not.toMatch(/the past (?:hour|day|\w+ hours)|near \$/);
        const told = writeNews({ random, mood: mood(name), language: "en", context });
        const text = `${told.summary} ${told.keyFactors}`;
        for (const [, span] of text.matchAll(/over (the past [a-z]+(?: hours)?)/g)) {
          expect(span).toBe("the past two hours");
        }
        const quotes = text.includes("the past two hours");
        expect([text.includes("8.7%"), text.includes("$91,200")]).toEqual([quotes, quotes]);
        expect(text).not.toMatch(/8\.7% higher|is up 8\.7%|gained 8\.7%|rose 8\.7%/);
      }),
    );
  });

  it("writes the summary, and only the summary, in Spanish when asked", () => {
    const random = makeRandom(4, "news");
    const news = writeNews({ random, mood: mood("PANIC"), language: "es", context: null });
    expect(news.summary).toMatch(/ (?:de|la|el|un|una) /);
    expect(news.newsPrediction).toMatch(/ the /);
  });
});

describe("moods", () => {
  it.each([
    ["Panic", "PANIC"],
    ["fomo", "FOMO"],
    ["elation", "CONFUSION"],
    [null, "CONFUSION"],
  ])("reads %s as %s", (word, name) => {
    expect(moodName(mood(word))).toBe(name);
  });

  it("takes the side it is asked for in every column", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom<-1 | 1>(-1, 1), (seed, side) => {
        const drawn = drawMood(makeRandom(seed, "mood"), side);
        expect(Math.sign((drawn.sentimentIndex ?? 50) - 50)).toBe(side);
        expect(toneOf(moodName(drawn))).toBe(side === 1 ? "up" : "down");
        expect(drawn.sentiment).toMatch(side === 1 ? /Greed$/ : /Fear$/);
        expect(drawn.intensity).toBeGreaterThanOrEqual(5);
        expect(drawn.intensity).toBeLessThanOrEqual(10);
      }),
    );
  });
});
