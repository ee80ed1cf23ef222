/** The findings in plain sentences, and the figures that they rest on. */
import { shareOf } from "../../../backtest/recall/luck.ts";
import type { Evaluation, ReasoningSection } from "../../../graphs/evaluation/evaluation.ts";
import { type KeyFigure, keyFigures, section } from "../blocks.ts";
import { type Markup, markup } from "../markup.ts";
import { NONE, chance, named, percent, rangeText, ratio, sentence, written } from "../words.ts";
import { totalOf } from "./strategies.ts";

/** The section: what the run came to is the first thing that is read. */
export function headlineSection(evaluation: Evaluation): Markup {
  const [first, ...others] = evaluation.conclusions;
  return section("findings", "The findings", [
    first === undefined ? null : markup`<p class="lead">${sentence(first)}</p>`,
    others.map(
      (other) => markup`<p>${sentence(other)}</p>
`,
    ),
    keyFigures(figuresOf(evaluation)),
  ]);
}

function figuresOf(evaluation: Evaluation): readonly KeyFigure[] {
  const { performance, reasoning } = evaluation;
  const [agent] = performance.strategies;
  if (agent === undefined) return [];
  const { metrics, intervals } = agent;
  const none = `no interval below ${agent.neededBars} bars`;
  return [
    {
      name: "Total return",
      value: written(metrics.total_return, percent),
      range: rangeText(intervals.totalReturn, percent) || none,
      says: `Of the agent's actions, after ${performance.costBps} basis points a side.`,
    },
    ...bestRule(evaluation),
    {
      name: "Sharpe ratio, a year",
      value: written(metrics.sharpe_ratio, ratio),
      range: rangeText(intervals.sharpeRatio, ratio) || none,
      says: `Above 0 in truth with a probability of ${written(agent.probabilisticSharpe, percent)}.`,
    },
    {
      name: "Hit rate",
      value: written(metrics.hit_rate, percent),
      range: rangeText(intervals.hitRate, percent) || none,
      says: `Of bars; costs are earned back at ${written(metrics.break_even_hit_rate, percent)}.`,
    },
    {
      name: "Deepest fall",
      value: written(metrics.max_drawdown, percent),
      range: "one path, no interval",
      says: `${agent.drawdown.longestBars} bars below a peak at most.`,
    },
    luckFigure(evaluation),
    ...(reasoning === null ? [] : [reasonFigure(reasoning)]),
  ];
}

function bestRule({ performance: { strategies, rivals } }: Evaluation): readonly KeyFigure[] {
  const [best] = strategies.filter(({ own }) => !own).toSorted((a, b) => totalOf(b) - totalOf(a));
  const rival = rivals.find(({ rule }) => rule === best?.name)?.difference.total;
  if (best === undefined || rival === undefined) return [];
  return [
    {
      name: `Agent less ${named(best.name)}`,
      value: written(rival.figure, percent),
      range: rangeText(rival.interval, percent) || "no interval",
      says: `The best rule earned ${written(best.metrics.total_return, percent)} on the same bars.`,
    },
  ];
}

function luckFigure({ performance: { luck } }: Evaluation): KeyFigure {
  const { randomPercentile = null, circularShift = null } = luck[0] ?? {};
  // Among paths that never flip there is no place to stand: half of them are the agent's own.
  if (randomPercentile?.flipProbability === 0) {
    return {
      name: "Standing among coin flips",
      value: NONE,
      range: "it never traded after its entry",
      says: "A path that never flips is always long or always short.",
    };
  }
  return {
    name: "Standing among coin flips",
    value: written(randomPercentile?.percentile ?? null, percent),
    range: `of ${randomPercentile?.draws ?? 0} paths earn less, of equal ones half`,
    says: `The same positions at other times earn as much with a chance of ${written(circularShift?.p ?? null, chance)}.`,
  };
}

function reasonFigure({ numbers, supportedBy }: ReasoningSection): KeyFigure {
  const { contradicted, unsupported } = numbers;
  const grounded = shareOf(
    supportedBy["its id"].hits + supportedBy["a figure without its id"].hits,
    supportedBy["its id"].of,
  );
  return {
    name: "Numbers that are evidence",
    value: written(grounded.share, percent),
    range: rangeText(grounded.interval, percent) || "no number in any rationale",
    says: `Of ${grounded.of} in rationales, those that were shown as figures; ${contradicted.hits} contradicted, ${unsupported.hits} unsupported.`,
  };
}
