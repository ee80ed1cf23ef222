/** How sure the result is: each statistic with the clause that says what it means. */
import type { LuckFigures } from "../../../backtest/evaluation/luck-figures.ts";
import type { Performance } from "../../../backtest/evaluation/performance.ts";
import type { StrategyFigures } from "../../../backtest/evaluation/strategy-figures.ts";
import type { Evaluation } from "../../../graphs/evaluation/evaluation.ts";
import type { HacEstimate } from "../../../backtest/statistics/hac.ts";
import { note, section, table } from "../blocks.ts";
import { type Content, type Markup, markup } from "../markup.ts";
import {
  type Writer,
  chance,
  fine,
  bps,
  named,
  percent,
  ratio,
  whole,
  withRange,
  written,
} from "../words.ts";

/** One of the agent's series with all that is known of it. */
interface Own {
  readonly strategy: StrategyFigures;
  readonly luck: LuckFigures | null;
}

/** One statistic: of each series, or of the agent alone. */
interface Statistic {
  readonly name: string;
  readonly says: string;
  readonly of: (own: Own) => string;
}

/** The section. */
export function evidenceSection({ performance, trials }: Evaluation): Markup {
  const { strategies, luck, selection } = performance;
  const own = strategies
    .filter((strategy) => strategy.own)
    .map((strategy): Own => ({
      strategy,
      luck: luck.find(({ name }) => name === strategy.name) ?? null,
    }));
  const [agent] = own;
  return section("evidence", "How sure that is", [
    table({
      caption: "Statistics of the agent's actions and of its score",
      columns: [
        { head: "statistic", kind: "text" },
        ...own.map(({ strategy }) => ({
          head: named(strategy.name),
          kind: "number" as const,
        })),
      ],
      rows: STATISTICS.map((statistic) =>
        [described(statistic)].concat(own.map((series) => statistic.of(series))),
      ),
    }),
    table({
      caption: "The agent's Sharpe ratio after counting what was tried",
      columns: [
        { head: "statistic", kind: "text" },
        { head: "agent", kind: "number" },
      ],
      rows: selectionRows(selection, trials),
    }),
    agent !== undefined && agent.strategy.bars < agent.strategy.neededBars
      ? note(
          `Intervals and probabilities need ${agent.strategy.neededBars} bars; there are ${agent.strategy.bars}, so they read n/a.`,
        )
      : note(
          `Sharpe ratios per bar and errors of means take into account that bars depend on each other (Newey and West). Brackets hold 95 % intervals.`,
        ),
  ]);
}

function described({ name, says }: Pick<Statistic, "name" | "says">): Content {
  return markup`${name}<span class="clause">${says}</span>`;
}

function estimate({ figure, interval }: HacEstimate, write: Writer): string {
  return withRange(figure, interval, write);
}

/** Null where paths never flip: they are one of two then. */
function flipping(luck: LuckFigures | null): LuckFigures["randomPercentile"] | null {
  return luck === null || luck.randomPercentile.flipProbability === 0
    ? null
    : luck.randomPercentile;
}

