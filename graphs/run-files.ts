/** The files of a finished run: what they hold and how they are written. */
import { stringify } from "csv-stringify/sync";
import { formatDatetime } from "../data/datetime.ts";
import type { MarketData } from "../data/load-rows.ts";
import { COLUMNS } from "../data/row.ts";
import type { Status } from "../data/vocabulary.ts";
import { MODEL_NODES, type ModelNode } from "../nodes/models/chat-model.ts";
import type { Pipeline } from "./pipeline.ts";
import type { RowRecord } from "./row-record.ts";
import { sumKnown } from "./trace-line.ts";

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

/** What model calls of one node came to; null where a provider does not say. */
export interface CallTotals {
  readonly calls: number;
  readonly cached: number;
  readonly faulty: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly costUsd: number | null;
}

/** Calls by node. */
export function totalCalls(records: readonly RowRecord[]): Readonly<Record<ModelNode, CallTotals>> {
  const usage = records.flatMap((record) => record.usage);
  const totals = (node: ModelNode): CallTotals => {
    const own = usage.filter((call) => call.node === node);
    return {
      calls: own.length,
      cached: own.filter(({ cached }) => cached).length,
      faulty: own.filter(({ fault }) => fault !== null).length,
      promptTokens: sumKnown(own.map((call) => call.promptTokens)),
      completionTokens: sumKnown(own.map((call) => call.completionTokens)),
      costUsd: sumKnown(own.map((call) => call.costUsd)),
    };
  };
  const [sentiment, quant, arbiter] = MODEL_NODES;
  return { [sentiment]: totals(sentiment), [quant]: totals(quant), [arbiter]: totals(arbiter) };
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

/** `manifest.json`: what the run is named by, and what it came to so far. No clock is read for it. */
export function manifestJson(pipeline: Pipeline, records: readonly RowRecord[] | null): string {
  const { run, identity, data } = pipeline;
  const outcome = records && {
    rows: records.length,
    statuses: countStatuses(records),
    remarks: countRemarks(records),
    calls: totalCalls(records),
  };
  const manifest = {
    run,
    state: records === null ? "under way" : "finished",
    simulated: pipeline.simulated,
    data: {
      file: data.file.split(/[\\/]/).at(-1),
      rows: data.rows.length,
      absentColumns: data.absentFields.map((field) => COLUMNS[field]),
      sha256: data.sha256,
    },
    identity,
    node: process.versions.node,
    ...outcome,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
