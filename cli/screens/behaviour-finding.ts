/** What a probe of behaviour came to, in words. */
import type { BehaviourReport, InterventionFigures } from "../../graphs/behaviour/report.ts";
import { interval, plain, share } from "../../data/figures.ts";
import { bold } from "./format.ts";

/** What it came to, a sentence a line, the whole first. */
export function behaviourFinding(report: BehaviourReport): readonly string[] {
  if (report.sample.rows.length === 0) {
    return ["Nothing can be said: no row was decided, so there is no decision to turn."];
  }
  return [
    ...wholeLines(report),
    ...newsLine(report),
    ...orderLine(report),
    ...anchorLine(report),
    ...weightLine(report),
    consistencyLine(report),
    ...(report.simulatedNodes.length > 0
      ? ["Simulated: a fixed rule answered in the place of a language model."]
      : []),
  ];
}

function wholeLines({ turned, interventions, sample }: BehaviourReport): readonly string[] {
  const side =
    sample.buys === 0 || sample.sells === 0
      ? [`All ${sample.rows.length} rows are ${sample.buys === 0 ? "sells" : "buys"}.`]
      : [];
  if (turned.of === 0) {
    return ["Nothing can be said: no intervention changed what a node is given.", ...side];
  }
  if (turned.hits === 0) {
    return [
      `It ${bold("never changes its mind")}: 0 of ${turned.of} interventions turned a decision.`,
      ...movedLine(interventions),
      ...side,
    ];
  }
  const ranked = interventions
    .filter(({ figures }) => figures.flipped.hits > 0)
    .toSorted((a, b) => (b.figures.flipped.share ?? 0) - (a.figures.flipped.share ?? 0));
  const still = interventions.filter(
    ({ figures }) => figures.flipped.of > 0 && figures.flipped.hits === 0,
  );
  const [most] = ranked;
  return [
    `${bold(`${turned.hits} of ${turned.of}`)} interventions turned a decision: ${share(turned.share)} ${interval(turned.interval, share)}.`,
    ...(most ? [`What turns most: ${most.name}, ${counted(most)} rows.`] : []),
    ...(still.length > 0 ? [`What turned none: ${still.map(({ name }) => name).join(", ")}.`] : []),
    ...side,
  ];
}

/** Where no decision turned: whether anything moved at all. */
function movedLine(interventions: readonly InterventionFigures[]): readonly string[] {
  const moved = interventions.filter(({ figures }) => (figures.absShift.mean ?? 0) > 0);
  return moved.length === 0
    ? ["Nor did one move its score: whatever it is given, it answers the same."]
    : [
        `The score moved under ${moved.length} of ${interventions.length} interventions, most under "${mostMoving(moved)}".`,
      ];
}

function mostMoving(moved: readonly InterventionFigures[]): string {
  const [most] = moved.toSorted(
    (a, b) => (b.figures.absShift.mean ?? 0) - (a.figures.absShift.mean ?? 0),
  );
  return most?.name ?? "";
}

function newsLine({ interventions }: BehaviourReport): readonly string[] {
  const [text, opinion] = ["flip news text", "flip news opinion"].map((name) =>
    interventions.find((each) => each.name === name),
  );
  if (!text || !opinion || text.figures.flipped.of + opinion.figures.flipped.of === 0) return [];
  return [
    `The news turned around turned ${counted(text)} rows; the analyst's opinion of it, ${counted(opinion)}.`,
  ];
}

function orderLine({ interventions }: BehaviourReport): readonly string[] {
  const orders = interventions.filter(
    ({ channel, figures }) => channel.endsWith("order") && figures.flipped.of > 0,
  );
  if (orders.length === 0) return [];
  const isStill = orders.every(({ figures }) => (figures.absShift.mean ?? 0) < 1e-12);
  const counts = orders.map((each) => `${each.name} ${counted(each)}`).join(", ");
  return [
    isStill
      ? `Order makes no difference on these rows (${counts}, and no score moved).`
      : `Order ${orders.some(({ figures }) => figures.flipped.hits > 0) ? "turns decisions" : "moves scores"}: ${counts} rows.`,
  ];
}

function anchorLine({ interventions }: BehaviourReport): readonly string[] {
  const anchor = interventions.find(({ channel }) => channel === "anchor");
  if (!anchor || anchor.figures.flipped.of === 0) return [];
  const { shift } = anchor.figures;
  return [
    `A survey in the news that says 90 % for 10 % moves the score by ${plain(shift.mean)} ${interval(shift.interval, plain)} and turned ${counted(anchor)} rows.`,
  ];
}

function weightLine({ weights }: BehaviourReport): readonly string[] {
  const said = topOf(weights.channels.map((each) => [each.channel, each.cited]));
  const moves = topOf(weights.channels.map((each) => [each.channel, each.measured]));
  if (said === null) return ["It cites nothing that it was shown, so it states no weight."];
  const cites = `It cites ${said.names} most (${share(said.value)}${said.isTied ? " each" : ""})`;
  if (moves === null) return [`${cites}, but dropping a channel moves nothing.`];
  const { same, opposite, tied } = weights.agreement;
  return [
    `${cites}; dropping ${moves.names} moves it most (${share(moves.value)} of all). ` +
      `Both put ${same} of ${same + opposite + tied} pairs of channels in the same order.`,
  ];
}

function consistencyLine({ consistency }: BehaviourReport): string {
  const { reason, figures, samples } = consistency;
  if (figures) {
    return (
      `Asked ${samples} times more with other seeds, it takes the same side ${share(figures.sameSide.share)} of the time; ` +
      `on ${figures.steadyRows.hits} of ${figures.steadyRows.of} rows always.`
    );
  }
  const why = {
    rule: "a fixed rule gives one answer to one question",
    "no seed": "the model takes no seed, so that asking again is no other sample",
    greedy: "the model answers greedily (temperature 0), which has one answer to one question",
    "not asked": "no further samples were asked for",
  };
  return `Self-consistency: n/a, ${why[reason ?? "not asked"]}.`;
}

/** The largest share and all who have it; null where none is known. */
function topOf(
  items: readonly (readonly [string, number | null])[],
): { readonly names: string; readonly value: number; readonly isTied: boolean } | null {
  const known = items.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
  if (known.length === 0) return null;
  const value = Math.max(...known.map((item) => item.value));
  const top = known.filter((item) => value - item.value < 1e-9).map(({ name }) => name);
  return { names: top.join(" and "), value, isTied: top.length > 1 };
}

function counted({ figures: { flipped } }: InterventionFigures): string {
  return `${flipped.hits} of ${flipped.of}`;
}
