/** Decides one row again with one node's output replaced: what lies before the node is as recorded, what follows works anew. */
import type { z } from "zod";
import { UsageError } from "../../data/errors.ts";
import type { NodeName } from "../../data/vocabulary.ts";
import type { DecisionNodes } from "../../nodes/channels.ts";
import { buildDecisionGraph } from "../decision-graph.ts";
import { NODE_OUTPUTS } from "../node-step.ts";
import { type Pipeline, buildPipeline } from "../pipeline.ts";
import type { RowRecord } from "../row-record.ts";
import { schemaFaults } from "../schema-faults.ts";
import type { RowTrace } from "../tracing/row-trace.ts";
import { walkForward } from "../walk-forward.ts";

/** What is put in whose place. */
export interface Replacement {
  readonly row: number;
  readonly node: NodeName;
  /** The node's channels, as `NODE_OUTPUTS` has them. */
  readonly output: unknown;
  /** Channels of the row's nodes as they were recorded. */
  readonly recorded: ReadonlyMap<NodeName, unknown>;
}

/** What came of it. */
export interface RedecidedRow {
  readonly record: RowRecord;
  /** Of the nodes that worked anew, in graph order. */
  readonly trace: RowTrace;
}

/** What it may cost, and who is told what it did. */
export interface Spending {
  /** What model calls may cost, US dollars; null for no limit. */
  readonly limitUsd: number | null;
  /** Told once what model calls cost, US dollars, also where no decision came of them. */
  readonly onSpent?: (usd: number) => void;
}

/** What follows each node, in graph order. */
const AFTER: Readonly<Record<NodeName, readonly NodeName[]>> = {
  extractFeatures: ["retrieveCases", "analyzeSentiment", "analyzeQuant", "arbitrate"],
  retrieveCases: ["analyzeSentiment", "analyzeQuant", "arbitrate"],
  analyzeSentiment: ["arbitrate"],
  analyzeQuant: ["arbitrate"],
  arbitrate: [],
};

/**
 * Runs the decision graph over the row. The pipeline itself is not used up: nodes that remember rows, such as the
 * retriever, are made anew each time, so that the same replacement comes to the same decision.
 * @param pipeline that of the row's run; without nodes of one's own
 * @throws UsageError when the output, or a recorded one, is not of its node's form, or holds what the row cannot know
 * @throws ReplayMissError when a model may only be replayed and the question is new
 * @throws StoppedError when the limit is reached or no further model call can succeed
 */
export async function redecideRow(
  pipeline: Pipeline,
  replacement: Replacement,
  { limitUsd, onSpent }: Spending = { limitUsd: null },
): Promise<RedecidedRow> {
  const { row, node } = replacement;
  mustBeARow(pipeline, row);
  const fixed = fixedNodes(replacement);
  mustBeKnown(pipeline, replacement);
  const { parts, history } = pipeline;
  const fresh = buildPipeline({
    ...parts,
    history,
    service: { ...parts.service, maxCostUsd: limitUsd },
    // Cases are looked for by the features in force, of this row and of none before it.
    ...(node === "extractFeatures" && {
      nodes: {
        extractFeatures: (view) =>
          view.asOf === row ? fixed.extractFeatures(view) : pipeline.nodes.extractFeatures(view),
      },
    }),
  });
  const anew = new Set(AFTER[node]);
  const nodes = {
    ...fixed,
    ...Object.fromEntries(AFTER[node].map((name) => [name, fresh.nodes[name]])),
  };
  const came: { readonly record: RowRecord; readonly trace: RowTrace }[] = [];
  try {
    await walkForward({
      graph: buildDecisionGraph(history, nodes),
      turns: fresh.turns,
      rows: [row],
      concurrency: 1,
      onRow: (record, trace) => void came.push({ record, trace }),
    });
  } finally {
    // Calls before the one that failed are paid for as well.
    onSpent?.(fresh.budget.spentUsd);
  }
  const [result] = came;
  if (!result) throw new TypeError(`row ${row}: expected a decision, was none`);
  return {
    record: result.record,
    trace: {
      ...result.trace,
      nodes: AFTER[node].flatMap((name) =>
        result.trace.nodes.filter((run) => run.node === name && anew.has(name)),
      ),
    },
  };
}

function mustBeARow({ history }: Pipeline, row: number): void {
  if (Number.isInteger(row) && row >= 0 && row < history.length) return;
  throw new UsageError(`row: expected one from 0 to ${history.length - 1}, was ${row}`);
}

/** Nodes that answer as recorded, the replaced one as given. Those that will work anew need no record. */
function fixedNodes({ node, output, recorded }: Replacement): DecisionNodes {
  const anew = new Set(AFTER[node]);
  const held = <T>(name: NodeName, schema: z.ZodType<T>): (() => T) => {
    if (anew.has(name)) return () => fail(name);
    const parsed = schema.safeParse(name === node ? output : recorded.get(name));
    if (parsed.success) return () => parsed.data;
    const what =
      name === node ? `output: expected that of ${name}` : `${name}: expected a recorded output`;
    throw new UsageError(`${what}, was another form (${schemaFaults(parsed.error)})`);
  };
  return {
    extractFeatures: held("extractFeatures", NODE_OUTPUTS.extractFeatures),
    retrieveCases: held("retrieveCases", NODE_OUTPUTS.retrieveCases),
    analyzeSentiment: held("analyzeSentiment", NODE_OUTPUTS.analyzeSentiment),
    analyzeQuant: held("analyzeQuant", NODE_OUTPUTS.analyzeQuant),
    arbitrate: held("arbitrate", NODE_OUTPUTS.arbitrate),
  };
}

function fail(name: NodeName): never {
  throw new TypeError(`${name}: expected it to work anew`);
}

/** A case that has not matured, or features of another row, would be knowledge that the row cannot have. */
function mustBeKnown({ history }: Pipeline, { row, node, output }: Replacement): void {
  if (node === "extractFeatures") {
    const { features } = NODE_OUTPUTS.extractFeatures.parse(output);
    if (features.row === row) return;
    throw new UsageError(`output: expected features of row ${row}, was of row ${features.row}`);
  }
  if (node !== "retrieveCases") return;
  const view = history.asOf(row);
  const early = NODE_OUTPUTS.retrieveCases
    .parse(output)
    .cases.find((found) => !view.hasOutcome(found.row));
  if (early === undefined) return;
  throw new UsageError(
    `output: expected cases that have matured by row ${row}, was one of row ${early.row}`,
  );
}
