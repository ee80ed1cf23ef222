import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addFault } from "../../../backtest/reasoning/mutations/add-fault.ts";
import { falseValue } from "../../../backtest/reasoning/mutations/false-value.ts";
import { mutateRow } from "../../../backtest/reasoning/mutations/mutate-row.ts";
import { ROW_MUTATIONS } from "../../../backtest/reasoning/mutations/mutation.ts";
import type { ReasonedRow } from "../../../backtest/reasoning/reasoned-row.ts";
import { makeRandom } from "../../../data/random.ts";
import { drawWorld } from "./shown-worlds.ts";

const WORLD = drawWorld(makeRandom(1, "world"), 4);
const row = (rationale: string, changes: Partial<ReasonedRow> = {}): ReasonedRow => ({
  ...WORLD,
  action: 1,
  score: 0.5,
  figures: [
    { id: "return_1", shown: "-0.34 %", value: -0.0034, unit: "fraction" },
    { id: "quant.score", shown: "0.62", value: 0.62, unit: "number" },
    { id: "rsi_14", shown: "61.5", value: 61.5, unit: "number" },
    { id: "return_3", shown: "+0.71 %", value: 0.0071, unit: "fraction" },
    { id: "return_6", shown: "-0.71 %", value: -0.0071, unit: "fraction" },
  ],
  cases: [{ outcome: 0.0123, barsAgo: 9, similarity: 0.8, label: 1 }],
  inputText: "2025-02-24 [return_1] -0.34 % [quant.score] 0.62 [c1] +1.23 %",
  rationale,
  ...changes,
});
const planted = (kind: (typeof ROW_MUTATIONS)[number], rationale: string) =>
  mutateRow(kind, row(rationale), makeRandom(2));

const added = (kind: (typeof ROW_MUTATIONS)[number], changes: Partial<ReasonedRow> = {}) =>
  addFault(kind, row("Buy", changes), makeRandom(2));

describe("a planted fault", () => {
  it.each([
    ["flipped sign", "A fall, -0.34 % [return_1].", "A fall, +0.34 % [return_1]."],
    ["flipped sign", "A fall, −0.34 %.", "A fall, +0.34 %."],
    ["flipped sign", "Quant 0.62 [quant.score].", "Quant -0.62 [quant.score]."],
    ["flipped sign", "It gave +1.23 % [c1].", "It gave -1.23 % [c1]."],
  ] as const)("of kind %s makes of %j %j", (kind, before, after) => {
    expect(planted(kind, before)?.rationale).toBe(after);
  });

  it.each([
    ["wrong number", "Buy, -0.34 % [return_1].", /^Buy, -\d+\.\d\d % \[return_1\]\.$/],
    ["wrong case outcome", "Buy: c1 gave +1.23 %.", /^Buy: c1 gave \+\d+\.\d\d %\.$/],
    ["foreign case", "Buy: [c1] gave +1.23 %.", /^Buy: \[c[2-7]\] gave \+1\.23 %\.$/],
    ["foreign case", "Buy: case 1 rose.", /^Buy: case [2-7] rose\.$/],
    ["future date", "Buy.", /^Buy\. .*\b202[678]\b/],
  ] as const)("of kind %s is in %j alone", (kind, before, after) => {
    const mutant = planted(kind, before);
    expect(mutant?.rationale).toMatch(after);
    expect(mutant?.rationale).not.toBe(before);
    expect({ ...mutant, rationale: before }).toEqual(row(before));
  });

  it("turns the decision against words that took its side", () => {
    expect(planted("swapped polarity", "Buy: strength.")).toEqual(
      row("Buy: strength.", { action: -1, score: -0.5 }),
    );
  });

  it.each([
    ["wrong number", "a number that was not shown", "About 0.3 % down."],
    ["wrong number", "a number that two figures share", "A move of +0.71 %."],
    ["wrong number", "a case's outcome", "It gave +1.23 %."],
    ["wrong case outcome", "a figure", "A fall of -0.34 %."],
    ["wrong number", "a number without its shown sign", "It fell 0.34 %."],
    ["flipped sign", "a sign that is in the words", "Quant stands at 0.62."],
    ["flipped sign", "an index, which has none", "RSI 61.5 [rsi_14]."],
    ["foreign case", "a case that is foreign already", "Buy: c4 rose."],
    ["swapped polarity", "words against the decision", "Sell: weakness."],
    ["swapped polarity", "words of no side", "Nothing to go by."],
  ] as const)("of kind %s has no place in %s", (kind, _, rationale) => {
    expect(planted(kind, rationale)).toBeNull();
  });

  it("is the same for the same seed", () => {
    for (const kind of ROW_MUTATIONS) {
      const text = "Buy: -0.34 % [return_1], c1 gave +1.23 %.";
      expect(planted(kind, text)).toEqual(planted(kind, text));
    }
  });
});

describe("an added fault", () => {
  it.each([
    ["wrong number", /^Buy\. \[(?:return_\d|quant\.score|rsi_14)\] stands at .*\d\.\d.*\.$/],
    ["flipped sign", /^Buy\. \[[\w.]+\] stands at [+-]\d\.\d\d(?: %)?\.$/],
    ["wrong case outcome", /^Buy\. \[c1\] stands at \+\d\.\d\d %\.$/],
    ["foreign case", /^Buy\. .*\bc[2-7]\b/],
    ["future date", /^Buy\. .*\b202[678]\b/],
  ] as const)("of kind %s is one false sentence behind the text", (kind, expected) => {
    expect(added(kind)?.rationale).toMatch(expected);
  });

  it("says nothing that was shown", () => {
    for (let seed = 0; seed < 40; seed += 1) {
      for (const kind of ["wrong number", "flipped sign", "wrong case outcome"] as const) {
        const { rationale = "" } = addFault(kind, row("Buy."), makeRandom(seed)) ?? {};
        const [, id = "", said = ""] = /\[([\w.]+)\] stands at (.*)\.$/.exec(rationale) ?? [];
        const shown = id === "c1" ? "+1.23 %" : row("").figures.find((of) => of.id === id)?.shown;
        expect(said).toMatch(/\d\.\d/);
        expect(said.replace("+", "")).not.toBe(shown?.replace("+", ""));
      }
    }
  });

  it.each([
    ["wrong number", { figures: [] }],
    ["wrong case outcome", { cases: [] }],
    ["flipped sign", { figures: [], cases: [] }],
    ["swapped polarity", {}],
  ] as const)("of kind %s is not there where nothing can be told falsely", (kind, changes) => {
    expect(added(kind, changes)).toBeNull();
  });
});

describe("a false value", () => {
  it("keeps the sign and is five shown steps off or more", () => {
    const size = fc.double({ min: 0.01, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(size, fc.boolean(), fc.integer(), (value, isNegative, seed) => {
        const of = isNegative ? -value : value;
        const other = falseValue(of, 0.01, makeRandom(seed));
        expect(Math.sign(other)).toBe(Math.sign(of));
        expect(Math.abs(other - of)).toBeGreaterThan(0.0499);
      }),
      { numRuns: 40 },
    );
  });
});
