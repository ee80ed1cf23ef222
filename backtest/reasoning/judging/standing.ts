/** Whether a judge of rationales is to be believed, in a word and in a sentence. */
import type { Share } from "../../recall/luck.ts";
import type { RowMutation } from "../mutations/mutation.ts";

/** The least share of planted faults found, and the largest share of false alarms. The audit is held to the same. */
const JUDGE_BARS = { recall: 0.95, falseAlarms: 0.02 } as const;

/**
 * `not believed`: it misses a bar, be it for one kind of fault; `unproven`: it meets all, but an interval of 95 % over
 * all kinds still reaches beyond one, as it must with fewer than 73 planted faults or 189 clean texts; `believed`: the
 * intervals keep to the bars as well; `not measured`: nothing was planted, or no clean text got a verdict.
 */
export const JUDGE_STANDINGS = ["believed", "unproven", "not believed", "not measured"] as const;
type JudgeStanding = (typeof JUDGE_STANDINGS)[number];

/** What a judge is measured by. */
export interface JudgeFigures {
  readonly recall: Share;
  readonly falseAlarms: Share;
  readonly planted: readonly { readonly kind: RowMutation; readonly found: Share }[];
}

/** The judge's standing by its recall of planted faults, of each kind too, and its alarms on clean texts. */
export function standingOf({ recall, falseAlarms, planted }: JudgeFigures): JudgeStanding {
  if (!recall.interval || !falseAlarms.interval) return "not measured";
  const isGood =
    meets(shareIn(recall), shareIn(falseAlarms)) &&
    planted.every(({ found }) => shareIn(found) >= JUDGE_BARS.recall);
  if (!isGood) return "not believed";
  return meets(recall.interval.low, falseAlarms.interval.high) ? "believed" : "unproven";
}

function meets(found: number, alarms: number): boolean {
  return found >= JUDGE_BARS.recall && alarms <= JUDGE_BARS.falseAlarms;
}

function shareIn({ hits, of }: Share): number {
  return hits / of;
}

const ADVICE: Readonly<Record<JudgeStanding, string>> = {
  believed: "it may be believed",
  unproven: "it meets the bars, but on too few texts to be believed yet",
  "not believed": "do not believe it",
  "not measured": "it was not measured, so do not believe it",
};

/** Such as "The judge found 12 of 40 planted faults and raised 9 of 40 false alarms: do not believe it." */
export function standingSentence({
  standing,
  recall,
  falseAlarms,
  planted,
  withoutVerdict,
}: JudgeFigures & {
  readonly standing: JudgeStanding;
  readonly withoutVerdict: Share;
}): string {
  const [worst] = planted.toSorted((a, b) => shareIn(a.found) - shareIn(b.found));
  // Worth a sentence where all kinds together hide it.
  const isHidden =
    worst !== undefined &&
    shareIn(worst.found) < JUDGE_BARS.recall &&
    shareIn(recall) >= JUDGE_BARS.recall;
  return [
    `The judge found ${recall.hits} of ${recall.of} planted faults and raised ` +
      `${falseAlarms.hits} of ${falseAlarms.of} false alarms: ${ADVICE[standing]}.`,
    ...(isHidden
      ? [`It is worst at "${worst.kind}": ${worst.found.hits} of ${worst.found.of}.`]
      : []),
    ...(withoutVerdict.hits > 0
      ? [`It gave no verdict on ${withoutVerdict.hits} of ${withoutVerdict.of} texts.`]
      : []),
  ].join(" ");
}
