/** Makes of a traced row the runs that LangSmith shows: the row, its nodes, their model calls. */
import type { RowRecord } from "../row-record.ts";
import type { RowTrace, TracedCall, TracedNode } from "./row-trace.ts";

/** What is the same for all rows of a run. */
export interface TracedRunFacts {
  /** The run's name. */
  readonly run: string;
  /** Variant and toggles. */
  readonly tags: readonly string[];
  readonly configHash: string;
  /** ISO 8601, UTC. */
  readonly datetimeOf: (row: number) => string;
  readonly project: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** A run in the form of LangSmith's ingest protocol, ended. */
export interface LangSmithRun {
  readonly id: string;
  readonly name: string;
  readonly run_type: "chain" | "llm";
  readonly start_time: string;
  readonly end_time: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
  readonly error?: string;
  readonly extra: { readonly metadata: Fields };
  readonly tags: readonly string[];
  readonly parent_run_id?: string;
  readonly trace_id: string;
  readonly dotted_order: string;
  readonly session_name: string;
  readonly reference_example_id?: string;
}

type Place = Pick<LangSmithRun, "trace_id" | "session_name"> & { readonly above: string | null };

/** The root first, then each node, followed by its calls. */
export function langsmithRuns(
  trace: RowTrace,
  { decision, cases, remarks }: RowRecord,
  { run, tags, configHash, datetimeOf, project }: TracedRunFacts,
): readonly LangSmithRun[] {
  const { row } = trace;
  const datetime = datetimeOf(row);
  const root = asRun(
    trace,
    { trace_id: trace.id, session_name: project, above: null },
    {
      name: rootName(run, row),
      run_type: "chain",
      inputs: { row, datetime },
      outputs: { decision, remarks },
      ...(decision.status === "failed" && { error: decision.rationale }),
      tags: [...tags, `status:${decision.status}`],
      extra: {
        metadata: {
          row,
          datetime,
          run,
          config_hash: configHash,
          case_rows: cases.map((found) => found.row),
        },
      },
    },
  );
  return [root, ...trace.nodes.flatMap((node) => nodeRuns(node, root))];
}

/** What a row's root run is called. */
export function rootName(run: string, row: number): string {
  return `${run} row ${row}`;
}

function nodeRuns(node: TracedNode, root: LangSmithRun): readonly LangSmithRun[] {
  const place = { trace_id: root.trace_id, session_name: root.session_name };
  const run = asRun(
    node,
    { ...place, above: root.dotted_order },
    {
      name: node.node,
      run_type: "chain",
      parent_run_id: root.id,
      inputs: { ...node.input },
      outputs: { ...node.output },
      ...(node.error && { error: node.error.message }),
      tags: [],
      extra: { metadata: { row: node.row, node: node.node } },
    },
  );
  return [run, ...node.calls.map((call) => callRun(call, run))];
}

/** A reply from the store was not paid for now: its tokens are told, but not where LangSmith sums costs up. */
function callRun(call: TracedCall, node: LangSmithRun): LangSmithRun {
  const { model, messages, reply, promptTokens, completionTokens, costUsd, cached } = call;
  const [provider, ...name] = model.split(":");
  const usage = {
    ...(promptTokens !== null && { input_tokens: promptTokens }),
    ...(completionTokens !== null && { output_tokens: completionTokens }),
    ...(promptTokens !== null &&
      completionTokens !== null && { total_tokens: promptTokens + completionTokens }),
    ...(costUsd !== null && { total_cost: costUsd }),
  };
  const { trace_id, session_name, dotted_order: above } = node;
  return asRun(
    call,
    { trace_id, session_name, above },
    {
      name: model,
      run_type: "llm",
      parent_run_id: node.id,
      inputs: { messages },
      outputs: { role: "assistant", content: reply, ...(!cached && { usage_metadata: usage }) },
      tags: cached ? ["cached"] : [],
      extra: {
        metadata: {
          ls_provider: provider,
          ls_model_name: name.join(":") || model,
          ls_model_type: "chat",
          cached,
          retries: call.retries,
          fault: call.fault,
          latency_ms: call.latencyMs,
          ...(cached && { stored_usage: usage }),
        },
      },
    },
  );
}

/** A run that has ended, in its place. */
export function asRun(
  { id, startMs, endMs }: { readonly id: string; readonly startMs: number; readonly endMs: number },
  { trace_id, session_name, above }: Place,
  fields: Omit<
    LangSmithRun,
    "id" | "start_time" | "end_time" | "trace_id" | "session_name" | "dotted_order"
  >,
): LangSmithRun {
  const start = microseconds(startMs);
  const own = `${start.replaceAll(/[-:.]/g, "")}${id}`;
  return {
    id,
    ...fields,
    start_time: start,
    end_time: microseconds(Math.max(startMs, endMs)),
    trace_id,
    session_name,
    dotted_order: above === null ? own : `${above}.${own}`,
  };
}

/** ISO 8601 with six decimals, which is how LangSmith orders runs. */
function microseconds(timeMs: number): string {
  const micros = String(Math.floor((timeMs % 1) * 1000)).padStart(3, "0");
  return new Date(Math.floor(timeMs)).toISOString().replace("Z", `${micros}Z`);
}
