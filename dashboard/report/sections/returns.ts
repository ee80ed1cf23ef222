/** What was earned: equity, drawdown, positions, hit rate and costs as pictures, and every strategy in a table. */
import { percentText, shortNumber } from "../../charts/axis.ts";
import { equityChart } from "../../charts/equity-chart.ts";
import { costChart } from "../../charts/number-charts.ts";
import { priceChart } from "../../charts/price-chart.ts";
import { drawdownChart, hitRateChart } from "../../charts/time-charts.ts";
import type { Curves } from "../../../backtest/evaluation/curves.ts";
import type { Performance } from "../../../backtest/evaluation/performance.ts";
import { figure, part, section } from "../blocks.ts";
import type { Markup } from "../markup.ts";
import { named, percent, ratio, written } from "../words.ts";
import { strategyNote, strategyTables, totalOf } from "./strategies.ts";

/** Rules that every equity chart shows beside the agent, if they are there. */
const SHOWN_RULES = ["always_long", "always_short"];
/** Lines that read well in one chart. */
const MOST_LINES = 6;

/** The section. */
export function returnsSection(performance: Performance, curves: Curves): Markup {
  return section("returns", "What was earned", [
    equityFigure(performance, curves),
    drawdownFigure(performance, curves),
    positionFigure(curves),
    hitRateFigure(performance, curves),
    part("Every strategy", [...strategyTables(performance), strategyNote(performance)]),
    part("Costs", [costFigure(performance)]),
  ]);
}

/** Names of the strategies to draw: the agent's own, the rules named above, and the best of the others. */
function shownStrategies({ strategies }: Performance): readonly string[] {
  const own = strategies.filter((strategy) => strategy.own).map(({ name }) => name);
  const rules = strategies
    .filter((strategy) => !strategy.own)
    .toSorted((a, b) => totalOf(b) - totalOf(a))
    .map(({ name }) => name);
  const fixed = SHOWN_RULES.filter((name) => rules.includes(name));
  const others = rules.filter((name) => !fixed.includes(name));
  const chosen = new Set([...fixed, ...others].slice(0, MOST_LINES - own.length));
  return [...own, ...rules.filter((name) => chosen.has(name))];
}

function drawn(performance: Performance, curves: Curves): Curves["strategies"] {
  const names = shownStrategies(performance);
  return names.flatMap((name) => curves.strategies.filter((curve) => curve.name === name));
}

function equityFigure(performance: Performance, curves: Curves): Markup {
  const lines = drawn(performance, curves);
  const ends = lines.map(({ name, equity }) => `${named(name)} ${endOf(equity)}`).join(", ");
  const { band } = curves;
  return figure(
    equityChart({
      title: "Equity, net of costs",
      description: `Growth of 1 after ${performance.costBps} basis points a side. At the end: ${ends}.`,
      timeMs: curves.timeMs,
      series: lines.map(({ name, equity }) => ({ name: named(name), equity })),
      label: "growth of 1",
      ...(band && { band: { name: "95 % of the agent", low: band.low, high: band.high } }),
    }),
    "Equity",
    band
      ? "Growth of 1 after costs. At each bar by itself the band holds 95 % of the agent's paths when its own bars are drawn again in blocks, fewer of them from end to end: where it holds 1, a gain or loss may be luck."
      : "Growth of 1 after costs. There are too few bars for an interval around it.",
  );
}

function endOf(equity: readonly number[]): string {
  const last = equity.at(-1);
  return last === undefined ? "n/a" : shortNumber(last);
}

function drawdownFigure(performance: Performance, curves: Curves): Markup {
  const lines = drawn(performance, curves).slice(0, 4);
  const [agent] = performance.strategies;
  const fall = agent?.drawdown;
  const recovery =
    fall === undefined || agent?.metrics.max_drawdown === 0
      ? "It never fell below a peak."
      : fall.recoveryRow === null
        ? `It had not recovered by the end, ${fall.underWaterBars} bars after its peak.`
        : "It recovered before the end.";
  return figure(
    drawdownChart({
      title: "Drawdown",
      timeMs: curves.timeMs,
      series: lines.map(({ name, drawdown }) => ({ name: named(name), values: drawdown })),
    }),
    "Drawdown",
    `How far equity stood below its peak so far. The agent's deepest fall was ${written(agent?.metrics.max_drawdown ?? null, percent)}. ${recovery}`,
  );
}

function positionFigure({ timeMs, closes, strategies: [agent] }: Curves): Markup {
  const positions = agent?.positions ?? [];
  const bars = Math.max(1, positions.length - 1);
  const held = positions.slice(0, -1);
  const long = held.filter((position) => position > 0).length / bars;
  const short = held.filter((position) => position < 0).length / bars;
  const flips = held.filter((position, at) => at > 0 && position !== held[at - 1]).length;
  const words = `Long in ${percentText(long)} of bars, short in ${percentText(short)}, with ${flips} changes`;
  return figure(
    priceChart({
      title: "Price, and the position held under it",
      description: `Price from ${shortNumber(closes[0] ?? NaN)} to ${shortNumber(closes.at(-1) ?? NaN)}. ${words}.`,
      timeMs,
      closes,
      positions,
      label: "close",
    }),
    "Price and position",
    `${words}: the ribbon rises where the agent is long and falls where it is short.`,
  );
}

function hitRateFigure({ strategies: [agent] }: Performance, curves: Curves): Markup {
  const { hitRate, timeMs } = curves;
  const breakEven = agent?.metrics.break_even_hit_rate ?? null;
  return figure(
    hitRateChart({ title: "Rolling hit rate", timeMs, ...hitRate, breakEven }),
    "Rolling hit rate",
    `Share of the agent's last ${hitRate.windowBars} bars that went its way. Costs are earned back only above ${written(breakEven, percent)}; where the band holds 50 %, it is no better than a coin.`,
  );
}

function costFigure({ luck, costBps }: Performance): Markup | null {
  const [agent] = luck;
  const costs = agent?.costs.points.map((point) => point.costBps) ?? [];
  if (agent === undefined || costs.length === 0) return null;
  const { breakEvenCostBps, hitRate } = agent.costs;
  const even =
    breakEvenCostBps === null
      ? "Where the agent breaks even is not defined."
      : breakEvenCostBps < 0
        ? "The agent loses even where trading is free."
        : `The agent breaks even at ${ratio(breakEvenCostBps)} basis points a side; the run pays ${costBps}.`;
  return figure(
    costChart({
      title: "Total return by cost a side",
      costBps: costs,
      series: luck.map(({ name, costs: { points } }) => ({
        name: named(name),
        values: points.map(({ totalReturn }) => totalReturn),
      })),
      paidBps: costBps,
      breakEvenBps: breakEvenCostBps,
    }),
    "Costs",
    `${even} Its hit rate, ${written(hitRate, percent)}, is the same at any cost.`,
  );
}
