/** Decides one configuration of an experiment in a run directory, and reads back what it did row by row. */
import type { AuditedRow } from "../../backtest/reasoning/reasoning-audit.ts";
import { ReplayMissError } from "../../data/errors.ts";
import type { MarketData } from "../../data/load-rows.ts";
import type { ModelNode } from "../../nodes/models/chat-model.ts";
import type { CallTotals } from "../../nodes/models/cost/ledger.ts";
import type { OpenedModels } from "../../nodes/models/open-models.ts";
import { type Access, type AskingOptions, openPipeline } from "../open-pipeline.ts";
import type { OwnNodes } from "../own-nodes.ts";
import { auditTrace } from "../reasoning/audit-run.ts";
import { isGrounded } from "../reasoning/grounded.ts";
import { readOutline } from "../reasoning/read-trace.ts";
import type { RowRecord } from "../row-record.ts";
import type { RunConfig } from "../run-config.ts";
import { type StatusCounts, countStatuses } from "../run-files.ts";
import { runPositions } from "../run-positions.ts";
import { runPipeline } from "../run.ts";
import { sumKnown } from "../trace-line.ts";
import type { Deliveries } from "../tracing/deliveries.ts";
import type { LangSmithAccess } from "../tracing/langsmith-access.ts";
import type { Delivery, TracingOptions } from "../tracing/langsmith-tracing.ts";
import { type RowCalls, callsOf } from "./row-times.ts";

/** How a configuration is traced in LangSmith; plain data, so that it can be handed to a worker. */
export interface VariantTracing extends Pick<TracingOptions, "budgetMs"> {
  readonly access: LangSmithAccess;
  /** Names of the variants that are read from it. */
  readonly variant: readonly string[];
}

/** What is decided, and where. */
export interface DecideTask {
  readonly data: MarketData;
  readonly access: Access;
  readonly config: RunConfig;
  /** Run directory; one that holds this run already is resumed. */
  readonly directory: string;
  readonly asking: AskingOptions;
  readonly concurrency: number;
  readonly nodes?: OwnNodes;
  readonly nodesVersion?: string;
  /** @default not traced in LangSmith */
  readonly tracing?: VariantTracing;
}

export interface DecideTelling {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where the delivery of a traced configuration goes on once it is decided; without it nothing is traced. */
  readonly deliveries?: Deliveries | undefined;
  /** Told when a delivery is over, which may be long after the decision. */
  readonly onDelivery?: ((delivery: Delivery) => void) | undefined;
  /** Opens models that variants share. @default its own */
  readonly open?: (
    ...args: Parameters<typeof import("../../nodes/models/open-models.ts").openModels>
  ) => Promise<OpenedModels>;
}

/** Positions of each way to read a run, one value a row. */
type Readings = Readonly<Record<"action" | "score", Float64Array>> & {
  /** Null for a run without cases. */
  readonly knnVote: Float64Array | null;
};

/** A configuration decided: plain values and typed arrays, so that a worker can hand it over. */
export interface DecidedVariant {
  readonly run: string;
  readonly firstRow: number;
  readonly statuses: StatusCounts;
  readonly simulatedNodes: readonly ModelNode[];
  readonly positions: Readings;
  readonly actions: readonly RowRecord["decision"]["action"][];
  readonly confidence: readonly (number | null)[];
  readonly ungrounded: readonly (boolean | null)[];
  /** Of the arbiter's reasons alone. */
  readonly ungroundedVerdict: readonly (boolean | null)[];
  readonly costUsd: readonly (number | null)[];
  readonly calls: RowCalls;
  /** Model calls made in its directory, now and before. */
  readonly total: CallTotals;
  /** Why the run is not in the ledger of trials; null where it is. */
  readonly uncounted: string | null;
}

/** Decided, or the reply that a replay lacked. */
export type DecidedOrMissed =
  | { readonly decided: DecidedVariant; readonly missed: null }
  | { readonly decided: null; readonly missed: string };

/**
 * Decides, or takes up what is decided. A reply that a replay lacks is no error here.
 * @throws StoppedError, InputError, UsageError as `runPipeline` and `openPipeline`
 */
export async function decideVariant(
  task: DecideTask,
  { onProgress, signal, open, deliveries, onDelivery = () => {} }: DecideTelling = {},
): Promise<DecidedOrMissed> {
  const { directory, concurrency, tracing, ...parts } = task;
  const pipeline = await openPipeline({ ...parts, ...(open && { open }) });
  try {
    const { records, ledger, run, uncounted } = await runPipeline(pipeline, {
      out: directory,
      concurrency,
      onProgress,
      signal,
      langsmith: tracing &&
        deliveries && {
          ...tracing,
          room: deliveries.room,
          handOver: (finish) => deliveries.add(finish, onDelivery),
        },
    });
    const { simulatedNodes } = pipeline;
    const calls = new Map<number, RowCalls extends ReadonlyMap<number, infer C> ? C : never>();
    const audited = auditTrace(directory, await readOutline(directory), (traced) =>
      calls.set(traced.row, callsOf(traced, simulatedNodes)),
    );
    const { action, score, rules } = runPositions(pipeline, records);
    const vote = rules.find(({ name }) => name === "knn_vote");
    return {
      decided: {
        run,
        firstRow: records[0]?.row ?? 0,
        statuses: countStatuses(records),
        simulatedNodes,
        positions: { action, score, knnVote: vote?.positions ?? null },
        actions: records.map(({ decision }) => decision.action),
        confidence: records.map(({ decision }) => decision.confidence),
        ungrounded: ungroundedOf(records, audited, () => true),
        ungroundedVerdict: ungroundedOf(records, audited, (node) => node === "arbitrate"),
        costUsd: records.map(({ usage }) =>
          usage.length === 0 ? 0 : sumKnown(usage.map(({ costUsd }) => costUsd)),
        ),
        calls,
        total: ledger.total,
        uncounted,
      },
      missed: null,
    };
  } catch (error) {
    if (error instanceof ReplayMissError) return { decided: null, missed: error.message };
    throw error;
  }
}

function ungroundedOf(
  records: readonly RowRecord[],
  audited: readonly AuditedRow[],
  counts: (node: string) => boolean,
): readonly (boolean | null)[] {
  const findings = new Map(audited.map(({ row, audit }) => [row.row, audit.findings]));
  return records.map(({ row }) => {
    const found = findings.get(row)?.filter(({ node }) => counts(node));
    return found === undefined ? null : !isGrounded(found);
  });
}
