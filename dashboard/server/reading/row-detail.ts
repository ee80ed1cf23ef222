/** All about one decision, from its lines in the run's files and from the dataset. */
import { z } from "zod";
import { auditRow } from "../../../backtest/reasoning/audit-row.ts";
import { formatDatetime } from "../../../data/datetime.ts";
import { featureSetSchema } from "../../../data/features/feature-set.ts";
import type { MarketData } from "../../../data/load-rows.ts";
import { COLUMNS, TEXT_FIELDS } from "../../../data/row.ts";
import { NODE_NAMES, type NodeName, type RetrievedCase } from "../../../data/vocabulary.ts";
import { analystReportSchema } from "../../../nodes/channels.ts";
import { featureEvidence } from "../../../nodes/evidence.ts";
import type { TracedRun } from "../../../graphs/reasoning/read-trace.ts";
import { reasonedRow } from "../../../graphs/reasoning/reasoned-rows.ts";
import type { RowRecord } from "../../../graphs/row-record.ts";
import type { CallDetail, CaseDetail, NodeDetail, RowDetail } from "../../wire/api.ts";
import type { Bar } from "./data-shelf.ts";
import type { LangsmithLink } from "./langsmith-link.ts";

/** What a detail is made of. */
export interface RowParts {
  readonly record: RowRecord;
  readonly nodes: Nodes;
  /** A bar of the run or of its dataset; null where it is not known. */
  readonly bar: (row: number) => Bar | null;
  /** The run's dataset; null where it is not at hand. */
  readonly data: MarketData | null;
  readonly horizonBars: number;
  /** The run's traces in LangSmith; null where there are none. */
  readonly langsmith: LangsmithLink | null;
}

/** The detail. @throws RangeError when the row's own bar is not known */
export function rowDetail(parts: RowParts): RowDetail {
  const { record, nodes, bar, horizonBars } = parts;
  const { row, decision } = record;
  const [now, then] = [bar(row), bar(row + horizonBars)];
  if (now === null) throw new RangeError(`row ${row}: expected its bar, was none`);
  const outcome = then === null ? null : then.close / now.close - 1;
  const audit = auditOf(parts);
  return {
    row,
    datetime: formatDatetime(now.timeMs),
    close: now.close,
    decision,
    label: now.label,
    outcome,
    earned: outcome === null || decision.action === null ? null : decision.action * outcome,
    news: newsOf(parts.data, row),
    features: featuresOf(nodes),
    cases: record.cases.map((found) => caseDetail(found, parts)),
    analysts: ANALYSTS.flatMap(({ name, node }) => {
      const report = reportOf(nodes, node, name);
      return report === null ? [] : [{ name, node, report }];
    }),
    numbers: audit?.numbers ?? [],
    findings: audit?.findings ?? [],
    remarks: record.remarks,
    nodes: NODE_NAMES.flatMap((node) => nodeDetail(nodes.get(node)) ?? []),
    langsmithUrl: langsmithUrl(parts),
  };
}

type Nodes = ReadonlyMap<NodeName, TracedRun>;

const ANALYSTS = [
  { name: "sentiment", node: "analyzeSentiment" },
  { name: "quant", node: "analyzeQuant" },
] as const;

function auditOf({ record, nodes, bar, horizonBars }: RowParts) {
  const { row } = record;
  const closes = [row, row + horizonBars].flatMap((at) => {
    const close = bar(at)?.close;
    return close === undefined ? [] : [[at, close] as const];
  });
  const outline = { records: new Map([[row, record]]), closes: new Map(closes), horizonBars };
  const reasoned = reasonedRow({ row, nodes }, outline);
  return reasoned && auditRow(reasoned);
}

/** Every text column that the file has; an empty cell is an empty text. */
function newsOf(data: MarketData | null, row: number): RowDetail["news"] {
  const observation = data?.rows[row]?.observation;
  if (!data || !observation) return null;
  return TEXT_FIELDS.filter((field) => !data.absentFields.includes(field)).map((field) => ({
    column: COLUMNS[field],
    text: observation[field] ?? "",
  }));
}

function featuresOf(nodes: Nodes): RowDetail["features"] {
  const output = z
    .object({ features: featureSetSchema })
    .safeParse(nodes.get("extractFeatures")?.output);
  return output.success ? featureEvidence(output.data.features) : [];
}

/** As the analyst gave it; where its line is not there, as the arbiter got it. */
function reportOf(nodes: Nodes, node: NodeName, name: string) {
  for (const channels of [nodes.get(node)?.output, nodes.get("arbitrate")?.input]) {
    const held = z.record(z.string(), z.unknown()).safeParse(channels).data?.[name];
    const report = analystReportSchema.safeParse(held);
    if (report.success) return report.data;
  }
  return null;
}

function caseDetail(found: RetrievedCase, { bar, horizonBars }: RowParts): CaseDetail {
  const from = bar(found.row);
  const bars = Array.from({ length: horizonBars + 1 }, (_, i) => bar(found.row + i));
  const path = bars.flatMap((held) => (held && from ? held.close / from.close - 1 : []));
  return {
    ...found,
    datetime: from && formatDatetime(from.timeMs),
    path: path.length === bars.length ? path : null,
  };
}

/** A node's run as the page shows it; null for none. */
export function nodeDetail(run: TracedRun | undefined): NodeDetail | null {
  if (!run) return null;
  const { node, input, output } = run;
  return {
    node,
    input: input ?? null,
    output: output ?? null,
    durationMs: run.durationMs ?? null,
    promptTokens: run.promptTokens ?? null,
    completionTokens: run.completionTokens ?? null,
    costUsd: run.costUsd ?? null,
    calls: run.calls.map(callDetail),
  };
}

function callDetail(call: TracedRun["calls"][number]): CallDetail {
  const { model, messages, reply, fault, cached = false, latencyMs = null } = call;
  return { model, messages, reply, fault, cached, latencyMs };
}

/** The row's root run; its name comes from a file and is let into an address only as what it should be. */
function langsmithUrl({ record, nodes, langsmith }: RowParts): string | null {
  const traceId = [...nodes.values()].find((run) => run.traceId !== undefined)?.traceId;
  if (!langsmith?.holds(record.row) || !/^[\w-]{1,64}$/.test(traceId ?? "")) return null;
  return `${langsmith.project}/r/${traceId}`;
}
