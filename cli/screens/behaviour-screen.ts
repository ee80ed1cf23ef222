/** What a probe of behaviour says on screen: the finding, the rows, one table. */
import type { BehaviourReport, InterventionFigures } from "../../graphs/behaviour/report.ts";
import type { CallTotals } from "../../nodes/models/cost/ledger.ts";
import { cleanText } from "../../nodes/untrusted-text.ts";
import { behaviourFinding } from "./behaviour-finding.ts";
import { interval, plain, share } from "../../data/figures.ts";
import { dim, heading, table, wrapped } from "./format.ts";
import { totalLine } from "./model-lines.ts";

/** The screen of `hindcast behaviour` as text. @param calls of the probe, what was paid for it */
export function behaviourScreen(report: BehaviourReport, calls: CallTotals): string {
  const { sample, interventions } = report;
  return [
    heading("What it came to"),
    ...behaviourFinding(report).flatMap((line) => wrapped(line)),
    heading("Rows"),
    `  ${sample.rows.length} drawn of ${sample.pool}: ${sample.buys} buys, ${sample.sells} sells` +
      (sample.undecided > 0 ? `; ${sample.undecided} without a decision` : ""),
    ...strataLines(sample).map(dim),
    heading("By intervention"),
    table(
      ["  ", "channel", "rows", "flipped", "95 %", "shift", "95 %", "|shift|", "cited", "measured"],
      interventions.map((each) => tableRow(each, report)),
    ),
    dim(
      "  rows: where it changed something; flipped: the action went over to the other side (Wilson);",
    ),
    dim(
      "  shift: of the score, below 0 against the row's own side; of the anchor, upwards (Student);",
    ),
    dim(
      "  cited: share of the arbiter's citations; measured: share of the |shift| of dropped channels.",
    ),
    ...confidenceLine(report),
    ...exampleLines(report),
    heading("Model calls"),
    `  ${totalLine(calls)}`,
    "",
  ].join("\n");
}

/** Strata to a line. */
const STRATA_IN_LINE = 4;

function strataLines({ strata }: BehaviourReport["sample"]): readonly string[] {
  const words = strata.map(({ stratum, pool, drawn }) => `${stratum} ${drawn} of ${pool}`);
  return Array.from(
    { length: Math.ceil(words.length / STRATA_IN_LINE) },
    (_, i) => `  ${words.slice(i * STRATA_IN_LINE, (i + 1) * STRATA_IN_LINE).join(" · ")}`,
  );
}

function tableRow(
  { name, channel, figures }: InterventionFigures,
  { weights }: BehaviourReport,
): readonly string[] {
  const { rows, flipped, shift, absShift } = figures;
  const weight = name.startsWith("drop ")
    ? weights.channels.find((each) => each.channel === channel)
    : undefined;
  return [
    name,
    channel,
    String(rows),
    flipped.of === 0 ? "n/a" : `${flipped.hits}/${flipped.of} ${share(flipped.share)}`,
    interval(flipped.interval, share),
    plain(shift.mean),
    interval(shift.interval, plain),
    plain(absShift.mean),
    weight ? share(weight.cited) : "",
    weight ? share(weight.measured) : "",
  ];
}

function confidenceLine({ weights }: BehaviourReport): readonly string[] {
  const { citingRows, agreement, channels } = weights;
  const said = channels.flatMap(({ channel, confidence }) =>
    confidence === null ? [] : [`${channel} ${share(confidence)}`],
  );
  const tau = agreement.tau === null ? "n/a" : plain(agreement.tau);
  return [
    `  stated confidence: ${said.length === 0 ? "n/a" : said.join(", ")} · ` +
      `cited against measured: tau ${tau} over ${channels.length} channels, ${citingRows} rows that cite`,
  ];
}

/** Longest rationale that is shown, in characters. */
const MOST_CHARS = 110;

function exampleLines({ examples }: BehaviourReport): readonly string[] {
  const [first] = examples;
  if (!first) return [];
  const { row, intervention, before, after } = first;
  return [
    heading(`For example, row ${row}: ${intervention}`),
    `  before ${sideOf(before)}: ${dim(cleanText(before.rationale, MOST_CHARS))}`,
    `  after  ${sideOf(after)}: ${dim(cleanText(after.rationale, MOST_CHARS))}`,
  ];
}

function sideOf({
  action,
  score,
}: {
  readonly action: 1 | -1 | null;
  readonly score: number | null;
}): string {
  return action === null ? "undecided" : `${action === 1 ? "buy" : "sell"} ${plain(score)}`;
}
