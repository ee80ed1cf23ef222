/** Wraps a node for the graph: gives it its channels and its view, validates what it returns, times it. */
import { z } from "zod";
import { stopwatchMs, wallClockMs } from "../data/clock.ts";
import { featureSetSchema } from "../data/features/feature-set.ts";
import type { MarketHistory, PointInTimeView } from "../data/history.ts";
import { type NodeName, decisionSchema, retrievedCaseSchema } from "../data/vocabulary.ts";
import {
  type ModelCall,
  type NodeNotes,
  analystReportSchema,
  modelCallSchema,
  remarkSchema,
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
}

/** Whom to tell about node runs; passed as LangGraph context with each invocation. */
export interface DecisionContext {
  readonly onNodeRun?: (run: NodeRun) => void;
  /** Handed a node's work as it starts: a branch outlives the invocation when the other one breaks. */
  readonly onNodeStart?: (node: NodeName, work: Promise<unknown>) => void;
}

const notes = {
  remarks: z.array(remarkSchema).readonly().exactOptional(),
  calls: z.array(modelCallSchema).readonly().exactOptional(),
};

/** What each node must return: its channel, remarks and model calls, and nothing else. */
export const NODE_OUTPUTS = {
  extractFeatures: z.strictObject({ features: featureSetSchema, ...notes }),
  retrieveCases: z.strictObject({ cases: z.array(retrievedCaseSchema).readonly(), ...notes }),
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
export function makeStep(history: MarketHistory) {
  return <Input extends object, Output extends NodeNotes>(parts: StepParts<Input, Output>) => {
    const run = async (state: DecisionStateValues, context?: DecisionContext): Promise<Output> => {
      const { node } = parts;
      const { row } = state;
      const input = parts.pick(state);
      const [startMs, started] = [wallClockMs(), stopwatchMs()];
      const report = (output: object, calls: readonly ModelCall[]): void => {
        const endMs = startMs + (stopwatchMs() - started);
        context?.onNodeRun?.({ row, node, input, output, startMs, endMs, calls });
      };
      try {
        const output = checkOutput(parts, await parts.work(input, history.asOf(row)));
        const { calls = [], ...rest } = output;
        report(rest, calls);
        return output;
      } catch (error) {
        const thrown =
          error instanceof Error ? error : new Error(`${node} threw no error`, { cause: error });
        report({ error: thrown.message }, []);
        throw thrown;
      }
    };
    return (state: DecisionStateValues, config: { context?: DecisionContext }): Promise<Output> => {
      const work = run(state, config.context);
      config.context?.onNodeStart?.(parts.node, work);
      return work;
    };
  };
}

function checkOutput<Output>(
  { node, output }: Pick<StepParts<object, Output & NodeNotes>, "node" | "output">,
  returned: unknown,
): Output {
  const parsed = output.safeParse(returned);
  if (parsed.success) return parsed.data;
  throw new TypeError(`${node} returned a wrong form: ${schemaFaults(parsed.error)}`);
}
