/** Every strategy in tables, the best first. */
import type { Performance } from "../../../backtest/evaluation/performance.ts";
import type { StrategyFigures } from "../../../backtest/evaluation/strategy-figures.ts";
import { type Column, note, table } from "../blocks.ts";
import { type Content, type Markup, markup } from "../markup.ts";
import { NONE, named, percent, rangeText, ratio, written } from "../words.ts";

/** Total return to order by; what is undefined comes last. */
export function totalOf({ metrics }: StrategyFigures): number {
  return metrics.total_return ?? -Infinity;
}

function nameOf({ name, own }: StrategyFigures): Content {
  return own ? markup`<strong>${named(name)}</strong>` : named(name);
}

function columns(heads: readonly string[]): readonly Column[] {
  return [
    { head: "strategy", kind: "text" },
    ...heads.map((head): Column => ({ head, kind: "number" })),
  ];
}

/** What each earned with its intervals, and how it traded; the agent's own lines are strong. */
export function strategyTables({ strategies, rivals }: Performance): readonly Markup[] {
  const ordered = strategies.toSorted((a, b) => totalOf(b) - totalOf(a));
  return [
    table({
      caption: "The agent, its score and the rules it has to beat, net of costs, best first",
      columns: columns([
        "total return",
        "95 % interval",
        "Sharpe, a year",
        "95 % interval",
        "hit rate",
        "95 % interval",
      ]),
      rows: ordered.map((strategy) => [
        nameOf(strategy),
        written(strategy.metrics.total_return, percent),
        rangeText(strategy.intervals.totalReturn, percent) || NONE,
        written(strategy.metrics.sharpe_ratio, ratio),
        rangeText(strategy.intervals.sharpeRatio, ratio) || NONE,
        written(strategy.metrics.hit_rate, percent),
        rangeText(strategy.intervals.hitRate, percent) || NONE,
      ]),
    }),
    table({
      caption: "How they traded, and what the agent earned beyond each",
      columns: columns([
        "deepest fall",
        "trades",
        "turnover a bar",
        "mean position",
        "agent less it, total",
        "95 % interval",
      ]),
      rows: ordered.map((strategy) => {
        const rival = rivals.find(({ rule }) => rule === strategy.name)?.difference.total;
        return [
          nameOf(strategy),
          written(strategy.metrics.max_drawdown, percent),
          String(strategy.metrics.trades),
          written(strategy.metrics.turnover_per_bar, ratio),
          written(strategy.metrics.net_exposure, ratio),
          rival === undefined ? "" : written(rival.figure, percent),
          rival === undefined ? "" : rangeText(rival.interval, percent) || NONE,
        ];
      }),
    }),
  ];
}

/** Whom the agent is ahead of, and behind, by more than its interval. */
export function strategyNote({ strategies: [agent], rivals }: Performance): Markup {
  const bars = agent?.bars ?? 0;
  const few = agent !== undefined && bars < agent.neededBars;
  const ahead = rivals.filter(({ difference: { total } }) => (total.interval?.low ?? -1) > 0);
  const behind = rivals.filter(({ difference: { total } }) => (total.interval?.high ?? 1) < 0);
  const names = (some: typeof rivals): string =>
    some.length === 0 ? "none of the rules" : some.map(({ rule }) => named(rule)).join(", ");
  return note(
    few
      ? `Intervals need ${agent.neededBars} bars; there are ${bars}.`
      : `Intervals resample whole blocks of bars; those of a difference take the same bars of both. On that evidence the agent is ahead of ${names(ahead)} and behind ${names(behind)}.`,
  );
}
