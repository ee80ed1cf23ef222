/** Decides one row of a dataset as often as it is attacked, and keeps what its models were asked. */
import type { MarketRow } from "../data/row.ts";
import { HindcastError } from "../data/errors.ts";
import type { DecisionNodes } from "../nodes/channels.ts";
import { makeExtractFeatures } from "../nodes/extract-features.ts";
import {
  type ChatModel,
  type ChatRequest,
  MODEL_NODES,
  type ModelNode,
} from "../nodes/models/chat-model.ts";
import { loadPrompts } from "../nodes/prompts.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import type { DecisionStateValues } from "./decision-state.ts";
import { type PipelineParts, buildPipeline } from "./pipeline.ts";

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

/** A pipeline's parts; the model may be one for all nodes, or one a node. */
export interface AttackedParts extends Omit<PipelineParts, "model"> {
  readonly model: ChatModel | Readonly<Record<ModelNode, ChatModel>>;
}

/**
 * A pipeline of its own for every trial, built from rows up to the one decided. What cannot differ between trials
 * is computed once: vectors of equal texts, and features of rows before the first that was changed.
 */
export function makeAttackLab(parts: AttackedParts): Decide {
  const { data, config } = parts;
  const model = asOneModel(parts.model);
  const prompts = parts.prompts ?? loadPrompts();
  const embedder = remembering(parts.embedder);
  const extract = parts.nodes?.extractFeatures ?? makeExtractFeatures();
  const known = new Map<number, ReturnType<DecisionNodes["extractFeatures"]>>();
  return async (rows, row, changedFrom) => {
    const asked: ChatRequest[] = [];
    const extractFeatures: DecisionNodes["extractFeatures"] = (view) => {
      if (view.asOf >= Math.min(row, changedFrom)) return extract(view);
      const features = known.get(view.asOf) ?? extract(view);
      known.set(view.asOf, features);
      return features;
    };
    const pipeline = buildPipeline({
      ...parts,
      data: { ...data, rows: rows.slice(0, row + 1) },
      config: { ...config, rows: null },
      model: recording(model, asked),
      embedder,
      prompts,
      nodes: { ...parts.nodes, extractFeatures },
    });
    try {
      return { state: await pipeline.graph.invoke({ row }), error: null, asked };
    } catch (error) {
      // Look-ahead and a closed account are no outcome of an attack.
      if (error instanceof HindcastError || !(error instanceof Error)) throw error;
      return { state: null, error, asked };
    }
  };
}

/** One model that passes each node's questions on to that node's own. */
export function asOneModel(model: AttackedParts["model"]): ChatModel {
  if ("complete" in model) return model;
  const { analyzeSentiment } = model;
  const ids = [...new Set(MODEL_NODES.map((node) => model[node].id))];
  return {
    id: ids.join(", "),
    origin: analyzeSentiment.origin,
    complete: (request, options) => model[request.node].complete(request, options),
  };
}

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
