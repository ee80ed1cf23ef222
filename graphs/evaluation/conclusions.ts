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
    ...undecided(facts),
    ...simulated(facts),
    ...ownNodes(facts),
    ...settings(facts),
    ...ahead(agent, performance),
    ...oneSided(agent, facts),
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
  if (own === null) return "One row has no bar after it: there is no return to judge.";
  const rules = strategies
    .filter((other) => !other.own)
    .toSorted((a, b) => returnOf(b) - returnOf(a));
  const better = rules.filter((other) => returnOf(other) > own);
  const [best] = rules;
  const range = agent.intervals.totalReturn;
  const came = `The agent returned ${percent(own)}${range ? ` ${interval(range, percent)}` : ""} over ${rows} rows, costs paid`;
  if (!best) return `${came}.`;
  if (better.length === 0) {
    const next =
      returnOf(best) === own
        ? `${spoken(best.name)} earned the same without reading a word`
        : `${spoken(best.name)} came next at ${percent(best.metrics.total_return)}`;
    return `${came}; none of ${rules.length} trivial rules did better, ${next}.`;
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

/** Rows without a decision count in every figure of returns: the position before them was held. */
function undecided({ statuses: { decided, rule, abstained, failed } }: Facts): readonly string[] {
  const without = abstained + failed;
  if (without === 0) return [];
  return [
    `On ${without} of ${without + decided + rule} rows it decided nothing (abstained ${abstained}, failed ${failed}): there it held the position before.`,
  ];
}

function simulated({ simulatedNodes }: Facts): readonly string[] {
  if (simulatedNodes.length === 0) return [];
  return [
    `Simulated: a fixed rule answered for ${simulatedNodes.join(", ")}, so that nothing here tells of a language model.`,
  ];
}

function settings({ settings: names }: Facts): readonly string[] {
  return names.length === 0 ? [] : [`Settings other than the usual: ${names.join(", ")}.`];
}

function ownNodes({ ownNodes: names }: Facts): readonly string[] {
  if (names.length === 0) return [];
  return [`Own nodes stood in the place of the built-in ${names.join(", ")}.`];
}

/** Against the rule that did best, on the same bars. */
function ahead(agent: StrategyFigures, { rivals, strategies }: Performance): readonly string[] {
  const [best] = strategies
    .filter((other) => !other.own)
    .toSorted((a, b) => returnOf(b) - returnOf(a));
  const rival = rivals.find(({ rule }) => rule === best?.name);
  if (!best || !rival) return [];
  const { total } = rival.difference;
  if (total.figure === null) return [];
  if (total.interval === null) {
    return [
      `${agent.bars} ${agent.bars === 1 ? "bar is" : "bars are"} too few to say how sure that is: it takes ${agent.neededBars}.`,
    ];
  }
  const { low, high } = total.interval;
  if (low === 0 && high === 0) return [`It earned what ${spoken(best.name)} earned on every bar.`];
  const verdict =
    high < 0
      ? "it is behind by more than chance"
      : low > 0
        ? "it is ahead by more than chance, of the best rule chosen afterwards"
        : "on this many bars the two cannot be told apart";
  return [
    `Less ${spoken(best.name)} on the same bars that is ${percent(total.figure)} ${interval(total.interval, percent)}: ${verdict}.`,
  ];
}

function oneSided(
  { metrics }: StrategyFigures,
  { models, simulatedNodes }: Facts,
): readonly string[] {
  const { flips, exposure, net_exposure: net } = metrics;
  if (flips > 0 || net === null || net === 0 || Math.abs(net) !== exposure) return [];
  const side = net > 0 ? "long" : "short";
  const isAsked = simulatedNodes.length === 0 && Object.values(models).some((id) => id !== null);
  const price = isAsked ? ", at the price of a language model" : "";
  return [
    exposure === 1
      ? `It never changed its side: it is always ${side}${price}.`
      : `It never changed its side: it is ${side} or holds nothing${price}.`,
  ];
}

function luck({ luck: figures }: Performance): readonly string[] {
  const [agent] = figures;
  if (!agent) return [];
  const { p, draws, flipProbability } = agent.randomPercentile;
  // A path that never flips is one of two: nothing to be placed among.
  if (p === null || flipProbability === 0) return [];
  // Without the path itself that p counts in; the percentile counts half of the equal ones.
  const asGood = Math.round(p * (1 + draws)) - 1;
  return [
    `Of ${draws} coin-flip paths with as many trades, ${share(asGood / draws)} did as well or better.`,
  ];
}

function trials({ selection }: Performance): readonly string[] {
  const { trials: count, ifIndependent, asCounted } = selection;
  if (count < 2) return [];
  const told = ({ expectedBestSharpe: best, deflatedSharpe: chance }: typeof asCounted): string =>
    `${plain(best, 3)} a bar, and the agent is truly above that with a probability of ${share(chance)}`;
  const spread =
    asCounted.expectedBestSharpe === null
      ? "how far these spread is not known, since too few were on these rows"
      : `with ratios spread as these are, ${told(asCounted)}`;
  return [
    `${count} trials on this data have been counted. The best of as many useless and independent ones would show a Sharpe ratio of ${told(ifIndependent)}; ${spread}.`,
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

/** The share, its interval and what costs need are of positions as held, carried over where nothing was decided. */
function direction({ strategies: [agent], direction: figures }: Performance): readonly string[] {
  if (!agent || agent.metrics.hit_rate === null) return [];
  const { hit_rate: right, break_even_hit_rate: needs } = agent.metrics;
  const range = agent.intervals.hitRate;
  const asked =
    needs === null
      ? ""
      : needs > 1
        ? ", where no share would pay its costs"
        : `, where its costs need ${share(needs)}`;
  const { agreement, mcc } = figures.signal.action;
  const signal =
    agreement === null
      ? ""
      : `; it agrees with Signal in ${share(agreement)} (MCC ${plain(mcc)}), which is another question`;
  return [
    `It was right about the next bar in ${share(right)}${range ? ` ${interval(range, share)}` : ""}${asked}${signal}.`,
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
      : ` Of ${numbers.supported.of} numbers in the others, ${evidence} are figures that it was shown, ` +
        `${numbers.supported.hits - evidence} repeat the decision or the prompt, ${numbers.derivable.hits} follow from figures, ` +
        `and ${wrong} are contradicted or stand nowhere.`;
  const against = polarity.of - polarity.hits;
  const sides =
    polarity.of === 0
      ? "No rationale takes a side in words."
      : `Words speak against the decision in ${against} of ${polarity.of} rows whose side the audit could read.`;
  return [
    `${share(withoutNumbers.share)} of ${figures.rows} rationales hold no number.${ofNumbers} ${sides}`,
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
