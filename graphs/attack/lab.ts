/** Decides one row of a dataset as often as it is attacked, and keeps what its models were asked. */
import type { MarketRow } from "../../data/row.ts";
import { HindcastError, ReplayMissError } from "../../data/errors.ts";
import type { DecisionNodes } from "../../nodes/channels.ts";
import { makeExtractFeatures } from "../../nodes/extract-features.ts";
import type { ChatModel, ChatRequest } from "../../nodes/models/chat-model.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";
import { forEachNode } from "../../nodes/models/node-models.ts";
import { loadPrompts } from "../../nodes/prompts.ts";
import type { Embedder } from "../../retrieval/embedder.ts";
import type { DecisionGraph } from "../decision-graph.ts";
import type { DecisionStateValues } from "../decision-state.ts";
import type { NodeRun } from "../node-step.ts";
import { type MakeNodes, ownNodesOf } from "../own-nodes.ts";
import { type PipelineParts, buildPipeline } from "../pipeline.ts";

/** One row decided once. */
export interface Trial {
  /** Every channel; null where a node broke. */
  readonly state: DecisionStateValues | null;
  /** What broke, null where nothing did. */
  readonly error: Error | null;
  readonly asked: readonly ChatRequest[];
}

/** Decides `row` of these rows, of which none before `changedFrom` differs from the dataset's. */
export type Decide = (
  rows: readonly MarketRow[],
  row: number,
  changedFrom: number,
) => Promise<Trial>;

/**
 * A pipeline of its own for every trial, built from rows up to the one decided. What cannot differ between trials
 * is there once: vectors of equal texts, features of rows before the first that was changed, and the models, so that
 * one memory, one budget and one book of calls hold for all trials and equal questions of different trials are one.
 * @param onCall told of each model call
 */
export function makeAttackLab(parts: PipelineParts, onCall?: (line: CallLine) => void): Decide {
  const { service: _service, ...rest } = parts;
  const { data, config } = parts;
  const { models, calls } = buildPipeline(parts);
  if (onCall) calls.listen(onCall);
  const prompts = parts.prompts ?? loadPrompts();
  const embedder = remembering(parts.embedder);
  const known = new Map<number, ReturnType<DecisionNodes["extractFeatures"]>>();
  return async (rows, row, changedFrom) => {
    const asked: ChatRequest[] = [];
    const makeNodes: MakeNodes = (ground) => {
      const own = ownNodesOf(parts.nodes, ground);
      const extract = own.extractFeatures ?? makeExtractFeatures();
      return {
        ...own,
        extractFeatures: (view) => {
          if (view.asOf >= Math.min(row, changedFrom)) return extract(view);
          const features = known.get(view.asOf) ?? extract(view);
          known.set(view.asOf, features);
          return features;
        },
      };
    };
    const { graph } = buildPipeline({
      ...rest,
      data: { ...data, rows: rows.slice(0, row + 1) },
      config: { ...config, rows: null },
      model: forEachNode((node) => recording(models[node], asked)),
      embedder,
      prompts,
      nodes: makeNodes,
    });
    return { ...(await decideOnce(graph, row)), asked };
  };
}

/** @throws HindcastError: look-ahead, a closed account or a missing reply are no outcome of an attack */
async function decideOnce(graph: DecisionGraph, row: number): Promise<Omit<Trial, "asked">> {
  const started: Promise<NodeRun>[] = [];
  const onNode = (run: Promise<NodeRun>): void => void started.push(run);
  const outcome = await graph
    .invoke({ row }, { context: { onNode } })
    .then((state) => ({ state, error: null }), brokenBy);
  // A branch may outlive the one that broke: its calls are paid for all the same.
  const ended = await Promise.all(started);
  const faults = [outcome.error, ...ended.map(({ error }) => error)];
  const grave = faults.find((fault) => fault instanceof HindcastError);
  if (grave instanceof ReplayMissError) throw grave.atRow(row);
  if (grave) throw grave;
  return outcome;
}

function brokenBy(error: unknown): Omit<Trial, "asked"> {
  if (!(error instanceof Error)) throw error;
  return { state: null, error };
}

/** Outside of the model's memory, so that questions answered from it are recorded, too. */
function recording(model: ChatModel, asked: ChatRequest[]): ChatModel {
  return {
    id: model.id,
    origin: model.origin,
    complete: (request, options) => {
      asked.push({ ...request, messages: [...request.messages] });
      return model.complete(request, options);
    },
  };
}

function remembering(embedder: Embedder): Embedder {
  const known = new Map<string, Promise<Float32Array>>();
  return {
    id: embedder.id,
    dimensions: embedder.dimensions,
    embed: (texts) => {
      const fresh = [...new Set(texts)].filter((text) => !known.has(text));
      const made = fresh.length === 0 ? Promise.resolve([]) : embedder.embed(fresh);
      for (const [i, text] of fresh.entries()) {
        const vector = made.then((vectors) => vectors[i] ?? missing(text));
        known.set(text, vector);
        vector.catch(() => known.delete(text));
      }
      return Promise.all(texts.map((text) => known.get(text) ?? missing(text)));
    },
  };
}

function missing(text: string): never {
  throw new RangeError(`expected a vector for ${text.length} characters, was none`);
}
