/** What a variant can be chosen by, stated before anything is decided. */
import type { Figure, Pair } from "../../backtest/experiments/comparison.ts";

interface Criterion {
  readonly words: string;
  readonly figure: (own: Pair["own"]) => Figure;
  /** 1 where more is better, -1 where less is. */
  readonly sense: 1 | -1;
}

const CRITERIA = {
  sharpe: {
    words: "highest Sharpe ratio per bar net of costs",
    figure: ({ sharpePerBar }) => sharpePerBar,
    sense: 1,
  },
  return: {
    words: "highest total return net of costs",
    figure: ({ totalReturn }) => totalReturn,
    sense: 1,
  },
  brier: {
    words: "lowest Brier score of the stated confidence",
    figure: ({ brierScore }) => brierScore,
    sense: -1,
  },
  grounded: {
    words: "lowest share of decisions whose own reasons cite what was not shown, or is not so",
    figure: ({ ungroundedVerdictRate }) => ungroundedVerdictRate,
    sense: -1,
  },
} as const satisfies Readonly<Record<string, Criterion>>;

/** A criterion's name. A Sharpe ratio flatters what loses with a large spread: take another where all lose. */
export type ChooseBy = keyof typeof CRITERIA;

/** All of them, the default first. */
export const CHOOSE_BY = ["sharpe", "return", "brier", "grounded"] as const satisfies ChooseBy[];

/** The rule in words. */
export function choosingRule(by: ChooseBy): string {
  return `${CRITERIA[by].words}, on these rows, the baseline among the candidates; of equals the first in the list`;
}

/** What there is to pick from: a comparison, or as much of it as a figure needs. */
interface Candidates {
  readonly baseline: Pick<Pair, "name" | "own">;
  readonly pairs: readonly Pick<Pair, "name" | "own">[];
}

/** The name that the rule picks; the baseline's where no candidate has the figure. */
export function pickBest({ baseline, pairs }: Candidates, by: ChooseBy): string {
  const { figure, sense } = CRITERIA[by];
  let best: { readonly name: string; readonly value: number } | null = null;
  for (const { name, own } of [baseline, ...pairs]) {
    const value = figure(own).figure;
    if (value !== null && (best === null || sense * value > sense * best.value)) {
      best = { name, value };
    }
  }
  return best?.name ?? baseline.name;
}
