/** Which rows of a run a reader wants to see, and how many there are of each sort. */
import { FINDING_KINDS, type FindingKind } from "../../../backtest/reasoning/finding.ts";
import type { Status } from "../../../data/vocabulary.ts";
import type { RunMarks, RunSeries } from "../../wire/api.ts";

/** In the order of the page. */
export const STATUSES = [
  "decided",
  "rule",
  "abstained",
  "failed",
] as const satisfies readonly Status[];

/** Rows that meet all of it. */
export interface RowFilter {
  /** One of these; none stands for any. */
  readonly statuses: readonly Status[];
  /** With a finding of this kind, or with any. */
  readonly finding: FindingKind | "any" | null;
  /** With an error of this class, or with any. */
  readonly error: string | null;
  /** At which the analysts took opposite sides. */
  readonly disagreement: boolean;
  /** At which the run beside it decided otherwise. */
  readonly differing: boolean;
}

export const EVERY_ROW: RowFilter = {
  statuses: [],
  finding: null,
  error: null,
  disagreement: false,
  differing: false,
};

/** What is marked at each place of a run: a bit for each kind of finding, and one for disagreement. */
export type RowBits = Uint16Array;

const DISAGREEMENT = 1 << FINDING_KINDS.length;
const ANY_FINDING = DISAGREEMENT - 1;

/** Lays the marks of a run on its rows. */
export function rowBits({ row }: Pick<RunSeries, "row">, marks: RunMarks | null): RowBits {
  const bits = new Uint16Array(row.length);
  if (marks === null) return bits;
  const first = row[0] ?? 0;
  const mark = (rows: readonly number[], bit: number): void => {
    for (const number of rows) {
      // Rows of a run follow on one another; where they do not, they are looked for.
      const at = row[number - first] === number ? number - first : row.indexOf(number);
      if (at >= 0) bits[at] = (bits[at] ?? 0) | bit;
    }
  };
  for (const [at, kind] of FINDING_KINDS.entries()) mark(marks.findings[kind] ?? [], 1 << at);
  mark(marks.disagreement, DISAGREEMENT);
  return bits;
}

/** Kinds of findings among the bits, in the order of reports. */
export function findingsIn(bits: number): readonly FindingKind[] {
  return FINDING_KINDS.filter((_, at) => (bits & (1 << at)) !== 0);
}

/** Whether the analysts disagreed. */
export function isDisagreement(bits: number): boolean {
  return (bits & DISAGREEMENT) !== 0;
}

/** What rows are filtered by. */
export interface FilterGround {
  readonly series: Pick<RunSeries, "row" | "status">;
  readonly bits: RowBits;
  /** Rows by class of error. */
  readonly errors: RunMarks["errors"];
  /** 1 where the run beside it decided otherwise; null without one. */
  readonly differs: Uint8Array | null;
}

/** Places of the rows that pass, ascending. */
export function passingRows(
  { series, bits, errors, differs }: FilterGround,
  filter: RowFilter,
): Int32Array {
  const { length } = series.row;
  const places = new Int32Array(length);
  const statuses = new Set<Status>(filter.statuses);
  const wanted = findingBits(filter.finding);
  const erring = filter.error === null ? null : errorRows(errors, filter.error);
  let count = 0;
  for (let at = 0; at < length; at += 1) {
    const own = bits[at] ?? 0;
    const status = series.status[at];
    if (statuses.size > 0 && (status === undefined || !statuses.has(status))) continue;
    if (wanted !== 0 && (own & wanted) === 0) continue;
    if (erring !== null && !erring.has(series.row[at] ?? -1)) continue;
    if (filter.disagreement && !isDisagreement(own)) continue;
    if (filter.differing && differs !== null && differs[at] !== 1) continue;
    places[count] = at;
    count += 1;
  }
  return places.subarray(0, count);
}

/** Classes of errors by row, for rows that have any. */
export function errorsByRow(errors: RunMarks["errors"]): ReadonlyMap<number, readonly string[]> {
  const byRow = new Map<number, readonly string[]>();
  for (const [name, rows] of Object.entries(errors)) {
    for (const row of rows ?? []) byRow.set(row, [...(byRow.get(row) ?? []), name]);
  }
  return byRow;
}

function errorRows(errors: RunMarks["errors"], name: string): ReadonlySet<number> {
  return new Set(
    name === "any" ? Object.values(errors).flatMap((rows) => rows ?? []) : errors[name],
  );
}

function findingBits(finding: RowFilter["finding"]): number {
  if (finding === null) return 0;
  return finding === "any" ? ANY_FINDING : 1 << FINDING_KINDS.indexOf(finding);
}

/** Rows of each sort in the whole run. */
export interface RowCounts {
  readonly statuses: Readonly<Record<Status, number>>;
  readonly findings: ReadonlyMap<FindingKind | "any", number>;
  /** By class; "any" first. */
  readonly errors: ReadonlyMap<string, number>;
  readonly disagreement: number;
  readonly differing: number;
}

/** Counts rows of each sort; a row can be of several. */
export function countRows({ series, bits, errors, differs }: FilterGround): RowCounts {
  const statuses = { decided: 0, rule: 0, abstained: 0, failed: 0 };
  for (const status of series.status) statuses[status] += 1;
  const byKind = FINDING_KINDS.map(() => 0);
  let [any, disagreement] = [0, 0];
  for (const own of bits) {
    if (own === 0) continue;
    if ((own & ANY_FINDING) !== 0) any += 1;
    if ((own & DISAGREEMENT) !== 0) disagreement += 1;
    for (let at = 0; at < byKind.length; at += 1) {
      if ((own & (1 << at)) !== 0) byKind[at] = (byKind[at] ?? 0) + 1;
    }
  }
  const findings = new Map<FindingKind | "any", number>([
    ["any", any],
    ...FINDING_KINDS.map((kind, at) => [kind, byKind[at] ?? 0] as const),
  ]);
  return {
    statuses,
    findings,
    errors: new Map(
      ["any", ...Object.keys(errors)].map((name) => [name, errorRows(errors, name).size]),
    ),
    disagreement,
    differing: differs?.reduce((sum, own) => sum + own, 0) ?? 0,
  };
}
