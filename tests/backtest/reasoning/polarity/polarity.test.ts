import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clausesOf } from "../../../../backtest/reasoning/polarity/clauses.ts";
import { LEXICON } from "../../../../backtest/reasoning/polarity/lexicon.ts";
import { PHRASES } from "../../../../backtest/reasoning/polarity/phrases.ts";
import { polarityOf } from "../../../../backtest/reasoning/polarity/polarity.ts";
import { stemmed } from "../../../../backtest/reasoning/polarity/stems.ts";
import { CONTRARIAN_PROSE } from "./contrarian-prose.ts";
import { MODEL_PROSE } from "./model-prose.ts";
import { SIDED_PROSE } from "./sided-prose.ts";

describe("polarityOf on rationales in many voices", () => {
  const read = [...SIDED_PROSE, ...MODEL_PROSE, ...CONTRARIAN_PROSE].map(([side, text]) => ({
    side,
    text,
    told: polarityOf(text).side,
  }));
  const sided = read.filter(({ side }) => side !== 0);

  it("takes at most one in fifty for the other side", () => {
    const wrong = sided.filter(({ side, told }) => told !== null && told !== side);
    expect(wrong.length / read.length).toBeLessThanOrEqual(0.02);
  });

  it("tells the side of two in three, so that it would find as many turned decisions", () => {
    const right = sided.filter(({ side, told }) => told === side);
    expect(sided.length).toBeGreaterThan(150);
    expect(right.length / sided.length).toBeGreaterThanOrEqual(0.66);
  });

  it("leaves what takes no side alone, all but one in ten", () => {
    const neutral = read.filter(({ side }) => side === 0);
    expect(neutral.length).toBeGreaterThan(20);
    const told = neutral.filter((text) => text.told !== null);
    expect(told.length / neutral.length).toBeLessThanOrEqual(0.1);
  });
});

describe("polarityOf", () => {
  it.each([
    ["I would not sell here.", 1],
    ["Not a bad place to buy.", 1],
    ["If support breaks, sell.", null],
    ["Although the bears are loud, I buy.", 1],
    ["The news is good, but I sell.", -1],
    ["Why would anyone buy this?", null],
    ["“Buy the dip”, they say.", null],
    ["A long slide with short rests.", null],
    ["Each bounce got sold.", -1],
    ["Sellers are exhausted.", 1],
    ["The sellers are not exhausted.", -1],
    ["The dip was bought.", 1],
    ["Do not catch a falling knife.", -1],
    ["Oversold and due for a bounce.", 1],
    ["Overbought and due for a pullback.", -1],
    ["I expect prices to fall.", -1],
    ["In conclusion, further gains.", 1],
    ["Price fell 0.3 % and then 0.4 %.", null],
    ["No edge on either side.", null],
    ["", null],
  ])("reads %s", (text, side) => {
    expect(polarityOf(text).side).toBe(side);
  });

  it("gives the words of the side that it tells", () => {
    const { words } = polarityOf("The bounce is strong, but I sell, and expect lower prices.");
    expect(words.map(({ text, side }) => `${text} ${side}`)).toEqual(["sell -1", "lower -1"]);
  });

  it("quotes the words that tell as they stand, whatever the text", () => {
    const words = [
      ...LEXICON.keys(),
      "but",
      "if",
      "?",
      ".",
      ",",
      "“",
      "”",
      "c1",
      "0.3 %",
      "[rsi_14]",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
        const text = parts.join(" ");
        const polarity = polarityOf(text);
        expect(polarity).toEqual(polarityOf(text));
        for (const { start, text: word } of polarity.words) {
          expect(text.slice(start, start + word.length)).toBe(word);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("the lexicon", () => {
  it("has every word once in a kind, and every phrase starts with a word", () => {
    for (const entries of LEXICON.values()) {
      expect(new Set(entries.map(({ kind }) => kind)).size).toBe(entries.length);
    }
    for (const { places } of PHRASES) expect(places[0]).toMatch(/^[a-z]/);
  });

  it.each([
    ["rallies", "rally"],
    ["dropped", "drop"],
    ["is", "is"],
    ["sellers", "seller"],
  ])("knows %s as %s", (word, stem) => {
    expect(stemmed(word)).toBe(stem);
  });
});

describe("clausesOf", () => {
  it("weighs by how a clause is said", () => {
    const weights = clausesOf("Although a, b. If c, d. E but f. G?").map(({ weight }) => weight);
    expect(weights).toEqual([0, 1, 0, 0, 0.3, 1.5, 0]);
  });
});
