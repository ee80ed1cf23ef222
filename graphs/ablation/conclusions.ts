/** What an ablation comes to in plain sentences: first of all, whether any variant can be told from the baseline. */
import type { Comparison, Pair } from "../../backtest/experiments/comparison.ts";
import { interval, percent, plain, share } from "../../data/figures.ts";
import type { AblationReport, Protocol } from "./report.ts";

type Facts = Omit<AblationReport, "conclusions">;

/** The chance of error that a difference is called one at. */
const LEVEL = 0.05;

/**
 * Sentences, the most important first.
 * @param failed variants with failed rows that keep anything from being chosen
 */
export function concludeAblation(
  facts: Facts,
  failed: AblationReport["variants"] = [],
): readonly string[] {
  return [
    ...waiting(failed),
    ...apart(facts),
    ...best(facts),
    ...simulated(facts),
    ...alike(facts),
    ...turning(facts),
    ...unrecorded(facts),
    ...(failed.length > 0 ? [] : testing(facts.protocol)),
  ];
}

function waiting(failed: AblationReport["variants"]): readonly string[] {
  if (failed.length === 0) return [];
  const rows = failed.map((variant) => `${variant.failed} of ${variant.name}`).join(", ");
  return [
    `Nothing is chosen yet: rows failed (${rows}). The same again tries them again, and then chooses.`,
  ];
}

function apart({ comparison }: Facts): readonly string[] {
  const { pairs, bars, neededBars, superiorAbility } = comparison;
  if (pairs.length === 0) return ["There is no variant to compare with the baseline."];
  if (bars < neededBars) {
    return [`${bars} bars are too few to tell variants apart: it takes ${neededBars}.`];
  }
  const told = pairs.filter(({ p }) => p !== null && p <= LEVEL);
  const nearest = pairs
    .filter(({ p }) => p !== null)
    .toSorted((a, b) => (a.p ?? 1) - (b.p ?? 1))[0];
  if (!nearest) return ["Every variant traded exactly as the baseline did."];
  const { tested } = superiorAbility;
  const adjusted = tested > 1 ? `, adjusted for all ${tested}` : "";
  const found =
    told.length === 0
      ? [
          `No variant can be told apart from the baseline in what it earned: of ${tested} that traded ` +
            `differently the least alike is ${nearest.name}, with ${earned(nearest)}, p ${plain(nearest.p, 3)}${adjusted}.`,
        ]
      : told.map(
          (pair) =>
            `Told apart from the baseline: ${pair.name}, ${earned(pair)}, p ${plain(pair.p, 3)}${adjusted}.`,
        );
  return found;
}

function earned({ difference: { totalReturn } }: Pair): string {
  const { figure, interval: bounds } = totalReturn;
  return `${percent(figure)} ${interval(bounds, percent)} against it`;
}

/** What picking the best would amount to. */
function best({ comparison, selection }: Facts): readonly string[] {
  const { baseline, pairs } = comparison;
  const [first] = [baseline, ...pairs]
    .filter(({ own }) => own.sharpePerBar.figure !== null)
    .toSorted((a, b) => (b.own.sharpePerBar.figure ?? 0) - (a.own.sharpePerBar.figure ?? 0));
  const { expectedBestSharpe, variants } = selection;
  if (!first || expectedBestSharpe === null) return [];
  return [
    `The best of ${variants} useless variants would show a Sharpe ratio of ${plain(expectedBestSharpe, 3)} a bar; ` +
      `the best here, ${first.name}, shows ${plain(first.own.sharpePerBar.figure, 3)}.`,
    ...superior(comparison),
  ];
}

/** Whether the best of those that traded otherwise earned more than the baseline, searching allowed for. */
function superior({ pairs, superiorAbility: { p } }: Comparison): readonly string[] {
  const [top] = pairs
    .filter(({ sameTrades }) => !sameTrades)
    .toSorted(
      (a, b) => (b.difference.totalReturn.figure ?? 0) - (a.difference.totalReturn.figure ?? 0),
    );
  if (!top || p === null) return [];
  if ((top.difference.totalReturn.figure ?? 0) <= 0)
    return ["No variant earned more than the baseline."];
  return [
    `If none were truly better than the baseline, the best of them would look as good with probability ${share(p)} (Hansen's SPA).`,
  ];
}

function simulated({ simulatedNodes }: Facts): readonly string[] {
  if (simulatedNodes.length === 0) return [];
  return [
    `Simulated: a fixed rule answered for ${simulatedNodes.join(", ")}, so that nothing here tells of a language model.`,
  ];
}

function alike({ comparison: { pairs } }: Facts): readonly string[] {
  const same = pairs.filter(({ sameTrades }) => sameTrades).map(({ name }) => name);
  if (same.length === 0 || same.length === pairs.length) return [];
  return [`Trades exactly as the baseline: ${same.join(", ")}.`];
}

function turning({ comparison: { pairs } }: Facts): readonly string[] {
  const [most] = pairs
    .filter(({ turned }) => (turned.figure ?? 0) > 0)
    .toSorted((a, b) => (b.turned.figure ?? 0) - (a.turned.figure ?? 0));
  if (!most) return [];
  return [
    `Most decisions turn in ${most.name}: ${share(most.turned.figure)}${most.turned.interval ? ` ${interval(most.turned.interval, share)}` : ""} of those that both took.`,
  ];
}

function unrecorded({ variants }: Facts): readonly string[] {
  const names = variants.filter(({ missed }) => missed !== null).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `Not recorded, and so not compared: ${names.join(", ")}; they ask what the stored replies do not answer.`,
  ];
}

function testing(protocol: Protocol | null): readonly string[] {
  if (protocol === null) {
    return [
      "All rows were for looking: whichever variant is picked from this table, these rows prove nothing for it (--choose-on SHARE keeps some apart).",
    ];
  }
  const { stage, chosen, testOn, peeks, otherRuns } = protocol;
  const others =
    otherRuns === 0
      ? "no run outside of a test has decided any of them"
      : `${otherRuns === 1 ? "one run outside of a test has" : `${otherRuns} runs outside of a test have`} decided some of them, so that they are not unseen`;
  const rows = `rows ${testOn.from} to ${testOn.to - 1}`;
  return stage === "choose"
    ? [
        `Chosen: ${chosen}. It is frozen, and ${rows} are kept apart for one test (--test); looked at ${times(peeks)} so far, and ${others}.`,
      ]
    : [
        `This is the test of ${chosen}, chosen before on other rows; ${rows} have now been looked at ${times(peeks)}, and ${others}.`,
      ];
}

function times(count: number): string {
  if (count === 0) return "never";
  return count === 1 ? "once" : `${count} times`;
}
