/** What an evaluation comes to in plain sentences: first of all, whether the agent was worth having. */
import type { Performance } from "../../backtest/evaluation/performance.ts";
import type { StrategyFigures } from "../../backtest/evaluation/strategy-figures.ts";
import { interval, percent, plain, share } from "../../data/figures.ts";
import type { Evaluation } from "./evaluation.ts";

type Facts = Omit<Evaluation, "conclusions">;

/** Sentences, the most important first. What a sentence needs and is not there, leaves it out. */
export function concludeFrom(facts: Facts): readonly string[] {
  const { performance } = facts;
  const [agent] = performance.strategies;
  const { decided, rule } = facts.statuses;
  if (!agent || decided + rule === 0) return ["No row was decided: there is nothing to judge."];
  return [
    againstRules(agent, performance),
    ...simulated(facts),
    ...ahead(agent, performance),
    ...oneSided(agent),
    ...luck(performance),
    ...trials(performance),
    ...timing(agent),
    ...direction(performance),
    ...confidence(performance),
    ...reasoning(facts),
    ...behaviour(facts),
    ...judge(facts),
  ];
}

function againstRules(agent: StrategyFigures, { strategies, rows }: Performance): string {
  const own = agent.metrics.total_return;
  const rules = strategies
    .filter((other) => !other.own)
    .toSorted((a, b) => returnOf(b) - returnOf(a));
  const better = rules.filter((other) => returnOf(other) > (own ?? -Infinity));
  const [best] = rules;
  const came = `The agent returned ${percent(own)} ${interval(agent.intervals.totalReturn, percent)} over ${rows} rows, costs paid`;
  if (!best) return `${came}.`;
  if (better.length === 0) {
    return `${came}; none of ${rules.length} trivial rules did better, ${spoken(best.name)} came next at ${percent(best.metrics.total_return)}.`;
  }
  const short = better.find(({ name }) => name === "always_short");
  const alsoShort =
    short && short !== best
      ? `, and always selling short earned ${percent(short.metrics.total_return)}`
      : "";
  return (
    `${came}; ${better.length} of ${rules.length} trivial rules beat it: ` +
    `${spoken(best.name)} earned ${percent(best.metrics.total_return)} without reading a word${alsoShort}.`
  );
}

function simulated({ simulatedNodes }: Facts): readonly string[] {
  if (simulatedNodes.length === 0) return [];
  return [
    `Simulated: a fixed rule answered for ${simulatedNodes.join(", ")}, so that nothing here tells of a language model.`,
  ];
}

/** Against the rule that did best, bar by bar. */
function ahead(agent: StrategyFigures, { rivals, strategies }: Performance): readonly string[] {
  const [best] = strategies
    .filter((other) => !other.own)
    .toSorted((a, b) => returnOf(b) - returnOf(a));
  const rival = rivals.find(({ rule }) => rule === best?.name);
  if (!best || !rival) return [];
  const { mean } = rival.difference;
  if (mean.figure === null) return [];
  if (mean.interval === null) {
    return [
      `${agent.bars} bars are too few to say how sure that is: it takes ${agent.neededBars}.`,
    ];
  }
  const { low, high } = mean.interval;
  const verdict =
    high < 0
      ? "it is behind by more than chance"
      : low > 0
        ? "it is ahead by more than chance, of the best rule chosen afterwards"
        : "on this many bars the two cannot be told apart";
  return [
    `Against ${spoken(best.name)} it earned ${bps(mean.figure)} bps a bar ${interval(mean.interval, bps)}: ${verdict}.`,
  ];
}

function oneSided({ metrics }: StrategyFigures): readonly string[] {
  const { flips, exposure, net_exposure: net } = metrics;
  if (flips > 0 || net === null || net === 0 || Math.abs(net) !== exposure) return [];
  return [
    `It never changed its side: it is always ${net > 0 ? "long" : "short"}, at the price of a language model.`,
  ];
}

function luck({ luck: figures }: Performance): readonly string[] {
  const [agent] = figures;
  if (!agent) return [];
  const { percentile, draws, flipProbability } = agent.randomPercentile;
  // A path that never flips is one of two: nothing to be placed among.
  if (percentile === null || flipProbability === 0) return [];
  return [
    `Of ${draws} coin-flip paths with as many trades, ${share(1 - percentile)} did as well or better.`,
  ];
}

