/** A model that is asked only while the budget holds. */
import type { ChatModel, ChatReply } from "../chat-model.ts";
import type { Budget } from "./budget.ts";
import { type Price, costOf } from "./prices.ts";
import { boundPromptTokens } from "./token-estimate.ts";

/** Output tokens to reckon with where the model is not told a limit. */
const DEFAULT_OUTPUT_TOKENS = 4096;

export interface BudgetedModelParts {
  readonly model: ChatModel;
  readonly budget: Budget;
  /** Null only where the budget has no limit. */
  readonly price: Price | null;
}

/**
 * The same model; before each call as much is set aside as it may cost at most, and after it what it did cost is
 * booked: all that was set aside where the model does not say its tokens, nothing where the call failed. Belongs
 * inside the remembered model, so that stored replies set nothing aside.
 * @throws UsageError when the budget has a limit and the price is unknown
 */
export function makeBudgetedModel({ model, budget, price }: BudgetedModelParts): ChatModel {
  if (price === null) budget.mustBePriced([model.origin]);
  const { maxTokens } = model.origin.parameters;
  const outputTokens = typeof maxTokens === "number" ? maxTokens : DEFAULT_OUTPUT_TOKENS;
  const spent = ({ promptTokens, completionTokens }: ChatReply): number | null =>
    costOf(price, promptTokens, completionTokens);
  return {
    id: model.id,
    origin: model.origin,
    async complete(request, options) {
      const bound = costOf(price, boundPromptTokens(request), outputTokens) ?? 0;
      const reserved = await budget.reserveInTurn(bound);
      let actual = 0;
      try {
        options?.signal?.throwIfAborted();
        const reply = await model.complete(request, options);
        actual = spent(reply) ?? reserved;
        return reply;
      } finally {
        budget.settle(reserved, actual);
      }
    },
  };
}
