/** The reasoning audit of a run directory. */
import {
  type AuditedRow,
  type ReasoningAudit,
  summariseReasoning,
} from "../../backtest/reasoning/reasoning-audit.ts";
import { auditRow } from "../../backtest/reasoning/audit-row.ts";
import { MODEL_NODES } from "../../nodes/models/chat-model.ts";
import { type RunOutline, type TracedRow, readOutline, readTrace } from "./read-trace.ts";
import { reasonedRow } from "./reasoned-rows.ts";

/**
 * Audits what the arbiter of a run gave as its reasons. Asks no model and needs no data file: all it reads is what
 * the run wrote.
 * @throws InputError naming the file that is missing or broken
 */
export async function auditRunReasoning(directory: string): Promise<ReasoningAudit> {
  return summariseReasoning(auditTrace(directory, await readOutline(directory)));
}

/** What the audit reads of a row: analysts that a model may have answered for, and the arbiter. */
const ANSWERING: ReadonlySet<string> = new Set(MODEL_NODES);

/**
 * Audits a run's rows one by one, in row order.
 * @param onRow told of each traced row as it is read
 * @param isWhole rows of which all node runs are read; of others, those that a model may have answered in
 * @throws InputError naming the line of the trace that is broken
 */
export function auditTrace(
  directory: string,
  outline: RunOutline,
  onRow?: (row: TracedRow) => void,
  isWhole?: (row: number) => boolean,
): readonly AuditedRow[] {
  const audited = new Map<number, AuditedRow>();
  const wants = (row: number, node: string): boolean =>
    ANSWERING.has(node) || isWhole?.(row) === true;
  for (const traced of readTrace(directory, wants)) {
    onRow?.(traced);
    const reasoned = reasonedRow(traced, outline);
    if (reasoned === null) continue;
    const { inputText: _text, figures: _figures, cases: _cases, ...row } = reasoned;
    audited.set(row.row, { row, audit: auditRow(reasoned) });
  }
  return [...audited.values()].toSorted((a, b) => a.row.row - b.row.row);
}
