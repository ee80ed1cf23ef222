/** What LangSmith is told of a decided row once its outcome is known: what it earned, whether it was right and grounded. */
import { auditRow } from "../../backtest/reasoning/audit-row.ts";
import { sha256 } from "../../data/hash.ts";
import type { Action } from "../../data/vocabulary.ts";
import type { Pipeline } from "../pipeline.ts";
import { isGrounded } from "../reasoning/grounded.ts";
import type { TracedRow } from "../reasoning/read-trace.ts";
import { reasonedRow } from "../reasoning/reasoned-rows.ts";
import type { RowRecord } from "../row-record.ts";
import type { RunFeedback } from "./langsmith-client.ts";

/** A row that LangSmith has: what feedback on it is made of. */
export interface ToldRow {
  readonly row: number;
  readonly action: Action | null;
  readonly traceId: string;
  readonly grounded: boolean | null;
}

/**
 * Whether a row's rationale keeps to what its writer was shown; null where no model gave reasons.
 * @param nodes the row's node runs
 */
export function groundedOf(
  nodes: TracedRow["nodes"],
  record: RowRecord,
  horizonBars: number,
): boolean | null {
  const records = new Map([[record.row, record]]);
  const reasoned = reasonedRow(
    { row: record.row, nodes },
    // What followed is no part of what a rationale may rest on.
    { records, closes: new Map(), horizonBars },
  );
  return reasoned === null ? null : isGrounded(auditRow(reasoned).findings);
}

/**
 * Return over the horizon that followed a row, a fraction; null where the decided rows end before. Bars behind them are
 * none of this run's: rows that are kept apart for a test are not to be told of while a choice is made.
 */
export function outcomeOf(
  { data, config }: Pick<Pipeline, "data" | "config">,
  row: number,
): number | null {
  const now = data.rows[row]?.observation.close;
  const ahead = row + config.horizonBars;
  const isDecided = config.rows === null || ahead < config.rows.to;
  const then = isDecided ? data.rows[ahead]?.observation.close : undefined;
  return now === undefined || then === undefined ? null : then / now - 1;
}

/**
 * What is not known is not said: a row without an action earned nothing and was neither right nor wrong, and an outcome
 * of exactly 0 proves neither.
 * @param action of the row
 * @param outcome return over the horizon, a fraction
 */
export function feedbackOf(
  runId: string,
  {
    action,
    outcome,
    grounded,
  }: {
    readonly action: number | null;
    readonly outcome: number | null;
    readonly grounded: boolean | null;
  },
): readonly RunFeedback[] {
  const earned = action === null || outcome === null ? null : action * outcome;
  const said = (key: string, score: number, comment: string | null = null): RunFeedback => ({
    id: feedbackId(runId, key),
    runId,
    key,
    score,
    comment,
  });
  return [
    ...(earned === null
      ? []
      : [said("realised_return", Number(earned.toFixed(4)), `${(earned * 1e4).toFixed(1)} bps`)]),
    ...(earned === null || earned === 0 ? [] : [said("right", earned > 0 ? 1 : 0)]),
    ...(grounded === null ? [] : [said("grounded", grounded ? 1 : 0)]),
  ];
}

/** The same for the same run and key, so that what is sent twice counts once. */
function feedbackId(runId: string, key: string): string {
  return nameUuid(`feedback ${runId} ${key}`);
}

/** A UUID (version 8, made from a hash) that names content. */
export function nameUuid(content: string): string {
  const hash = sha256(content);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
