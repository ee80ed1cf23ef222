/** One decided row as one line: for people, and as JSON for programs. */
import type { MarketRow } from "../../data/row.ts";
import { formatDatetime } from "../../data/datetime.ts";
import { plain } from "../../data/figures.ts";
import type { RowRecord } from "../../graphs/row-record.ts";

/** `row 120  2025-02-24 20:00  buy  0.50  "rationale"`: side, or why there is none, and score. */
export function decisionLine({ row, decision }: RowRecord, { observation }: MarketRow): string {
  const time = formatDatetime(observation.timeMs)
    .replace("T", " ")
    .replace(/(?::00)?Z$/, "");
  const { action, status, score, rationale } = decision;
  const side = action === null ? status : action > 0 ? "buy" : "sell";
  return `row ${row}  ${time}  ${side}  ${plain(score)}  ${JSON.stringify(rationale)}`;
}

/** The fields of a line of `decisions.csv`; what has no value is null. */
export function decisionJson(
  { row, decision, cases }: RowRecord,
  { observation }: MarketRow,
): string {
  const { action, score, confidence, status, rationale } = decision;
  return JSON.stringify({
    row,
    datetime: formatDatetime(observation.timeMs),
    close: observation.close,
    action,
    score,
    confidence,
    status,
    rationale,
    cases: cases.map((found) => found.row),
  });
}
