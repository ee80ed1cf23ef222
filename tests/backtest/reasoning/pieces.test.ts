import { describe, expect, it } from "vitest";
import { cellOf } from "../../../backtest/reasoning/arbiter-cells.ts";
import { auditRow } from "../../../backtest/reasoning/audit-row.ts";
import { boilerplateOf, maskedText } from "../../../backtest/reasoning/boilerplate.ts";
import { findDates, isHeld } from "../../../backtest/reasoning/dates.ts";
import { polarityOf } from "../../../backtest/reasoning/polarity/polarity.ts";
import { findQuantities } from "../../../backtest/reasoning/quantities.ts";
import type { AnalystView, ReasonedRow } from "../../../backtest/reasoning/reasoned-row.ts";

const ROW: ReasonedRow = {
  row: 5,
  node: "arbitrate",
  model: "test",
  rationale: "",
  action: -1,
  score: -0.5,
  confidence: 0.6,
  figures: [
    { id: "return_6", shown: "-0.85 %", value: -0.008468, unit: "fraction" },
    { id: "rsi_14", shown: "31.3", value: 31.34985, unit: "number" },
    { id: "quant.score", shown: "-0.20", value: -0.2, unit: "number" },
    { id: "sentiment.score", shown: "+0.30", value: 0.3, unit: "number" },
    { id: "volume_z", shown: "+1.89 sd", value: 1.8939, unit: "deviations" },
  ],
  cases: [
    { outcome: -0.01246, barsAgo: 44, similarity: 0.586, label: -1 },
    { outcome: 0.004943, barsAgo: 81, similarity: 0.527, label: 1 },
    { outcome: -0.004545, barsAgo: 20, similarity: 0.517, label: -1 },
  ],
  views: [],
  quotes: [],
  inputText: "Horizon: 6 bars. Trades Bitcoin. [time] 2025-02-24T17:10:00Z",
  answers: [],
  outcome: 0.002,
};

function verdictsOf(rationale: string): readonly string[] {
  return auditRow({ ...ROW, rationale }).numbers.map(
    ({ text, verdict }) => `${text.trim()} ${verdict}`,
  );
}

function view(name: string, score: number): AnalystView {
  return { name, node: name, score, stance: score < 0 ? "bearish" : "bullish" };
}

function kindsOf(rationale: string): readonly string[] {
  return auditRow({ ...ROW, rationale }).findings.map(({ kind, span }) => `${kind}: ${span}`);
}

describe("findQuantities", () => {
  it.each([
    ["-0.34 %", -0.0034, "percent"],
    ["−0.34%", -0.0034, "percent"],
    ["+1.2%", 0.012, "percent"],
    ["down 0.3 %", -0.003, "percent"],
    ["fell by 12 bps", -0.0012, "bps"],
    ["a 0.3 % drop", -0.003, "percent"],
    ["0.25 percent lower", -0.0025, "percent"],
    ["2.61 sd below its mean", -2.61, "deviations"],
    ["93,220.44", 93_220.44, "none"],
    ["93.2k", 93_200, "none"],
    ["12-bar", 12, "bars"],
  ])("reads %s", (text, value, unit) => {
    const [found, ...others] = findQuantities(text);
    expect(others).toEqual([]);
    expect(found?.value).toBeCloseTo(value, 12);
    expect(found?.unit).toBe(unit);
  });

  it("leaves words with digits alone", () => {
    expect(findQuantities("return_6 c1 12th v2")).toEqual([]);
  });
});

describe("numbers", () => {
  it.each([
    ["-0.85 % [return_6]", "-0.85 % supported"],
    ["-0.9 % [return_6]", "-0.9 % supported"],
    ["-1.0 % [return_6]", "-1.0 % contradicted"],
    ["-0.8 % [return_6]", "-0.8 % supported"],
    ["-85 bps [return_6]", "-85 bps supported"],
    ["0.85 % [return_6]", "0.85 % contradicted"],
    ["down 0.85 % [return_6]", "0.85 % supported"],
    ["rose -0.85 % [return_6]", "-0.85 % contradicted"],
    ["about -0.92 % [return_6]", "-0.92 % supported"],
    ["31.3 % [rsi_14]", "31.3 % contradicted"],
    ["The gap of the scores is 0.50", "0.50 derivable"],
    ["The gap of the scores is 0.70", "0.70 unsupported"],
    ["The cases average -0.40 %", "-0.40 % derivable"],
    ["RSI [rsi_14] is below 50", "50 derivable"],
    ["RSI [rsi_14] is above 50", "50 contradicted"],
    ["two of three cases fell", "two of three cases derivable"],
    ["two of three cases rose", "two of three cases contradicted"],
    ["-0.77 % somewhere", "-0.77 % unsupported"],
    ["c2, 81 bars ago", "81 bars supported"],
    ["c2, 44 bars ago [c2]", "44 bars contradicted"],
    ["similarity 0.53 [c2]", "0.53 supported"],
  ])("%s", (text, verdict) => {
    expect(verdictsOf(text)).toEqual([verdict]);
  });
});

