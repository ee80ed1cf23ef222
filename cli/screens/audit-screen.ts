/** The screen of `hindcast audit`: the verdict in a sentence, one table, and where each leak first showed. */
import type { AuditReport } from "../../graphs/audit/audit.ts";
import type { ExperimentReport } from "../../graphs/audit/laboratory.ts";
import {
  type ExperimentName,
  type Finding,
  MAX_FAILED_SHARE,
} from "../../graphs/audit/experiment.ts";
import type { RunConfig } from "../../graphs/run-config.ts";
import { spokenToggles } from "../../graphs/toggles.ts";
import { bold, dim, heading, table } from "./format.ts";
import { ownNodesLine } from "./model-lines.ts";

/** What each experiment changes, t being the row decided. */
const CHANGES: Readonly<Record<ExperimentName, string>> = {
  wall: "nothing: is any read of the future refused?",
  repeat: "nothing but the wall clock, 400 days on",
  truncation: "rows after t are not there",
  perturbation: "every cell after t is another",
  unknowable: "labels and outcomes unknown at t are others",
  canaries: "every row bears marks of its own",
  detached: "every cell of every row is another",
  calendar: "all rows are seven years later",
  "warm-up": "the first rows are left out",
  order: "16 rows at once, nodes in turn, later half first",
};

/** What a finding of each shows. Those of the last five may be no look-ahead, but cannot be told from it. */
const SHOWS: Readonly<Record<ExperimentName, string>> = {
  wall: "a node asked for what was not known yet",
  truncation: "decisions depend on later rows",
  perturbation: "decisions depend on later rows",
  unknowable: "decisions depend on labels or outcomes that were not known yet",
  canaries: "something of a later row turned up",
  repeat: "the same rows give other decisions another time",
  detached: "something goes by the row's number alone: a counter, or data from elsewhere",
  calendar: "decisions go by the date: a date as a feature, or data joined by time",
  "warm-up": "decisions depend on where the data starts",
  order: "decisions depend on the order of the work",
};
const LOOK_AHEAD: ReadonlySet<ExperimentName> = new Set([
  "wall",
  "truncation",
  "perturbation",
  "unknowable",
  "canaries",
]);

/** What is audited, before it is. */
export function auditLines(
  spoken: string,
  rows: number,
  config: RunConfig,
  nodes: readonly string[],
): string {
  const off = config.without.length > 0 ? `, without ${config.without.join(", ")}` : "";
  const toggles = spokenToggles(config);
  return [
    `data   ${spoken}, ${rows} rows`,
    ...(nodes.length === 0 ? [] : [ownNodesLine(nodes)]),
    ...(config.sentimentBy === "classifier"
      ? ["mood   by the classifier, in the sentiment analyst's place"]
      : []),
    `cases  ${config.embedder} embeddings, horizon ${config.horizonBars} bars${off}`,
    ...(toggles.length === 0 ? [] : [`on     ${toggles.join(", ")}`]),
    "model  fingerprint: answers with a hash of its prompt, so that a leaked byte changes the decision; no other is asked",
    ...(config.embedder.startsWith("openai:")
      ? [
          `cost   ${config.embedder} is asked for vectors of the changed texts, too: twice ${rows} more`,
        ]
      : []),
    "",
  ].join("\n");
}

/** The report as text. */
export function auditScreen(report: AuditReport): string {
  const found = report.experiments.flatMap(({ name, outcome }) =>
    outcome.verdict === "leak" ? findingLines(name, outcome.finding) : [],
  );
  return [
    heading("What it came to"),
    ...summary(report).map((line) => `  ${line}`),
    ...(found.length > 0 ? [heading("Where it first showed"), ...found] : []),
    heading(`Experiments (rows ${report.rows.from} to ${report.rows.to - 1})`),
    table(["experiment", "rows", "outcome", "peeks caught"], report.experiments.map(experimentRow)),
    ...notes(report).map((line) => dim(`  ${line}`)),
    "",
  ].join("\n");
}

/** Why the audit failed, in a line; null where it did not. */
export function faultLine(report: AuditReport): string | null {
  if (report.verdict === "clean") return null;
  if (report.verdict === "no power") {
    return `audit: no power on this data: ${blindSpots(report).join("; ")}`;
  }
  const leaks = report.experiments.flatMap(({ name, outcome }) =>
    outcome.verdict === "leak" ? [{ name, ...outcome.finding }] : [],
  );
  const [first] = leaks;
  const where = first ? `row ${first.row}, ${first.node}, ${first.channel} ${first.field}` : "";
  const names = leaks.map(({ name }) => name);
  const what = names.some((name) => LOOK_AHEAD.has(name))
    ? "look-ahead"
    : "decisions depend on more than what was known";
  return `audit: ${what}, by ${names.join(", ")}; first at ${where.trim()}`;
}

