/** What the workers of an ablation are told and tell. */
import type { ErrorCode } from "../../data/errors.ts";
import type { DecideTask, DecidedOrMissed } from "../../graphs/ablation/decide-variant.ts";

/** A task as plain data, which can be handed to a worker. */
export interface PlainTask extends Omit<DecideTask, "nodes" | "nodesVersion" | "asking"> {
  readonly asking: Omit<DecideTask["asking"], "drain">;
  /** File of nodes of one's own. */
  readonly nodes: string | null;
}

/** To a worker: decide this, or stop after the rows under way. */
export type ToWorker =
  | { readonly kind: "decide"; readonly task: Omit<PlainTask, "data"> }
  | { readonly kind: "stop" };

/** From a worker. */
export type FromWorker =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "result"; readonly result: DecidedOrMissed }
  | { readonly kind: "fault"; readonly code: ErrorCode | null; readonly message: string };
