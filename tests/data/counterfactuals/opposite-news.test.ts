import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANCHORS, anchored } from "../../../data/counterfactuals/anchors.ts";
import { ANTONYMS_EN } from "../../../data/counterfactuals/antonyms-en.ts";
import { ANTONYMS_ES } from "../../../data/counterfactuals/antonyms-es.ts";
import { viewWithBar } from "../../../data/counterfactuals/changed-view.ts";
import {
  oppositeFeatures,
  oppositeNewsFeatures,
} from "../../../data/counterfactuals/opposite-features.ts";
import { oppositeNews } from "../../../data/counterfactuals/opposite-news.ts";
import { oppositeText } from "../../../data/counterfactuals/opposite-text.ts";
import { LookAheadError } from "../../../data/errors.ts";
import { FEATURES } from "../../../data/features/catalogue.ts";
import { computeFeatures } from "../../../data/features/compute-features.ts";
import { maskLevels } from "../../../nodes/mask-levels.ts";
import { fenceText } from "../../../nodes/untrusted-text.ts";
import { thrownBy } from "../../support/fault.ts";
import { worldRows } from "../../support/pipeline.ts";
import { makeRows, viewOf } from "../../support/rows.ts";

const WORDS = [...ANTONYMS_EN, ...ANTONYMS_ES].flat();

const cased = (word: string): fc.Arbitrary<string> =>
  fc.constantFrom(word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1));

describe("the opposite of a text", () => {
  it.each([
    ["Bulls buy the dip, +2.5 % today.", "Bears sell the bounce, -2.5 % today."],
    ["PANIC: outflows and a Sell-off", "EUPHORIA: inflows and a Rally"],
    ["Los compradores suben: miedo", "Los vendedores bajan: codicia"],
    ["a range of 3-5 % in 2025-02-24", "a range of 3-5 % in 2025-02-24"],
    ["The buyback of long-term holders", "The buyback of long-term holders"],
    ["", ""],
  ])("%j is %j", (text, opposite) => {
    expect(oppositeText(text)).toBe(opposite);
  });

  it("of the opposite is the text itself, in any of three cases of letters", () => {
    const text = fc
      .array(fc.constantFrom(...WORDS, "coins", "the").chain(cased), { maxLength: 8 })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(text, (said) => {
        expect(oppositeText(oppositeText(said))).toBe(said);
      }),
    );
  });

  it("is one for every word: none is in two pairs, and none is its own opposite", () => {
    expect(new Set(WORDS).size).toBe(WORDS.length);
    expect(WORDS.filter((word) => word !== word.toLowerCase())).toEqual([]);
  });
});

describe("the opposite of a row's news", () => {
  const [row] = makeRows({
    close: [90_000],
    summary: ["Fear is rising"],
    newsPrediction: [null],
    sentiment: ["Extreme Fear"],
    sentimentIndex: [23],
    keyFactors: ["Heavy selling; weak demand"],
    dominantEmotions: ["Hope, Curiosity"],
    dominantSentiment: ["PANIC"],
    intensity: [7],
    psychology: ["Losses hurt"],
  });

  it("turns texts, moods and index, and leaves bar and intensity", () => {
    const bar = row?.observation;
    expect(bar && oppositeNews(bar)).toEqual({
      ...bar,
      summary: "Greed is falling",
      sentiment: "Extreme Greed",
      sentimentIndex: 77,
      keyFactors: "Heavy buying; strong demand",
      dominantEmotions: "Despair, Curiosity",
      dominantSentiment: "FOMO",
      psychology: "Gains hurt",
    });
  });

  it.each([
    ["Panic", "Fomo"],
    ["OPTIMISM", "FEAR"],
    ["fear", "Optimism"],
    ["CONFUSION", "CONFUSION"],
    ["Bullish", "Bearish"],
  ])("makes of a dominant mood of %s one of %s", (mood, opposite) => {
    const bar = row?.observation;
    const turned = bar && oppositeNews({ ...bar, dominantSentiment: mood });
    expect(turned?.dominantSentiment).toBe(opposite);
  });
});

describe("opposite features", () => {
  const set = computeFeatures(viewOf(worldRows(60)));
  const valueIn = (features: typeof set, name: string) =>
    features.features.find((feature) => feature.name === name)?.value ?? NaN;

  it("negate what has a sign, mirror what has a middle, and leave the rest", () => {
    const turned = oppositeFeatures(set);
    expect(valueIn(turned, "return_12")).toBe(-valueIn(set, "return_12"));
    expect(valueIn(turned, "mvrv_z")).toBe(-valueIn(set, "mvrv_z"));
    expect(valueIn(turned, "rsi_14")).toBe(100 - valueIn(set, "rsi_14"));
    const same = FEATURES.map(({ name }) => name).filter(
      (name) => valueIn(turned, name) === valueIn(set, name) && valueIn(set, name) !== 0,
    );
    expect(same).toEqual(
      ["volatility_12", "drawdown_48", "intensity", "intensity_change", "minutes_elapsed"].filter(
        (name) => valueIn(set, name) !== 0,
      ),
    );
    expect(turned.scaled).toEqual(set.scaled);
  });

  it("of the news are the index and its change alone", () => {
    const turned = oppositeNewsFeatures(set);
    const other = set.features.filter(({ name }) => valueIn(turned, name) !== valueIn(set, name));
    expect(other.map(({ name }) => name)).toEqual(["sentiment_index", "sentiment_change"]);
  });
});

describe("an anchor", () => {
  it("stands before the summary, and goes through mask and fence as all news does", () => {
    const [row] = makeRows({ close: [90_000], summary: ["Bitcoin at $91,000."] });
    const { summary = null } = row ? anchored(row.observation, ANCHORS.high) : {};
    const { body } = fenceText([{ name: "summary", text: summary, maxChars: 800 }], (text) =>
      maskLevels(text, 90_000),
    );
    expect(body).toBe(
      "summary: A survey of traders puts the chance of a rise at 90 %. Bitcoin at (price).",
    );
  });

  it("is the whole summary where there was none", () => {
    const [row] = makeRows({ close: [1] });
    expect(row && anchored(row.observation, ANCHORS.low).summary).toBe(ANCHORS.low);
  });
});

describe("a view with another bar", () => {
  const rows = worldRows(12);
  const view = viewOf(rows, 8);
  const changed = viewWithBar(view, { ...view.current(), summary: "changed" });

  it("shows it as the current bar, and every other as it is", () => {
    expect(changed.current().summary).toBe("changed");
    expect(changed.bar(8).summary).toBe("changed");
    expect(changed.back(8).current().summary).toBe("changed");
    expect(changed.bar(7)).toEqual(view.bar(7));
    expect(changed.back(7).current()).toEqual(view.bar(7));
    expect(changed.outcome(6)).toBe(view.outcome(6));
    expect(changed.closes(3)).toEqual(view.closes(3));
  });

  it("keeps the wall: nothing later can be read", () => {
    for (const read of [
      () => changed.bar(9),
      () => changed.outcome(7),
      () => changed.label(8),
      () => changed.back(9),
    ]) {
      expect(thrownBy(read)).toBeInstanceOf(LookAheadError);
    }
  });
});
