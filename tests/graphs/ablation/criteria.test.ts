import { describe, expect, it } from "vitest";
import type { Pair } from "../../../backtest/experiments/comparison.ts";
import { builtInVariants } from "../../../graphs/ablation/catalogue.ts";
import { CHOOSE_BY, choosingRule, pickBest } from "../../../graphs/ablation/criteria.ts";
import { type TradeBy, resolveVariants } from "../../../graphs/ablation/variant.ts";

type Figures = Pair["own"];

const none = { figure: null, interval: null };
const NOTHING: Figures = {
  totalReturn: none,
  sharpePerBar: none,
  hitRate: none,
  signalMatch: none,
  ungroundedRate: none,
  ungroundedVerdictRate: none,
  brierScore: none,
  costPerRowUsd: none,
  latencyPerRowMs: none,
  buyShare: none,
};

/** Figures by name; those left out are unknown. */
function figures(known: Partial<Record<keyof Figures, number>>): Figures {
  const given = Object.entries(known).map(([name, figure]) => [name, { figure, interval: null }]);
  return { ...NOTHING, ...Object.fromEntries(given) };
}

function comparisonOf(own: Readonly<Record<string, Figures>>): Parameters<typeof pickBest>[0] {
  const [baseline = { name: "none", own: NOTHING }, ...pairs] = Object.entries(own).map(
    ([name, its]) => ({ name, own: its }),
  );
  return { baseline, pairs };
}

function readings(tradeBy: TradeBy): readonly string[] {
  return resolveVariants({}, builtInVariants({}, tradeBy), tradeBy).map(
    ({ name, positions }) => `${name} ${positions}`,
  );
}

const comparison = comparisonOf({
  baseline: figures({
    sharpePerBar: -0.1,
    totalReturn: -0.09,
    brierScore: 0.3,
    ungroundedVerdictRate: 0.4,
  }),
  small: figures({
    sharpePerBar: -0.2,
    totalReturn: -0.01,
    brierScore: 0.3,
    ungroundedVerdictRate: 0.4,
  }),
  calibrated: figures({ sharpePerBar: -0.15, totalReturn: -0.05, brierScore: 0.2 }),
  gated: figures({ sharpePerBar: -0.1, totalReturn: -0.09, ungroundedVerdictRate: 0 }),
});

describe("what a variant is chosen by", () => {
  it.each([
    ["sharpe", "baseline"],
    ["return", "small"],
    ["brier", "calibrated"],
    ["grounded", "gated"],
  ] as const)("%s picks %s", (by, picked) => {
    expect(pickBest(comparison, by)).toBe(picked);
  });

  it("is the baseline where nobody has the figure, and the first of equals", () => {
    expect(pickBest(comparisonOf({ baseline: figures({}), a: figures({}) }), "brier")).toBe(
      "baseline",
    );
    const equal = { baseline: figures({}), a: figures({ brierScore: 1 }) };
    expect(pickBest(comparisonOf({ ...equal, b: figures({ brierScore: 1 }) }), "brier")).toBe("a");
  });

  it("is said in words, each in its own", () => {
    expect(new Set(CHOOSE_BY.map(choosingRule)).size).toBe(CHOOSE_BY.length);
    expect(choosingRule("return")).toBe(
      "highest total return net of costs, on these rows, the baseline among the candidates; of equals the first in the list",
    );
  });
});

describe("what variants trade", () => {
  it("is what the baseline trades, unless they say which", () => {
    expect(readings("score")).toContain("baseline score");
    expect(readings("score")).toContain("no-quant score");
    expect(readings("score")).toContain("by-action action");
    expect(readings("score")).toContain("knn-vote knn_vote");
    expect(readings("action")).toContain("no-quant action");
    expect(readings("action")).toContain("by-score score");
  });

  it("is another variant where it alone differs", () => {
    const variants = [{ name: "traded", positions: "action" as const }];
    expect(() => resolveVariants({}, variants, "score")).not.toThrow();
    expect(() => resolveVariants({}, variants, "action")).toThrow(/expected another than baseline/);
  });
});
