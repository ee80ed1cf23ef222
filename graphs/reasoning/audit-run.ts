/** The reasoning audit of a run directory. */
import { type ReasoningAudit, auditReasoning } from "../../backtest/reasoning/reasoning-audit.ts";
import { readTracedRows } from "./read-trace.ts";
import { reasonedRows } from "./reasoned-rows.ts";

/**
 * Audits what the arbiter of a run gave as its reasons. Asks no model and needs no data file: all it reads is what
 * the run wrote.
 * @throws InputError naming the file that is missing or broken
 */
export async function auditRunReasoning(directory: string): Promise<ReasoningAudit> {
  return auditReasoning(reasonedRows(await readTracedRows(directory)));
}
