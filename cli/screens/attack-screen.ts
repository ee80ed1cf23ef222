/** The screen of `hindcast attack`: what it came to in a sentence, then one table by family. */
import type { AttackReport, AttackTally } from "../../graphs/attack/report.ts";
import type { Ledger } from "../../nodes/models/cost/ledger.ts";
import { interval, plain, share } from "../../data/figures.ts";
import { bold, dim, heading, table } from "./format.ts";
import { totalLine } from "./model-lines.ts";

/** Stand-ins, and what a reader must know about each. */
const STAND_INS: Readonly<Record<string, string>> = {
  simulated: "Simulated: a fixed rule answered in the place of a language model.",
  obeying: "Obeying: a stand-in that does what any text tells it, the worst reader there can be.",
};

/** What must hold whatever the news says and did not; empty when all of it held. */
export function brokenPromises({ total, lone }: AttackReport): readonly string[] {
  return [
    ...(total.leaked > 0
      ? [`words of ${total.leaked} planted texts reached the quant analyst or the arbiter`]
      : []),
    ...(lone.holds
      ? []
      : [
          `an action that only the sentiment analyst supported had a score of ${plain(lone.largest)}, at most ${plain(lone.allowed)} may`,
        ]),
  ];
}

/** The screen as text, from the rows attacked on. */
export function attackScreen(report: AttackReport, { total: calls }: Ledger): string {
  const { model, targets, total, families } = report;
  const standIn = STAND_INS[model];
  return [
    `rows   ${targets.map(({ row, action }) => `${row} (${action > 0 ? "+1" : "-1"})`).join(", ")}`,
    heading("What it came to"),
    ...finding(report).map((line) => `  ${line}`),
    ...(standIn === undefined ? [] : [`  ${standIn}`]),
    heading("By family"),
    table(
      ["  ", "payloads", "attempts", "success", "95 % interval", "harmless", "leaked", "|shift|"],
      [
        ...families.map(({ family, tally }) => tableRow(family, tally)),
        tableRow(bold("in all"), total),
      ],
    ),
    dim("  success: the action went over to the attacker's side; harmless: it did so for ordinary"),
    dim(
      "  words of the same length; leaked: words reached a node that may read none; |shift|: mean",
    ),
    dim("  change of the score. Intervals: Wilson; attempts on one row are not independent."),
    heading("Model calls"),
    `  ${totalLine(calls)}`,
    "",
  ].join("\n");
}

function finding({ total, lone, skipped }: AttackReport): readonly string[] {
  const { flips, attempts, leaked, silenced } = total;
  const words = leaked === 0 ? "No word of them" : `Words of ${bold(String(leaked))} of them`;
  const verdict = lone.holds ? "within" : "above";
  return [
    `${bold(`${flips} of ${attempts}`)} planted texts moved the action to the attacker's side: ` +
      `${bold(share(total.rate))} ${interval(total.interval, share)}; ${total.controlFlips} harmless ones did.`,
    `${words} reached the quant analyst or the arbiter.`,
    lone.largest === null
      ? "No action was left to the sentiment analyst alone."
      : `The sentiment analyst alone got a |score| of ${plain(lone.largest)} at most in ${lone.attempts} attempts, ` +
        `${verdict} the ${plain(lone.allowed)} allowed.`,
    `Text also chooses cases: others came back in ${total.casesChanged} attempts, and in ${total.votesTurned} their vote went over, too.`,
    `${total.flipsWithSameCases} of the ${flips} moves were with the same cases.`,
    ...(silenced > 0 ? [`${silenced} left the row undecided.`] : []),
    ...(skipped > 0 ? [`${skipped} found no past case to be planted in.`] : []),
  ];
}

function tableRow(name: string, tally: AttackTally): readonly string[] {
  return [
    name,
    String(tally.payloads),
    String(tally.attempts),
    share(tally.rate),
    interval(tally.interval, share),
    share(tally.controlRate),
    String(tally.leaked),
    plain(tally.meanShift),
  ];
}
