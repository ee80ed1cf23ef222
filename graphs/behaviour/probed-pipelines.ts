/** Pipelines like the one that is probed: the same models, memory and budget, equal questions asked once. */
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { forEachNode } from "../../nodes/models/node-models.ts";
import { makeRememberedModel } from "../../nodes/models/replies/remembered-model.ts";
import type { StoredReply } from "../../nodes/models/replies/reply-store.ts";
import { loadPrompts } from "../../nodes/prompts.ts";
import { makeArbiter } from "../built-in-nodes.ts";
import { type Pipeline, buildPipeline } from "../pipeline.ts";
import type { LabParts } from "./lab.ts";

/** A pipeline of its own to decide rows with, and what is needed to decide them again. */
export function probedWith(pipeline: Pipeline): {
  readonly base: Pipeline;
  readonly lab: LabParts;
} {
  const { config, parts } = pipeline;
  const base = like(askedOnce(pipeline), config.seed);
  const isOwn = base.ownNodes.arbitrate !== undefined || config.without.includes("arbitrate");
  const prompts = parts.prompts ?? loadPrompts();
  const swapped = { ...config, quantFirst: !config.quantFirst };
  return {
    base,
    lab: {
      history: base.history,
      nodes: base.nodes,
      without: config.without,
      swapped: isOwn ? null : makeArbiter({ config: swapped, models: base.models, prompts }),
    },
  };
}

/** Nodes with other seeds than the pipeline's own, as many as are asked for. */
export function sampledWith(
  pipeline: Pipeline,
  samples: number,
): readonly Pick<LabParts, "history" | "nodes">[] {
  const { seed } = pipeline.config;
  return Array.from({ length: samples }, (_, i) => like(pipeline, (seed + 1 + i) % 2 ** 31));
}

function like({ parts, history, config, models }: Pipeline, seed: number): Pipeline {
  const { service, ...rest } = parts;
  return buildPipeline({
    ...rest,
    history,
    config: { ...config, seed, rows: null },
    model: models,
    // The models bring their own memory and budget along.
    ...(service?.price && { service: { price: service.price } }),
  });
}

/** The pipeline with a memory for models that have none. */
function askedOnce(pipeline: Pipeline): Pipeline {
  const { memories } = pipeline.parts.service ?? {};
  const known = new Map<ChatModel, ChatModel>();
  const models = forEachNode((node) => {
    const model = pipeline.models[node];
    if (memories?.[node]) return model;
    const made = known.get(model) ?? remembering(model);
    known.set(model, made);
    return made;
  });
  return { ...pipeline, models };
}

function remembering(model: ChatModel): ChatModel {
  const replies = new Map<string, StoredReply>();
  return makeRememberedModel({
    model,
    mode: "live",
    store: {
      read: async (key) => replies.get(key) ?? null,
      write: async (key, reply) => void replies.set(key, reply),
    },
  });
}
