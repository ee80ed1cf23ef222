import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEFT_OUT, type NamedText, fitTexts } from "../../../nodes/context/fit-texts.ts";
import { overlapOf, worthOf } from "../../../nodes/context/sentence-worth.ts";
import { sentencesIn } from "../../../nodes/context/sentences.ts";

const folded = (some: string): string => some.replaceAll(/\s+/gu, " ").trim();

describe("sentencesIn", () => {
  it("splits after stops, and not within figures and numbered lists", () => {
    expect(
      sentencesIn("Prices fell 3.5 %. Funds sold; whales bought! DRIVERS: 1. Fear. 2. Loss"),
    ).toEqual([
      "Prices fell 3.5 %.",
      "Funds sold;",
      "whales bought!",
      "DRIVERS: 1. Fear.",
      "2. Loss",
    ]);
    expect(sentencesIn(" ")).toEqual([]);
  });

  it("splits text without stops between words, 240 characters at most", () => {
    const pieces = sentencesIn("word ".repeat(100));
    expect(pieces.map(({ length }) => length)).toEqual([239, 239, 19]);
  });

  it("leaves nothing out", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        expect(folded(sentencesIn(text).join(" "))).toBe(folded(text));
      }),
      { numRuns: 40 },
    );
  });
});

describe("what a sentence is worth", () => {
  it.each([
    ["Nothing was said.", 0, 1],
    ["Nothing was said.", 3, 0.25],
    // One figure, half of enough; "fell" is a word of mood, half of enough.
    ["Prices fell by 3.5 percent.", 0, 2],
    ["Bulls feared 1, 2 and 3 while greed and fear rose.", 1, 2.5],
  ])("%j at place %i is %d", (sentence, place, worth) => {
    expect(worthOf(sentence, place)).toBeCloseTo(worth, 12);
  });

  it("overlaps by its longer words", () => {
    // prices, fell, sharply; of these prices and fell.
    expect(overlapOf("Prices fell sharply.", "When prices fell, it was late.")).toBeCloseTo(2 / 3);
    expect(overlapOf("a b c", "a b c")).toBe(0);
  });
});

const sizeOf = (parts: readonly NamedText[]): number =>
  parts.reduce((sum, { text }) => sum + (text ?? "").length, 0);
const within = (size: number) => (parts: readonly NamedText[]) => sizeOf(parts) <= size;
const named = (...texts: readonly (string | null)[]): readonly NamedText[] =>
  texts.map((text, i) => ({ name: `part ${i}`, text }));

describe("fitTexts", () => {
  it("returns what fits as it is", () => {
    const parts = named("One.  Two.", null);
    expect(fitTexts(parts, within(100))).toBe(parts);
  });

  it("keeps the worthiest sentences in their order, and shows the gap", () => {
    const text =
      "Calm opening words here. Some filler stands between. Price fell 3 to 90, fear rose.";
    // Worth 1 (first), 0.5 (second), 1/3 + 1 + 1 (third: figures and mood). 24 + 3 + 31 characters.
    expect(fitTexts(named(text, null), within(60))).toEqual(
      named("Calm opening words here. … Price fell 3 to 90, fear rose.", null),
    );
    expect(fitTexts(named(text, null), within(40))).toEqual(
      named("Price fell 3 to 90, fear rose.", null),
    );
  });

  it("prefers what says something new", () => {
    const parts = named(
      "Miners sold coins today.",
      "Miners sold coins again today. Schools opened early.",
    );
    // The repetition overlaps by 4 of 5 long words: 1 × 0.2 < 0.5.
    expect(fitTexts(parts, within(60)).map(({ text }) => text)).toEqual([
      "Miners sold coins today.",
      "Schools opened early.",
    ]);
  });

  it("takes hearsay for less", () => {
    const [said, guessed] = named("Schools opened early.", "Offices closed late.");
    const parts = [{ ...said, weight: 0.5 }, guessed].flatMap((part) =>
      part?.name === undefined ? [] : [{ text: null, ...part, name: part.name }],
    );
    expect(fitTexts(parts, within(31)).map(({ text }) => text)).toEqual([
      LEFT_OUT,
      "Offices closed late.",
    ]);
  });

  it("keeps within the budget, word for word, and every name", () => {
    const words = fc.array(
      fc.constantFrom("Bulls", "fell", "3 %", "so.", "then;", "prices", "Fear!"),
      {
        maxLength: 30,
      },
    );
    const texts = fc.array(fc.option(words), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 300 }), (drawn, room) => {
        const parts = named(...drawn.map((some) => some?.join(" ") ?? null));
        const budget = room + LEFT_OUT.length * parts.length;
        const fitted = fitTexts(parts, within(budget));
        expect(sizeOf(fitted)).toBeLessThanOrEqual(budget);
        expect(fitted.map(({ name }) => name)).toEqual(parts.map(({ name }) => name));
        for (const [i, { text }] of fitted.entries()) {
          const source = parts[i]?.text ?? null;
          if (text === null || text === LEFT_OUT) continue;
          for (const piece of text.split(" … ")) expect(source).toContain(piece);
        }
      }),
    );
  });
});
