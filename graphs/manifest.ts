/** `manifest.json`: what a run is named by, which models answered, and what it came to so far. No clock is read for it. */
import { COLUMNS } from "../data/row.ts";
import { type ModelNode, MODEL_NODES } from "../nodes/models/chat-model.ts";
import { type Knowledge, contaminatedRows, knowledgeOf } from "../nodes/models/knowledge.ts";
import { forEachNode } from "../nodes/models/node-models.ts";
import type { Pipeline } from "./pipeline.ts";
import { askingNodes } from "./run-config.ts";
import type { CallUsage, RowRecord } from "./row-record.ts";
import { type RecallReport, recallSection } from "./recall/report.ts";
import { countRemarks, countStatuses } from "./run-files.ts";
import { sumKnown } from "./trace-line.ts";

/** What a node's replies came to; null where a provider does not say. The same whenever the run is repeated. */
export interface NodeUsage {
  readonly calls: number;
  /** Replies of no use, by class of fault. */
  readonly faults: Readonly<Record<string, number>>;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** What the replies cost when they were got. */
  readonly costUsd: number | null;
  /** Share of the prompts' bytes that is the same for every row, which prefix caches serve; null without calls. */
  readonly staticShare: number | null;
}

/** A model that answered, and what it may know of the rows. */
interface ModelStamp {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly knowledge: Knowledge & {
    /** Leading rows that its training data may hold; null when its cut-off is unknown. */
    readonly contaminatedRows: number | null;
  };
}

/** Usage by node. */
export function usageByNode(records: readonly RowRecord[]): Readonly<Record<ModelNode, NodeUsage>> {
  const usage = records.flatMap((record) => record.usage);
  return forEachNode((node) => sumUsage(usage.filter((call) => call.node === node)));
}

/** What calls of any node came to. */
export function sumUsage(calls: readonly Omit<CallUsage, "node">[]): NodeUsage {
  const promptBytes = calls.reduce((sum, call) => sum + call.promptBytes, 0);
  const staticBytes = calls.reduce((sum, call) => sum + call.staticBytes, 0);
  const faults = new Map<string, number>();
  for (const { fault } of calls) if (fault) faults.set(fault, (faults.get(fault) ?? 0) + 1);
  return {
    calls: calls.length,
    faults: Object.fromEntries([...faults].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    promptTokens: sumKnown(calls.map((call) => call.promptTokens)),
    completionTokens: sumKnown(calls.map((call) => call.completionTokens)),
    costUsd: sumKnown(calls.map((call) => call.costUsd)),
    staticShare: promptBytes === 0 ? null : staticBytes / promptBytes,
  };
}

/** What all replies cost when they were got; null where one price is unknown, 0 without calls. */
export function costOfReplies(records: readonly RowRecord[]): number | null {
  const costs = records.flatMap(({ usage }) => usage.map((call) => call.costUsd));
  return costs.length === 0 ? 0 : sumKnown(costs);
}

/** The models that answer, by node; null for a node that is off. */
function stampModels({
  models,
  config,
  data,
}: Pipeline): Readonly<Record<ModelNode, ModelStamp | null>> {
  const times = data.rows.map(({ observation }) => observation.timeMs);
  const asking = new Set(askingNodes(config));
  return forEachNode((node) => {
    if (!asking.has(node)) return null;
    const { id, origin } = models[node];
    const { provider, name, parameters } = origin;
    const knowledge = knowledgeOf(origin);
    return {
      id,
      provider,
      name,
      parameters,
      knowledge: { ...knowledge, contaminatedRows: contaminatedRows(times, knowledge.cutoff) },
    };
  });
}

/** Rows from 0 on that a model that answers may have been trained on; null when a cut-off is unknown. */
export function contaminatedOf(pipeline: Pipeline): number | null {
  const stamps = stampModels(pipeline);
  const counts = MODEL_NODES.flatMap((node) => {
    const { knowledge } = stamps[node] ?? {};
    return knowledge === undefined || knowledge.basis === "none, it is a rule"
      ? []
      : [knowledge.contaminatedRows];
  });
  return counts.reduce<number | null>(
    (most, count) => (most === null || count === null ? null : Math.max(most, count)),
    0,
  );
}

/**
 * The file's text.
 * @param records null while the run is under way
 * @param recall what its models were found to remember; null where they were not probed
 */
export function manifestJson(
  pipeline: Pipeline,
  records: readonly RowRecord[] | null,
  recall: RecallReport | null = null,
): string {
  const { run, identity, data } = pipeline;
  const outcome = records && {
    rows: records.length,
    statuses: countStatuses(records),
    remarks: countRemarks(records),
    calls: usageByNode(records),
  };
  const manifest = {
    run,
    state: records === null ? "under way" : "finished",
    simulated: pipeline.simulatedNodes.length > 0,
    simulatedNodes: pipeline.simulatedNodes,
    data: {
      file: data.file.split(/[\\/]/).at(-1),
      rows: data.rows.length,
      absentColumns: data.absentFields.map((field) => COLUMNS[field]),
      sha256: data.sha256,
    },
    models: stampModels(pipeline),
    contaminatedRows: contaminatedOf(pipeline),
    identity,
    node: process.versions.node,
    ...outcome,
    // Last, so that a later probe can add it to the file as it stands.
    ...(recall && { recall: recallSection(recall) }),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
