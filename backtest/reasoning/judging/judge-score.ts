/** What a judge's verdicts are worth: faults it was planted, alarms on clean texts, agreement with the audit. */
import { z } from "zod";
import { type Share, shareOf, shareSchema } from "../../recall/luck.ts";
import { agreementSchema, cohenKappa } from "../../statistics/cohen-kappa.ts";
import { EXPECTED, ROW_MUTATIONS, type RowMutation } from "../mutations/mutation.ts";
import { type JudgedText, NAMED } from "./judged-text.ts";
import { JUDGE_STANDINGS, standingOf } from "./standing.ts";

const plantedSchema = z.strictObject({
  kind: z.enum(ROW_MUTATIONS),
  /** Faults of which the text's own words had no place, so that a false sentence was added. */
  added: z.int().nonnegative(),
  /** Planted faults that the judge found: its verdict was "not grounded". One without a verdict is not found. */
  found: shareSchema,
  /** Those for which it also named the class of the fault. */
  named: shareSchema,
  /** Those that the deterministic audit finds in the same texts, and names. */
  byAudit: shareSchema,
});

/** Shares carry Wilson intervals of 95 %, as if texts were independent; those of one row are not. */
export const judgeScoreSchema = z.strictObject({
  standing: z.enum(JUDGE_STANDINGS),
  /** Untouched texts called not grounded, among those with a verdict. */
  notGrounded: shareSchema,
  /** Found faults among all planted ones. */
  recall: shareSchema,
  /** By kind; kinds of which none was planted are left out. */
  planted: z.array(plantedSchema).readonly(),
  /** Untouched texts called not grounded, among those with a verdict in which the audit finds nothing. */
  falseAlarms: shareSchema,
  /** Texts without a verdict, among all. */
  withoutVerdict: shareSchema,
  /** With the audit, on whether a text holds a fault: of untouched texts, and of all. */
  agreement: z.strictObject({ untouched: agreementSchema, all: agreementSchema }),
});
export type JudgeScore = Readonly<z.infer<typeof judgeScoreSchema>>;

/** Scores a judge. Same texts, same score. */
export function scoreJudge(texts: readonly JudgedText[]): JudgeScore {
  const untouched = texts.filter(({ planted }) => planted === null);
  const mutants = texts.filter(({ planted }) => planted !== null);
  const recall = alarmsAmong(mutants);
  const falseAlarms = alarmsAmong(judged(untouched.filter(({ audit }) => audit.length === 0)));
  const planted = ROW_MUTATIONS.flatMap((kind) => plantedScore(kind, mutants));
  return {
    standing: standingOf({ recall, falseAlarms, planted }),
    notGrounded: alarmsAmong(judged(untouched)),
    recall,
    planted,
    falseAlarms,
    withoutVerdict: shareOf(texts.length - judged(texts).length, texts.length),
    agreement: { untouched: agreementOn(untouched), all: agreementOn(texts) },
  };
}

/** What became of the planted faults of one kind; nothing where there is none. */
function plantedScore(
  kind: RowMutation,
  mutants: readonly JudgedText[],
): readonly z.infer<typeof plantedSchema>[] {
  const of = mutants.filter(({ planted }) => planted === kind);
  const share = (isHit: (text: JudgedText) => boolean): Share =>
    shareOf(of.filter(isHit).length, of.length);
  if (of.length === 0) return [];
  return [
    {
      kind,
      added: of.filter(({ added }) => added).length,
      found: alarmsAmong(of),
      named: share(({ fault }) => fault !== null && NAMED[kind].includes(fault)),
      byAudit: share(({ audit }) => audit.some((found) => EXPECTED[kind].includes(found))),
    },
  ];
}

function isAlarm({ verdict }: JudgedText): boolean {
  return verdict === "not grounded";
}

function alarmsAmong(texts: readonly JudgedText[]): Share {
  return shareOf(texts.filter(isAlarm).length, texts.length);
}

function judged(texts: readonly JudgedText[]): readonly JudgedText[] {
  return texts.filter(({ verdict }) => verdict !== null);
}

function agreementOn(texts: readonly JudgedText[]): z.infer<typeof agreementSchema> {
  return cohenKappa(judged(texts).map((text) => [isAlarm(text), text.audit.length > 0]));
}