function trials({ selection }: Performance): readonly string[] {
  const { trials: count, deflatedSharpe, expectedBestSharpe } = selection;
  if (deflatedSharpe === null || count < 2) return [];
  return [
    `${count} trials on this data have been counted; the best of as many useless ones would show a Sharpe ratio of ` +
      `${plain(expectedBestSharpe, 3)} a bar, and the agent's is truly above that with a probability of ${share(deflatedSharpe)}.`,
  ];
}

function timing({
  staticAndTiming: { staticPart, timing: figures },
}: StrategyFigures): readonly string[] {
  if (staticPart === null || figures.figure === null || figures.figure === 0) return [];
  return [
    `Before costs a bar brought ${bps(staticPart + figures.figure)} bps: ${bps(staticPart)} from its average position and ` +
      `${bps(figures.figure)} ${interval(figures.interval, bps)} from when it changed it.`,
  ];
}

function direction({ strategies: [agent], direction: figures }: Performance): readonly string[] {
  const { right } = figures.nextBar;
  if (right.share === null || !agent) return [];
  const needs = agent.metrics.break_even_hit_rate;
  const { agreement, mcc } = figures.signal.action;
  const signal =
    agreement === null
      ? ""
      : `; it agrees with Signal in ${share(agreement)} (MCC ${plain(mcc)}), which is another question`;
  return [
    `It was right about the next bar in ${share(right.share)} ${interval(agent.intervals.hitRate, share)}, where its costs need ${share(needs)}${signal}.`,
  ];
}

function confidence({ calibration }: Performance): readonly string[] {
  const { meanConfidence, right, calibrationError: error, brier } = calibration;
  if (meanConfidence === null || right.share === null) return [];
  const skill =
    brier.skill === null
      ? ""
      : brier.skill <= 0
        ? "; always stating the overall share would have been the better forecast"
        : `; its confidences are better than stating the overall share (Brier skill ${plain(brier.skill)})`;
  return [
    `It claims to be right in ${share(meanConfidence)} of decisions and was in ${share(right.share)} over the horizon ` +
      `(calibration error ${share(error.figure)}, by luck ${share(error.byLuck)})${skill}.`,
  ];
}

function reasoning({ reasoning: figures }: Facts): readonly string[] {
  if (!figures) return [];
  const { numbers, supportedBy, withoutNumbers, polarity } = figures;
  const wrong = numbers.contradicted.hits + numbers.unsupported.hits;
  const evidence = supportedBy["its id"].hits + supportedBy["a figure without its id"].hits;
  const ofNumbers =
    numbers.supported.of === 0
      ? ""
      : ` Of ${numbers.supported.of} numbers in the others, ${evidence} are figures that it was shown; ` +
        `contradicted by them or shown nowhere: ${wrong}.`;
  const against = polarity.of - polarity.hits;
  return [
    `${share(withoutNumbers.share)} of ${figures.rows} rationales hold no number.${ofNumbers}` +
      ` Words speak against the decision in ${against} of ${polarity.of} rows in which they take a side.`,
  ];
}

function behaviour({ behaviour: report }: Facts): readonly string[] {
  if (!report) return [];
  const { hits, of } = report.turned;
  const most = report.interventions
    .filter(({ figures }) => figures.flipped.hits > 0)
    .toSorted((a, b) => (b.figures.flipped.share ?? 0) - (a.figures.flipped.share ?? 0))[0];
  const what = most
    ? `, most often "${most.name}" (${most.figures.flipped.hits} of ${most.figures.flipped.of})`
    : ", whatever was changed";
  return [`Of ${of} decisions taken again with one input changed, ${hits} turned${what}.`];
}

function judge({ judge: report }: Facts): readonly string[] {
  return report ? [report.sentence] : [];
}

/** A fraction in basis points. */
function bps(fraction: number): string {
  return plain(fraction * 1e4, 2);
}

function returnOf({ metrics }: StrategyFigures): number {
  return metrics.total_return ?? -Infinity;
}

function spoken(name: string): string {
  return name.replaceAll("_", " ");
}