function summary(report: AuditReport): readonly string[] {
  const { experiments, failedRows } = report;
  const ran = experiments.filter(({ outcome }) => outcome.verdict !== "not run");
  const leaks = experiments.filter(({ outcome }) => outcome.verdict === "leak");
  const peeks = experiments.flatMap((each) => each.peeks.filter(({ bites }) => bites));
  const failed =
    failedRows > 0 ? [`At ${failedRows} rows a node broke: there is little to see there.`] : [];
  if (leaks.length > 0) {
    const headline = leaks.some(({ name }) => LOOK_AHEAD.has(name))
      ? "Decisions can have seen the future."
      : "Decisions depend on more than what was known at their row.";
    const shown = leaks.map(({ name }) => `${name}: ${SHOWS[name]}`);
    return [bold(headline), ...shown, ...failed];
  }
  if (report.verdict === "no power") {
    return [
      bold("The audit has no power on this data: a leak would go unseen."),
      ...blindSpots(report),
    ];
  }
  return [
    bold(`No decision saw the future: ${ran.length} experiments, no byte different.`),
    coverage(report),
    `All ${peeks.length} leaks put in on purpose were caught on this data.`,
    ...failed,
  ];
}

/** Which rows were tried, and which experiments could not be. */
function coverage({ experiments, rows }: AuditReport): string {
  const total = rows.to - rows.from;
  const part = experiments.flatMap(({ name, outcome }) => {
    if (outcome.verdict === "not run") return [`${name} on none`];
    return outcome.rows < total ? [`${name} on ${outcome.rows}`] : [];
  });
  const but = part.length === 0 ? "" : `, but ${part.join(", ")}`;
  return `Each on all of ${total} rows${but}.`;
}

function blindSpots({ experiments, rows, failedRows }: AuditReport): readonly string[] {
  const total = rows.to - rows.from;
  const spots = experiments.flatMap(({ name, outcome, peeks }) => {
    if (outcome.verdict !== "clean") return [];
    const biting = peeks.filter(({ bites }) => bites);
    if (biting.length === 0) return [`${name}: no peek could be put in`];
    return biting.flatMap(({ peek, caughtAt }) =>
      caughtAt === null ? [`${name}: did not see "${peek}"`] : [],
    );
  });
  const ran = experiments.some(({ outcome }) => outcome.verdict !== "not run");
  return [
    ...(ran ? [] : ["no experiment could be made"]),
    ...(failedRows > MAX_FAILED_SHARE * total
      ? [`a node broke at ${failedRows} of ${total} rows`]
      : []),
    ...spots,
  ];
}

function notes({ experiments }: AuditReport): readonly string[] {
  return [
    ...experiments.flatMap(({ name, outcome }) => {
      if (outcome.verdict === "not run") return [`${name}: not run, ${outcome.why}.`];
      if (outcome.verdict === "leak" || outcome.note === null) return [];
      return [`${name}: ${outcome.note}.`];
    }),
    "Every byte that was embedded, retrieved, asked, answered and decided at t is compared.",
    "Peeks: leaks put in on purpose, to see whether the experiment would see one on this data.",
    "Not varied, and not seen: what a node looks up elsewhere by the words of a text.",
  ];
}

function experimentRow({ name, outcome, peeks }: ExperimentReport): readonly string[] {
  const biting = peeks.filter(({ bites }) => bites);
  const caught = biting.filter(({ caughtAt }) => caughtAt !== null).length;
  return [
    `${name.padEnd(12)}  ${CHANGES[name]}`,
    outcome.verdict === "not run" ? "n/a" : String(outcome.rows),
    outcomeText(outcome),
    biting.length === 0 ? "n/a" : `${caught} of ${biting.length}`,
  ];
}

function outcomeText(outcome: ExperimentReport["outcome"]): string {
  if (outcome.verdict === "leak") return bold(`FOUND, row ${outcome.finding.row}`);
  return outcome.verdict;
}

function findingLines(name: string, finding: Finding): readonly string[] {
  const { row, node, channel, field, expected, was, meaning } = finding;
  return [
    `  ${bold(name)}: row ${row}, ${node}, ${[channel, field].filter((part) => part !== "").join(" ")}`,
    `    ${meaning}`,
    `    expected  ${expected}`,
    `    was       ${was}`,
  ];
}
