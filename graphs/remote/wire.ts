/** What a served graph tells beside its channels, as LangGraph's `custom` stream events, and how errors cross. */
import { z } from "zod";
import {
  type ErrorCode,
  HindcastError,
  LookAheadError,
  ReplayMissError,
  StoppedError,
  UsageError,
} from "../../data/errors.ts";
import { NODE_NAMES, decisionSchema, retrievedCaseSchema } from "../../data/vocabulary.ts";
import { modelCallSchema, remarkSchema } from "../../nodes/channels.ts";
import { callLineSchema } from "../../nodes/models/cost/ledger.ts";
import type { NodeRun } from "../node-step.ts";

const CODES = [
  "BAD_INPUT",
  "BAD_USAGE",
  "LOOK_AHEAD",
  "OUT_OF_ORDER",
  "REPLAY_MISS",
  "STOPPED",
] as const satisfies readonly ErrorCode[];

/** An error as data. */
const faultSchema = z.strictObject({
  message: z.string(),
  /** Null for an error that is none of Hindcast's own. */
  code: z.enum(CODES).nullable(),
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
});
type Fault = Readonly<z.infer<typeof faultSchema>>;

const channels = z.record(z.string(), z.unknown());

const nodeRunSchema = z.strictObject({
  row: z.int().min(0),
  node: z.enum(NODE_NAMES),
  input: channels,
  output: channels,
  startMs: z.number(),
  endMs: z.number(),
  calls: z.array(modelCallSchema).readonly(),
  error: faultSchema.nullable(),
});

/** One event: which run is served, told first; a model call; a node's run as it ends. */
export const tidingSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("served"), identity: channels }),
  z.strictObject({ kind: z.literal("call"), line: callLineSchema }),
  z.strictObject({ kind: z.literal("node"), ended: nodeRunSchema }),
]);
export type Tiding = Readonly<z.infer<typeof tidingSchema>>;

/** The channels of a decided row that its record is made of. */
export const decidedSchema = z.object({
  row: z.int().min(0),
  decision: decisionSchema,
  cases: z.array(retrievedCaseSchema),
  remarks: z.array(remarkSchema),
  calls: z.array(modelCallSchema),
});

/** A node's run as it is told. */
export function nodeTiding({ input, output, error, ...run }: NodeRun): Tiding {
  const ended = {
    ...run,
    input: { ...input },
    output: { ...output },
    error: error && faultOf(error),
  };
  return { kind: "node", ended };
}

/** The run that was told of. */
export function nodeRunOf({ ended }: Extract<Tiding, { kind: "node" }>): NodeRun {
  return { ...ended, error: ended.error && errorOf(ended.error) };
}

function faultOf(error: Error): Fault {
  const { message } = error;
  if (error instanceof HindcastError) return { message, code: error.code, fields: error.fields };
  return { message, code: null, fields: {} };
}

/** The same kind of error again, so that it leads to what it leads to where the graph is at hand. */
function errorOf({ message, code, fields }: Fault): Error {
  switch (code) {
    case null:
      return new Error(message);
    case "BAD_USAGE":
      return new UsageError(message);
    case "STOPPED":
      return new StoppedError(message);
    case "LOOK_AHEAD":
      return new LookAheadError(
        String(fields["what"]),
        Number(fields["asOf"]),
        Number(fields["row"]),
        Number(fields["knownFrom"]),
      );
    case "REPLAY_MISS":
      return new ReplayMissError(String(fields["node"]), String(fields["key"]));
    default:
      return new HindcastError(code, message, fields);
  }
}
