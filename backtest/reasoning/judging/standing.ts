/** Whether a judge of rationales is to be believed, in a word and in a sentence. */
import type { Share } from "../../recall/luck.ts";

/** The least share of planted faults found, and the largest share of false alarms. The audit is held to the same. */
export const JUDGE_BARS = { recall: 0.95, falseAlarms: 0.02 } as const;

/**
 * `not believed`: it misses a bar; `unproven`: it meets both, but an interval of 95 % still reaches beyond one, as it
 * must with fewer than 73 planted faults or 189 clean texts; `believed`: the intervals keep to the bars as well;
 * `not measured`: nothing was planted, or no clean text got a verdict.
 */
export const JUDGE_STANDINGS = ["believed", "unproven", "not believed", "not measured"] as const;
type JudgeStanding = (typeof JUDGE_STANDINGS)[number];

/** The judge's standing by its recall of planted faults and its alarms on clean texts. */
export function standingOf(recall: Share, falseAlarms: Share): JudgeStanding {
  if (!recall.interval || !falseAlarms.interval) return "not measured";
  const meets = (found: number, alarms: number): boolean =>
    found >= JUDGE_BARS.recall && alarms <= JUDGE_BARS.falseAlarms;
  if (!meets(recall.hits / recall.of, falseAlarms.hits / falseAlarms.of)) return "not believed";
  return meets(recall.interval.low, falseAlarms.interval.high) ? "believed" : "unproven";
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
  withoutVerdict,
}: {
  readonly standing: JudgeStanding;
  readonly recall: Share;
  readonly falseAlarms: Share;
  readonly withoutVerdict: Share;
}): string {
  const measured =
    `The judge found ${recall.hits} of ${recall.of} planted faults and raised ` +
    `${falseAlarms.hits} of ${falseAlarms.of} false alarms: ${ADVICE[standing]}.`;
  if (withoutVerdict.hits === 0) return measured;
  return `${measured} It gave no verdict on ${withoutVerdict.hits} of ${withoutVerdict.of} texts.`;
}
