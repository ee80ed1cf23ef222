/** What is kept of each row: the decision, what it rested on, and what it cost. */
import { z } from "zod";
import { decisionSchema, retrievedCaseSchema } from "../data/vocabulary.ts";
import { modelCallSchema, remarkSchema } from "../nodes/channels.ts";

/**
 * A model call without its texts, which the trace holds, and without what differs from one time to the next:
 * whether it was stored, how often and how long one had to try. That is in the trace and in the ledger.
 */
const callUsageSchema = modelCallSchema.omit({
  messages: true,
  reply: true,
  cached: true,
  retries: true,
  latencyMs: true,
});
/** What a call's reply cost when it was got: the same whenever the run is repeated. */
export type CallUsage = Readonly<z.infer<typeof callUsageSchema>>;

/** One decided row. It survives a crash as one line of the journal. */
export const rowRecordSchema = z.strictObject({
  row: z.int().min(0),
  decision: decisionSchema,
  cases: z.array(retrievedCaseSchema).readonly(),
  remarks: z.array(remarkSchema).readonly(),
  usage: z.array(callUsageSchema).readonly(),
});
export type RowRecord = Readonly<z.infer<typeof rowRecordSchema>>;
