/** What a model said that judged the rationales, and whether it is to be believed. */
import type { JudgeReport } from "../../../graphs/judge/report.ts";
import { paragraph, part, table } from "../blocks.ts";
import { type Content, type Markup, markup } from "../markup.ts";
import { sentence, shareText } from "../words.ts";

/** The part. */
export function judgePart(judge: JudgeReport): Markup {
  const { score } = judge;
  return part("A model as judge", [
    paragraph(
      `${judge.model} judged ${judge.sampled} of ${judge.rows} rationales${
        judge.judgesItself ? ", some of them its own words" : ""
      }, as they are and with planted faults. ${sentence(judge.sentence)}`,
    ),
    table({
      caption: "What the judge's verdicts are worth",
      columns: [
        { head: "figure", kind: "text" },
        { head: "judge", kind: "number" },
        { head: "the audit", kind: "number" },
      ],
      rows: [
        row("Called not grounded", "Of rationales as they are.", shareText(score.notGrounded), ""),
        row("Planted faults found", "Of all kinds.", shareText(score.recall), ""),
        ...score.planted.map(({ kind, found, byAudit }) =>
          row(`Planted: ${kind}`, null, shareText(found), shareText(byAudit)),
        ),
        row(
          "False alarms",
          "Of rationales in which the audit finds nothing.",
          shareText(score.falseAlarms),
          "",
        ),
        row("Without a verdict", null, shareText(score.withoutVerdict), ""),
      ],
    }),
  ]);
}

function row(
  name: string,
  says: string | null,
  byJudge: string,
  byAudit: string,
): readonly Content[] {
  return [
    says === null ? name : markup`${name}<span class="clause">${says}</span>`,
    byJudge,
    byAudit,
  ];
}