const STATISTICS: readonly Statistic[] = [
  {
    name: "Sharpe ratio, per bar",
    says: "Mean return over its spread; below 0 it lost.",
    of: ({ strategy }) => estimate(strategy.sharpePerBar, fine),
  },
  {
    name: "Probabilistic Sharpe ratio",
    says: "Probability that the true Sharpe ratio is above 0; 95 % or more is usually asked for.",
    of: ({ strategy }) => written(strategy.probabilisticSharpe, percent),
  },
  {
    name: "Minimum track record",
    says: "Bars until such a Sharpe ratio is above 0 with 95 %; n/a where no number of bars would do.",
    of: ({ strategy }) => written(strategy.minimumTrackRecordBars, whole),
  },
  {
    name: "Circular shift, p",
    says: "Chance that the same positions at other times earn as much: small means timing, not luck.",
    of: ({ luck }) => written(luck?.circularShift.p ?? null, chance),
  },
  {
    name: "Standing among coin flips",
    says: "Share of random paths with the same turnover and costs that earn less, equal ones by half; n/a for a series that never changes.",
    of: ({ luck }) => written(flipping(luck)?.percentile ?? null, percent),
  },
  {
    name: "Coin flips, p",
    says: "Chance that such a path earns as much or more.",
    of: ({ luck }) => written(flipping(luck)?.p ?? null, chance),
  },
  {
    name: "Alpha, per bar",
    says: "Return beyond what holding the market in proportion explains.",
    of: ({ strategy }) => estimate(strategy.alphaBeta.alpha, bps),
  },
  {
    name: "Beta",
    says: "Return per unit of the market's: 1 is buy and hold, -1 always short.",
    of: ({ strategy }) => estimate(strategy.alphaBeta.beta, ratio),
  },
  {
    name: "Explained by the market",
    says: "Share of the variance of its returns that the market's explain.",
    of: ({ strategy }) => written(strategy.alphaBeta.rSquared, percent),
  },
  {
    name: "Static part, per bar",
    says: "What never changing the mean position would have earned, before costs.",
    of: ({ strategy }) => written(strategy.staticAndTiming.staticPart, bps),
  },
  {
    name: "Timing part, per bar",
    says: "What changing it earned, before costs: the part that knowing something could earn.",
    of: ({ strategy }) => estimate(strategy.staticAndTiming.timing, bps),
  },
  {
    name: "Sortino ratio, a year",
    says: "As Sharpe, but against falls alone.",
    of: ({ strategy }) => written(strategy.sortinoRatio, ratio),
  },
  {
    name: "Calmar ratio",
    says: "Annual return over the deepest fall; of short periods it says little.",
    of: ({ strategy }) => written(strategy.calmarRatio, ratio),
  },
  {
    name: "Profit factor",
    says: "Gains over losses, bar by bar; above 1 it earned.",
    of: ({ strategy }) => written(strategy.profitFactor, ratio),
  },
  {
    name: "Longest time below a peak",
    says: "In bars.",
    of: ({ strategy }) => whole(strategy.drawdown.longestBars),
  },
];

function selectionRows(
  selection: Performance["selection"],
  counted: Evaluation["trials"],
): readonly (readonly Content[])[] {
  const { trials, overfitting } = selection;
  const runs =
    counted === null
      ? "Nobody counted, so that this run stands alone."
      : `Distinct position series of ${whole(counted.runs)} ${counted.runs === 1 ? "run" : "runs"} over these data, this one included: the more were tried, the better the best looks.`;
  return [
    [
      described({
        name: "Trials counted",
        says: runs,
      }),
      whole(trials),
    ],
    [
      described({
        name: "Best of as many useless trials, per bar",
        says: "The Sharpe ratio that luck alone would show if they were independent; 0 for a single trial.",
      }),
      written(selection.ifIndependent.expectedBestSharpe, fine),
    ],
    [
      described({
        name: "Deflated Sharpe ratio",
        says: `Probability that the agent's true Sharpe ratio is above that, with ${whole(trials)} ${trials === 1 ? "trial" : "trials"} counted.`,
      }),
      written(selection.ifIndependent.deflatedSharpe, percent),
    ],
    [
      described({
        name: "The same, with ratios spread as counted",
        says: `Against ${written(selection.asCounted.expectedBestSharpe, fine)} a bar; the variance of the trials' ratios before costs is ${selection.variance === null ? "not known: fewer than two were on these rows" : selection.variance.toPrecision(3)}.`,
      }),
      written(selection.asCounted.deflatedSharpe, percent),
    ],
    [
      described({
        name: "Probability of overfitting",
        says: overfittingClause(overfitting),
      }),
      written(overfitting?.probability ?? null, percent),
    ],
  ];
}

function overfittingClause(overfitting: Performance["selection"]["overfitting"]): string {
  if (overfitting === null) return "There are no two strategies that differ.";
  const { variants, splits, bars, neededBars } = overfitting;
  return bars < neededBars
    ? `It needs ${neededBars} bars; there are ${bars}.`
    : `How often the best of ${variants} strategies in one half of the bars is below the middle in the other, over ${whole(splits)} splits; about 50 % by luck.`;
}
