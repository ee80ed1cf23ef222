/** One pipeline of the subject over one version of the rows, watched: what it embeds, asks and decides. */
import { HindcastError, LookAheadError } from "../../data/errors.ts";
import { sha256 } from "../../data/hash.ts";
import type { MarketHistory } from "../../data/history.ts";
import type { MarketRow } from "../../data/row.ts";
import type { DecisionNodes } from "../../nodes/channels.ts";
import type { ModelLayer } from "../../nodes/models/chat-model.ts";
import { forEachNode } from "../../nodes/models/node-models.ts";
import { makeFingerprintModel } from "../../nodes/models/providers/fingerprint-model.ts";
import type { Embedder } from "../../retrieval/embedder.ts";
import { buildDecisionGraph } from "../decision-graph.ts";
import type { NodeRun } from "../node-step.ts";
import { type Pipeline, buildPipeline } from "../pipeline.ts";
import { walkForward } from "../walk-forward.ts";
import { type Embedded, type RowEvidence, evidenceOf } from "./row-evidence.ts";
import type { AuditSubject } from "./subject.ts";

/** Changes the nodes of a built pipeline. `rows` are those it was built over, as they stand at the moment. */
export type Rewire = (nodes: DecisionNodes, rows: readonly MarketRow[]) => DecisionNodes;

export interface UniverseOptions {
  /** Names the version of the rows: no store that goes by the data's hash may take one for another. */
  readonly name: string;
  readonly rows: readonly MarketRow[];
  /** @default all of `rows` */
  readonly history?: MarketHistory;
  readonly rewire?: Rewire | undefined;
  /** Put around the model. */
  readonly layer?: ModelLayer;
}

/** Decides rows of its version of the data. */
export interface Universe {
  /** Names of the subject's own nodes; none where it could not be built. */
  readonly ownNodes: readonly string[];
  /** One row by itself. A row whose node breaks has evidence, too. */
  readonly decide: (row: number) => Promise<RowEvidence>;
  /** Rows side by side, in any order of ending; nothing is known of what each embedded. */
  readonly decideAll: (
    rows: readonly number[],
    concurrency: number,
    onRow: (evidence: RowEvidence) => void,
  ) => Promise<void>;
}

/**
 * Builds the subject over these rows. What breaks while it is built is evidence of every row.
 * @throws HindcastError: bad usage is no finding
 */
export async function openUniverse(
  subject: AuditSubject,
  options: UniverseOptions,
): Promise<Universe> {
  const embedded: Embedded[] = [];
  const built = await build(subject, options, embedded).catch(asBuildFault);
  if (built instanceof Error) return brokenUniverse(built);
  const { pipeline, graph } = built;
  return {
    ownNodes: Object.keys(pipeline.ownNodes),
    decide: async (row) => {
      embedded.length = 0;
      const started: Promise<NodeRun>[] = [];
      const onNode = (run: Promise<NodeRun>): void => void started.push(run);
      const fault = await graph.invoke({ row }, { context: { onNode } }).then(() => null, asError);
      const nodeRuns = await Promise.all(started);
      mustBeNoReason(fault, nodeRuns);
      return evidenceOf(row, nodeRuns, embedded);
    },
    decideAll: (rows, concurrency, onRow) =>
      walkForward({
        graph,
        turns: pipeline.turns,
        rows,
        concurrency,
        onRow: ({ row }, { nodes }) => onRow(evidenceOf(row, nodes, null)),
      }),
  };
}

async function build(
  subject: AuditSubject,
  { name, rows, history, rewire, layer }: UniverseOptions,
  embedded: Embedded[],
) {
  const fingerprint = makeFingerprintModel();
  const model = layer ? layer(fingerprint) : fingerprint;
  const data = { ...subject.data, rows, sha256: sha256(`${subject.data.sha256}:${name}`) };
  const parts = await subject.build({ data, models: forEachNode(() => model) });
  const pipeline: Pipeline = buildPipeline({
    ...parts,
    data,
    ...(history && { history }),
    config: { ...subject.config, rows: null },
    model,
    embedder: watched(parts.embedder, embedded),
  });
  const nodes = rewire ? rewire(pipeline.nodes, rows) : pipeline.nodes;
  return { pipeline, graph: buildDecisionGraph(pipeline.history, nodes) };
}

function watched(embedder: Embedder, embedded: Embedded[]): Embedder {
  return {
    id: embedder.id,
    dimensions: embedder.dimensions,
    embed: async (texts) => {
      const vectors = await embedder.embed(texts);
      for (const [i, text] of texts.entries()) {
        const bytes = vectors[i];
        const vector = bytes
          ? sha256(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
          : "none";
        embedded.push({ text, vector: vector.slice(0, 16) });
      }
      return vectors;
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error("a node threw no error", { cause: error });
}

function asBuildFault(error: unknown): Error {
  if (error instanceof HindcastError) throw error;
  return asError(error);
}

/** Look-ahead is what an audit is for, and a node that breaks is a row's misfortune; anything else ends it. */
function mustBeNoReason(fault: Error | null, nodeRuns: readonly NodeRun[]): void {
  const faults = [fault, ...nodeRuns.map(({ error }) => error)];
  const grave = faults.find(
    (each) => each instanceof HindcastError && !(each instanceof LookAheadError),
  );
  if (grave) throw grave;
}

function brokenUniverse({ message }: Error): Universe {
  const facets = [{ node: "graph", channel: "error", value: message }] as const;
  const evidence = (row: number): RowEvidence => ({ row, facets, refused: null, failed: true });
  return {
    ownNodes: [],
    decide: async (row) => evidence(row),
    decideAll: async (rows, _concurrency, onRow) => {
      for (const row of rows) onRow(evidence(row));
    },
  };
}
