/** What moves the agent: stated weights against measured influence, and how often a change turns its decisions. */
import { dotChart } from "../../charts/dot-chart.ts";
import type { BehaviourReport } from "../../../graphs/behaviour/report.ts";
import type { Evaluation } from "../../../graphs/evaluation/evaluation.ts";
import { figure, paragraph, part, section, table } from "../blocks.ts";
import { type Content, type Markup, markup } from "../markup.ts";
import { fine, percent, ratio, shareText, withRange, written } from "../words.ts";

/** The section; without a probe it says how to get one. */
export function behaviourSection({ behaviour }: Evaluation): Markup {
  if (behaviour === null) {
    return section("behaviour", "What moves it", [
      paragraph(
        markup`Not probed. <code>hindcast behaviour --out DIR</code> changes one input at a time and measures what that does to the decisions; after it, evaluate again.`,
      ),
    ]);
  }
  const { sample, turned } = behaviour;
  return section("behaviour", "What moves it", [
    paragraph(
      `One input at a time was changed on ${sample.rows.length} of ${sample.pool} decided rows. ${shareText(turned)} of all decisions went over to the other side.`,
    ),
    influenceFigure(behaviour),
    flipFigure(behaviour),
    interventionTable(behaviour),
    paragraph(consistencyText(behaviour)),
    examples(behaviour),
  ]);
}

function influenceFigure({ weights, interventions }: BehaviourReport): Markup | null {
  const { channels, agreement, citingRows } = weights;
  if (channels.length === 0) return null;
  const all = channels.reduce((sum, { absShift }) => sum + (absShift ?? 0), 0);
  return figure(
    dotChart({
      title: "What it cites, and what moves it",
      series: ["share of citations", "share of measured influence"],
      label: "share of the whole; the interval is that of the channel's own change",
      percent: true,
      rows: channels.map(({ channel, cited, measured }) => {
        const interval = interventions.find(
          (each) => each.channel === channel && each.name.startsWith("drop "),
        )?.figures.absShift.interval;
        return {
          name: channel,
          dots: [
            { value: cited },
            {
              value: measured,
              interval:
                interval && all > 0
                  ? { low: Math.max(0, interval.low / all), high: interval.high / all }
                  : null,
            },
          ],
        };
      }),
    }),
    "Influence by channel",
    `The order of what it cites against the order of what moves it: tau ${written(agreement.tau, ratio)} (1 the same, -1 the opposite), over ${channels.length} channels and ${citingRows} rows that cite anything.`,
  );
}

function flipFigure({ interventions }: BehaviourReport): Markup | null {
  if (interventions.length === 0) return null;
  return figure(
    dotChart({
      title: "Decisions that a change turned",
      series: ["turned"],
      label: "share of rows, with Wilson intervals",
      percent: true,
      rows: interventions.map(({ name, figures: { flipped } }) => ({
        name: `${name} (${flipped.of})`,
        dots: [{ value: flipped.share, interval: flipped.interval }],
      })),
    }),
    "Flip rates",
    "A change that should not matter and turns decisions all the same is a fault; one that should and does not shows evidence that is not used.",
  );
}

function interventionTable({ interventions }: BehaviourReport): Markup {
  return table({
    caption: "Every change, and what it did",
    columns: [
      { head: "change", kind: "text" },
      { head: "channel", kind: "text" },
      { head: "turned", kind: "number" },
      { head: "shift of the score", kind: "number" },
      { head: "size of the shift", kind: "number" },
    ],
    rows: interventions.map(({ name, channel, says, figures }): readonly Content[] => [
      markup`${name}<span class="clause">${says}</span>`,
      channel,
      shareText(figures.flipped),
      withRange(figures.shift.mean, figures.shift.interval, fine),
      withRange(figures.absShift.mean, figures.absShift.interval, fine),
    ]),
  });
}

/** Why asking again told nothing, in words. */
const UNSAMPLED: Readonly<Record<NonNullable<BehaviourReport["consistency"]["reason"]>, string>> = {
  rule: "a rule answers, which always says the same",
  "no seed": "no model takes a seed",
  greedy: "every model answers greedily, at a temperature of 0",
  "not asked": "it was not asked again",
};

function consistencyText({ consistency: { samples, reason, figures } }: BehaviourReport): string {
  if (figures === null) {
    return `How alike its answers to one question are is not known${reason === null ? "" : `: ${UNSAMPLED[reason]}`}.`;
  }
  return `Asked ${samples} times more with other seeds, ${shareText(figures.sameSide)} of answers took the same side; on ${shareText(figures.steadyRows)} of rows all did.`;
}

function examples({ examples: pairs }: BehaviourReport): Markup | null {
  if (pairs.length === 0) return null;
  return part(
    "Before and after",
    pairs.slice(0, 4).map(
      ({ intervention, row, before, after }) => markup`<h4>Row ${row}: ${intervention}</h4>
<p>Before, ${sideOf(before)}:</p>
<blockquote class="quote">${before.rationale}</blockquote>
<p>After, ${sideOf(after)}:</p>
<blockquote class="quote">${after.rationale}</blockquote>
`,
    ),
  );
}

function sideOf({ action, confidence }: BehaviourReport["examples"][number]["before"]): string {
  if (action === null) return "undecided";
  return `${action === 1 ? "buy" : "sell"} with a confidence of ${written(confidence, percent)}`;
}
