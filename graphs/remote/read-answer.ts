/** Reads what a server streams of one row, and takes nothing on trust. */
import { z } from "zod";
import { UsageError } from "../../data/errors.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";
import type { NodeRun } from "../node-step.ts";
import { schemaFaults } from "../schema-faults.ts";
import type { DecidedRow } from "../walk-forward.ts";
import { type Tiding, decidedSchema, nodeRunOf, tidingSchema } from "./wire.ts";

/** What came of one row. */
export interface Answer {
  /** Null where the server did not say which run it serves. */
  readonly served: Extract<Tiding, { kind: "served" }> | null;
  /** In the order in which they ended. */
  readonly nodeRuns: readonly NodeRun[];
  /** Null where the row was not decided. */
  readonly decided: DecidedRow | null;
  /** What the server said went wrong, null for nothing. */
  readonly fault: string | null;
}

const errorSchema = z.object({ message: z.string() });

/**
 * Reads events up to the decision or the fault, which are the last: a server may keep the line open for a while yet.
 * @param onCall told of each model call as it comes, whatever becomes of the row
 * @throws UsageError for an event of a form that no server of this version sends, and what the stream throws
 */
export async function readAnswer(
  events: AsyncIterable<{ readonly event: string; readonly data?: unknown }>,
  onCall: (line: CallLine) => void,
): Promise<Answer> {
  let served: Answer["served"] = null;
  const nodeRuns: NodeRun[] = [];
  for await (const { event, data } of events) {
    if (event === "error") {
      const fault = errorSchema.safeParse(data).data?.message ?? "an unknown fault";
      return { served, nodeRuns, decided: null, fault };
    }
    if (event === "values" && data instanceof Object && "decision" in data) {
      return { served, nodeRuns, decided: parsed(decidedSchema, data, event), fault: null };
    }
    if (event !== "custom") continue;
    const tiding = parsed(tidingSchema, data, event);
    if (tiding.kind === "served") served = tiding;
    if (tiding.kind === "call") onCall(tiding.line);
    if (tiding.kind === "node") nodeRuns.push(nodeRunOf(tiding));
  }
  return { served, nodeRuns, decided: null, fault: null };
}

function parsed<T>(schema: z.ZodType<T>, data: unknown, event: string): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw new UsageError(`event ${event} of a wrong form: ${schemaFaults(result.error)}`);
}
