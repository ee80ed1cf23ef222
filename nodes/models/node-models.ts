/** Which model answers for which node. */
import { type ChatModel, MODEL_NODES, type ModelNode } from "./chat-model.ts";

/** One model a node. */
export type NodeModels = Readonly<Record<ModelNode, ChatModel>>;

/** A value for every model node. */
export function forEachNode<T>(make: (node: ModelNode) => T): Readonly<Record<ModelNode, T>> {
  const [sentiment, quant, arbiter] = MODEL_NODES;
  return {
    [sentiment]: make(sentiment),
    [quant]: make(quant),
    [arbiter]: make(arbiter),
  };
}

/** The models by node, where one may answer for all. */
export function modelsByNode(models: ChatModel | NodeModels): NodeModels {
  return "complete" in models ? forEachNode(() => models) : models;
}

/** The models' ids as one name, each once. */
export function mergedName(model: ChatModel | NodeModels): string {
  const models = modelsByNode(model);
  return [...new Set(MODEL_NODES.map((node) => models[node].id))].join(", ");
}
