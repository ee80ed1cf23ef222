/** A model whose replies say what getting them cost. */
import type { ChatModel } from "../chat-model.ts";
import { type Price, costOf } from "./prices.ts";

/**
 * The same model; each reply with the price of getting it once, whether it came from a store or not. Null where the
 * price or the tokens are unknown.
 */
export function makePricedModel({
  model,
  price,
}: {
  readonly model: ChatModel;
  readonly price: Price | null;
}): ChatModel {
  return {
    id: model.id,
    origin: model.origin,
    async complete(request, options) {
      const reply = await model.complete(request, options);
      return { ...reply, costUsd: costOf(price, reply.promptTokens, reply.completionTokens) };
    },
  };
}
