/** `decisions.csv`, `positions.csv`, and the counts that a run is summed up by. */
import { stringify } from "csv-stringify/sync";
import { formatDatetime } from "../data/datetime.ts";
import type { MarketData } from "../data/load-rows.ts";
import type { Status } from "../data/vocabulary.ts";
import type { RowRecord } from "./row-record.ts";
import { AGENT, AGENT_BY_SCORE, type RunPositions } from "./run-positions.ts";

const DECISION_COLUMNS = [
  "row",
  "datetime",
  "close",
  "action",
  "score",
  "confidence",
  "status",
  "rationale",
  "cases",
];

/** `decisions.csv`: one line a row, in row order; cells that have no value are empty. */
export function decisionsCsv(data: MarketData, records: readonly RowRecord[]): string {
  const lines = records.map(({ row, decision, cases }) => {
    const bar = data.rows[row]?.observation;
    return [
      row,
      bar ? formatDatetime(bar.timeMs) : "",
      bar?.close,
      decision.action,
      decision.score,
      decision.confidence,
      decision.status,
      decision.rationale,
      cases.map((found) => found.row).join(" "),
    ];
  });
  return stringify([DECISION_COLUMNS, ...lines]);
}

/** Columns of `positions.csv` before those of the rules. */
export const POSITION_COLUMNS = ["row", "datetime", "close", "label", AGENT, AGENT_BY_SCORE];

/**
 * `positions.csv`: bars, labels and every position series that the run was scored by, so that the directory alone
 * can be evaluated. One line a row, in row order; the label is -1, 1 or empty.
 */
export function positionsCsv(
  data: MarketData,
  records: readonly RowRecord[],
  { action, score, rules }: RunPositions,
): string {
  const lines = records.map(({ row }, i) => {
    const { observation: bar, label = null } = data.rows[row] ?? {};
    return [
      row,
      bar ? formatDatetime(bar.timeMs) : "",
      bar?.close,
      label,
      action[i],
      score[i],
      ...rules.map(({ positions }) => positions[i]),
    ];
  });
  return stringify([[...POSITION_COLUMNS, ...rules.map(({ name }) => name)], ...lines]);
}

/** How many rows ended each way. */
export type StatusCounts = Readonly<Record<Status, number>>;

/** Counts rows by status. */
export function countStatuses(records: readonly RowRecord[]): StatusCounts {
  const count = (status: Status): number =>
    records.filter(({ decision }) => decision.status === status).length;
  return {
    decided: count("decided"),
    rule: count("rule"),
    abstained: count("abstained"),
    failed: count("failed"),
  };
}

/** What nodes lacked or did in another's stead, and on how many rows: `arbitrate, stand-in: fixed rule`. */
export function countRemarks(records: readonly RowRecord[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { node, kind, what } of records.flatMap(({ remarks }) => remarks)) {
    const key = `${node}, ${kind}: ${what}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