describe("findings", () => {
  it.each([
    ["Sell, as [c4] shows.", ["foreign case: [c4]"]],
    ["Sell, as [c3] shows.", []],
    ["Sell on [macd_9].", ["foreign id: [macd_9]"]],
    ["Sell: [c2] was followed by a fall.", ["case outcome: [c2] was followed by a fall"]],
    ["Sell: [c1] was followed by a fall.", []],
    ["Buy.", ["polarity: Buy"]],
    ["Not a buy.", []],
    ["Buy or sell, who knows.", []],
    ["Sell before 12 March 2025.", ["absent date: 12 March 2025"]],
    ["Sell this 24 February 2025, a Monday.", []],
    ["Sell Bitcoin before Powell speaks.", ["absent name: Powell"]],
    ["Sell ahead of the halving.", ["absent event: halving"]],
  ])("%s", (text, expected) => {
    expect(kindsOf(text)).toEqual(expected);
  });

  it("take what an analyst quotes, says and answers", () => {
    const { findings } = auditRow({
      ...ROW,
      rationale: "Sell.",
      quotes: [{ node: "analyzeSentiment", text: "moon", found: false }],
      views: [{ name: "quant", node: "analyzeQuant", stance: "bullish", score: -0.2 }],
      answers: [
        {
          node: "analyzeQuant",
          model: "test",
          calls: 2,
          faults: ["not JSON", null],
          amidProse: true,
          cited: ["c9", "return_6"],
          shownIds: ["c1", "return_6"],
        },
      ],
    });
    expect(findings.map(({ kind, node }) => `${node}: ${kind}`)).toEqual([
      "analyzeSentiment: quote",
      "analyzeQuant: stance",
      "analyzeQuant: foreign case",
      "analyzeQuant: repair",
      "analyzeQuant: amid prose",
    ]);
  });
});

describe("polarityOf", () => {
  it.each([
    ["Sell: sentiment is bullish, yet thin.", -1],
    ["A short-term view.", null],
    ["Despite bullish news, sell.", -1],
    ["No reason to sell.", 1],
    ["Being short is not attractive.", 1],
    ["More room to fall than to rise.", -1],
    ["Price rose 0.3 %.", null],
    ["No doubt: buy.", 1],
  ])("%s", (text, side) => {
    expect(polarityOf(text).side).toBe(side);
  });
});

describe("dates", () => {
  it.each([
    ["Monday", true],
    ["Q1 2025", true],
    ["24 Feb", true],
    ["17:10", true],
    ["2025", true],
    ["Tuesday", false],
    ["17:20", false],
    ["25 Feb 2025", false],
    ["tomorrow", false],
  ])("%s is held: %s", (text, held) => {
    const known = findDates("2025-02-24T17:10:00Z");
    expect(findDates(text).map((date) => isHeld(date, known))).toEqual([held]);
  });

  it("takes verbs for verbs", () => {
    expect(findDates("It may march on; 2000 % in 6 bars.")).toEqual([]);
  });
});

describe("boilerplate", () => {
  it("masks numbers and ids, and counts rows that share what is left", () => {
    expect(maskedText("Sell: -0.3 % [c1], RSI 31.2.")).toBe(
      maskedText("sell: +1.25 % [return_6], rsi 7"),
    );
    const { repeated, distinct, commonest } = boilerplateOf(["Buy 1", "Buy 2", "Sell 1"]);
    expect([repeated.hits, repeated.of, distinct, commonest]).toEqual([
      2,
      3,
      2,
      { text: "buy #", rows: 2 },
    ]);
    expect(boilerplateOf([])).toMatchObject({ distinct: 0, commonest: null });
  });
});

describe("cellOf", () => {
  it.each([
    [0.2, 0.4, "agrees", null],
    [-0.2, -0.4, "overrides all", null],
    [0.2, -0.4, "sides with one", "a"],
    [0, 0.4, "follows the only one", "b"],
    [-0.2, 0, "overrides the only one", null],
    [0, 0, "alone", null],
  ])("of a buy against %d and %d: %s", (a, b, cell, name) => {
    expect(cellOf(1, [view("a", a), view("b", b)])).toEqual({ cell, with: name });
  });
});
