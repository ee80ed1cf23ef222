/** What the workers of an ablation are told and tell. */
import type { ErrorCode } from "../../data/errors.ts";
import type { DecideTask, DecidedOrMissed } from "../../graphs/ablation/decide-variant.ts";
import type { Delivery } from "../../graphs/tracing/langsmith-tracing.ts";

/** A task as plain data, which can be handed to a worker. */
export interface PlainTask extends Omit<DecideTask, "nodes" | "nodesVersion" | "asking"> {
  readonly asking: Omit<DecideTask["asking"], "drain">;
  /** File of nodes of one's own. */
  readonly nodes: string | null;
}

/** To a worker: decide this, stop after the rows under way, or end what is still being sent to LangSmith. */
export type ToWorker =
  | { readonly kind: "decide"; readonly task: Omit<PlainTask, "data"> }
  | { readonly kind: "stop" }
  | { readonly kind: "finish-deliveries" };

/** From a worker. A delivery is of the task in that directory, and may come long after its result. */
export type FromWorker =
  | { readonly kind: "delivery"; readonly directory: string; readonly delivery: Delivery }
  | { readonly kind: "deliveries-finished" }
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "result"; readonly result: DecidedOrMissed }
  | { readonly kind: "fault"; readonly code: ErrorCode | null; readonly message: string };
