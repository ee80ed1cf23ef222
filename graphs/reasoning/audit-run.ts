/** The reasoning audit of a run directory. */
import {
  type AuditedRow,
  type ReasoningAudit,
  summariseReasoning,
} from "../../backtest/reasoning/reasoning-audit.ts";
import { auditRow } from "../../backtest/reasoning/audit-row.ts";
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

/**
 * Audits a run's rows one by one, in row order.
 * @param onRow told of each traced row as it is read
 * @throws InputError naming the line of the trace that is broken
 */
export function auditTrace(
  directory: string,
  outline: RunOutline,
  onRow: (row: TracedRow) => void = () => {},
): readonly AuditedRow[] {
  const audited = new Map<number, AuditedRow>();
  for (const traced of readTrace(directory)) {
    onRow(traced);
    const reasoned = reasonedRow(traced, outline);
    if (reasoned === null) continue;
    const { inputText: _text, figures: _figures, cases: _cases, ...row } = reasoned;
    audited.set(row.row, { row, audit: auditRow(reasoned) });
  }
  return [...audited.values()].toSorted((a, b) => a.row.row - b.row.row);
}
