/** Wraps a node for the graph: gives it its channels and its view, validates what it returns, times it. */
import { z } from "zod";
import { stopwatchMs, wallClockMs } from "../data/clock.ts";
import { featureSetSchema } from "../data/features/feature-set.ts";
import type { LookAheadError } from "../data/errors.ts";
import type { MarketHistory, PointInTimeView } from "../data/history.ts";
import { type NodeName, decisionSchema, retrievedCaseSchema } from "../data/vocabulary.ts";
import {
  type ModelCall,
  type NodeNotes,
  analystReportSchema,
  modelCallSchema,
  remarkSchema,
  voteHitRateSchema,
} from "../nodes/channels.ts";
import type { DecisionStateValues } from "./decision-state.ts";
import { schemaFaults } from "./schema-faults.ts";

/** One node's work on one row, as it goes to the trace. */
export interface NodeRun {
  readonly row: number;
  readonly node: NodeName;
  /** Channels it read, by name. */
  readonly input: object;
  /** Channels it wrote, by name; `error` with the message where it broke. */
  readonly output: object;
  /** Wall clock, milliseconds since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
  readonly calls: readonly ModelCall[];
  /** What it threw, null where it ended well. */
  readonly error: Error | null;
}

/** Whom to tell about node runs; passed as LangGraph context with each invocation. */
export interface DecisionContext {
  /**
   * Handed each node's run, and its name, as it starts. It never rejects, and it may outlive the invocation:
   * when one branch breaks, the other still ends.
   */
  readonly onNode?: (run: Promise<NodeRun>, node: NodeName) => void;
  /** The run that is meant; a served graph refuses to decide for another. */
  readonly run?: string;
}

/** What LangGraph hands to a step beside the state. */
export interface StepConfig {
  readonly context?: DecisionContext | null;
  /** Sends an event to whoever streams the run. */
  readonly writer?: (event: unknown) => void;
}

/** Goes around each node's work, where a graph is served; it may refuse it. */
export type Around = <Ended extends { readonly run: NodeRun }>(
  at: { readonly node: NodeName; readonly state: DecisionStateValues; readonly config: StepConfig },
  work: () => Promise<Ended>,
) => Promise<Ended>;

const notes = {
  remarks: z.array(remarkSchema).readonly().exactOptional(),
  calls: z.array(modelCallSchema).readonly().exactOptional(),
};

/** What each node must return: its channel, remarks and model calls, and nothing else. */
export const NODE_OUTPUTS = {
  extractFeatures: z.strictObject({ features: featureSetSchema, ...notes }),
  retrieveCases: z.strictObject({
    cases: z.array(retrievedCaseSchema).readonly(),
    voteHitRate: voteHitRateSchema.exactOptional(),
    ...notes,
  }),
  analyzeSentiment: z.strictObject({ sentiment: analystReportSchema, ...notes }),
  analyzeQuant: z.strictObject({ quant: analystReportSchema, ...notes }),
  arbitrate: z.strictObject({ decision: decisionSchema, ...notes }),
} as const satisfies Record<NodeName, z.ZodType>;

/** A node's place in the graph. */
export interface StepParts<Input extends object, Output extends NodeNotes> {
  readonly node: NodeName;
  readonly output: z.ZodType<Output>;
  /** The channels the node reads. */
  readonly pick: (state: DecisionStateValues) => Input;
  readonly work: (input: Input, view: PointInTimeView) => unknown;
}

/** The function LangGraph calls: the node sees its channels and a view as of the row, never the history. */
export function makeStep(history: MarketHistory, around: Around = (_at, work) => work()) {
  return <Input extends object, Output extends NodeNotes>(parts: StepParts<Input, Output>) =>
    async (state: DecisionStateValues, config: StepConfig): Promise<Output> => {
      const at = { node: parts.node, state, config };
      const work = around(at, () => runNode(parts, state, history));
      config.context?.onNode?.(
        work.then(({ run }) => run),
        parts.node,
      );
      const ended = await work;
      if ("error" in ended) throw ended.error;
      return ended.output;
    };
}

type Ended<Output> = { readonly run: NodeRun } & (
  | { readonly output: Output }
  | { readonly error: Error }
);

async function runNode<Input extends object, Output extends NodeNotes>(
  parts: StepParts<Input, Output>,
  state: DecisionStateValues,
  history: MarketHistory,
): Promise<Ended<Output>> {
  const { node } = parts;
  const { row } = state;
  const input = parts.pick(state);
  const [startMs, started] = [wallClockMs(), stopwatchMs()];
  const endMs = (): number => startMs + (stopwatchMs() - started);
  const refusals: LookAheadError[] = [];
  try {
    const view = history.asOf(row, (refusal) => refusals.push(refusal));
    const returned = await parts.work(input, view);
    // A node that swallowed the refusal has looked ahead all the same.
    if (refusals[0]) throw refusals[0];
    const output = checkOutput(parts, returned);
    const { calls = [], ...rest } = output;
    const run = { row, node, input, output: rest, startMs, endMs: endMs(), calls, error: null };
    return { output, run };
  } catch (fault) {
    const thrown =
      fault instanceof Error ? fault : new Error(`${node} threw no error`, { cause: fault });
    const error = refusals[0] ?? thrown;
    const output = { error: error.message };
    return {
      error,
      run: { row, node, input, output, startMs, endMs: endMs(), calls: [], error },
    };
  }
}

function checkOutput<Output>(
  { node, output }: { readonly node: NodeName; readonly output: z.ZodType<Output> },
  returned: unknown,
): Output {
  const parsed = output.safeParse(returned);
  if (parsed.success) return parsed.data;
  throw new TypeError(`${node} returned a wrong form: ${schemaFaults(parsed.error)}`);
}
