/** What a probe of memory came to, in words. */
import type { Luck } from "../../backtest/recall/luck.ts";
import type { RecallSign } from "../../backtest/recall/verdict.ts";
import type { RecallReport } from "../../graphs/recall/report.ts";
import { share } from "../../data/figures.ts";
import { bold } from "./format.ts";

/** What it came to, a sentence a line. */
export function recallFinding(report: RecallReport): readonly string[] {
  const { verdict, signs } = report;
  switch (verdict) {
    case "rule":
      return [
        "n/a: a fixed rule answers in the place of a language model, and has nothing to remember.",
      ];
    case "knows":
      return [
        `${bold("It knows the period:")} results on it are recall, not skill. Beyond luck:`,
        ...signs.map((sign) => `  ${signWords(sign, report)}`),
        ...countLines(report),
      ];
    case "no sign":
      return [...noSignLines(report), ...countLines(report)];
    default:
      return [
        "What it knows cannot be said: its answers are too few, or too much alike, for any sign.",
        ...countLines(report),
      ];
  }
}

function noSignLines(report: RecallReport): readonly string[] {
  const figures = lucksOf(report);
  const mute = figures.filter(({ needed }) => needed === null).length;
  return [
    `It shows ${bold("no sign of knowing the period")}: of ${figures.length} figures none is beyond luck.`,
    ...(mute === 0
      ? []
      : [`${mute} of them could not have been: the answers are too few, or too much alike.`]),
  ];
}

function lucksOf({ models, twins }: RecallReport): readonly Luck[] {
  return [
    ...models.flatMap(({ close, direction, event }) => [close.moves, direction.right, event.right]),
    ...(twins ? [twins.changed] : []),
  ];
}

/** Questions that were not answered. */
function countLines({ models, rules }: RecallReport): readonly string[] {
  const tallies = models.flatMap(({ close, direction, event }) => [close, direction, event]);
  const sum = (count: (tally: (typeof tallies)[number]) => number): number =>
    tallies.reduce((total, tally) => total + count(tally), 0);
  const asked = sum((tally) => tally.asked);
  const declined = sum((tally) => tally.declined);
  const lost = sum(({ unusable, failed }) => unusable + failed);
  return [
    ...(declined > 0 ? [`It declined ${declined} of ${asked} questions.`] : []),
    ...(lost > 0 ? [`${lost} of ${asked} answers were of no use.`] : []),
    ...(rules.length > 0 ? ["Nodes that a fixed rule answers for were not asked."] : []),
  ];
}

/** What a sign says, with the model's name where there are several. */
function signWords({ model, kind }: RecallSign, { models, twins }: RecallReport): string {
  const scores = models.find((each) => each.model === model);
  const who = models.length > 1 && model !== null ? `${model}: ` : "";
  const words = {
    close: `its closes move the right way ${counted(scores?.close.moves)}`,
    direction: `its directions are right ${counted(scores?.direction.right)}`,
    event: `it finds the text of the hour ${counted(scores?.event.right)}`,
    twins: `decisions that dates and levels changed came out right ${counted(twins?.changed)}`,
  };
  return `${who}${words[kind]}`;
}

function counted(luck: Luck | undefined): string {
  return luck ? `${luck.hits} times of ${luck.of} (by luck ${share(luck.chance)})` : "n/a";
}
