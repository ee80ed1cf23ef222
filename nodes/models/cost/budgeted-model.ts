/** A model that is asked only while the budget holds. */
import type { CallOptions, ChatModel, ChatReply, ChatRequest, ModelLayer } from "../chat-model.ts";
import type { Budget } from "./budget.ts";
import { CallAccounts } from "./call-account.ts";
import type { TokenBound } from "./ledger.ts";
import { mayBeBilled } from "./may-be-billed.ts";
import { type Price, costOf } from "./prices.ts";
import { boundPromptTokens } from "./token-estimate.ts";

/** Output tokens to reckon with where the model is not told a limit. */
const DEFAULT_OUTPUT_TOKENS = 4096;

export interface BudgetedModelParts {
  /** The model itself, without further tries. */
  readonly model: ChatModel;
  readonly budget: Budget;
  /** Null only where the budget has no limit. */
  readonly price: Price | null;
  /** Puts further tries around a model, one after another. @default none */
  readonly patient?: ModelLayer | undefined;
  /** Where the books find what a call's tries were booked at. */
  readonly accounts?: CallAccounts | undefined;
}

/**
 * The same model with its tries, each of them budgeted: as much is set aside as it may cost at most, and then what it
 * did cost is booked; all that was set aside where the model does not say its tokens, or gave no reply but may be
 * paid for; nothing after a clear refusal. A call waits for the money of its first try before any try's time runs.
 * Belongs inside the remembered model, so that stored replies set nothing aside.
 * @throws UsageError when the budget has a limit and the price is unknown
 */
export function makeBudgetedModel(parts: BudgetedModelParts): ChatModel {
  const { model, budget, price, patient, accounts = new CallAccounts() } = parts;
  if (price === null) budget.mustBePriced([model.origin]);
  const boundOf = tokenBoundOf(model);
  const mostUsd = (bound: TokenBound): number =>
    costOf(price, bound.promptTokens, bound.completionTokens) ?? 0;
  const tried = makeTriedModel({ model, budget, price, accounts }, boundOf, mostUsd);
  const asked = patient ? patient(tried) : tried;
  return {
    id: model.id,
    origin: model.origin,
    async complete(question, options) {
      const { request, account } = accounts.of(question);
      account.hold(await budget.reserveInTurn(mostUsd(boundOf(request))));
      try {
        return await asked.complete(request, options);
      } finally {
        const unused = account.takeHeld();
        if (unused !== null) budget.settle(unused, 0);
      }
    },
  };
}

interface TriedModelParts {
  readonly model: ChatModel;
  readonly budget: Budget;
  readonly price: Price | null;
  readonly accounts: CallAccounts;
}

/** One try a call. It is settled once, and at once when it is cut short: it may never end. */
function makeTriedModel(
  { model, budget, price, accounts }: TriedModelParts,
  boundOf: (request: ChatRequest) => TokenBound,
  mostUsd: (bound: TokenBound) => number,
): ChatModel {
  const known = (usd: number): number | null => (price === null ? null : usd);
  const complete = async (request: ChatRequest, options: CallOptions = {}): Promise<ChatReply> => {
    const { signal } = options;
    const { account } = accounts.of(request);
    const bound = boundOf(request);
    const reserved = account.takeHeld() ?? (await budget.reserveInTurn(mostUsd(bound)));
    let isOpen = true;
    const settle = (usd: number): boolean => {
      if (!isOpen) return false;
      isOpen = false;
      budget.settle(reserved, usd);
      return true;
    };
    const giveBack = (): void => {
      if (isOpen) account.hold(reserved);
      isOpen = false;
    };
    const loseTrack = (): void => {
      if (!settle(reserved)) return;
      if (price !== null && reserved === 0) account.book(0);
      else account.bookUnanswered(known(reserved));
    };
    if (signal?.aborted) settle(0);
    signal?.throwIfAborted();
    account.bound = bound;
    signal?.addEventListener("abort", loseTrack, { once: true });
    try {
      const reply = await model.complete(request, options);
      const usd = costOf(price, reply.promptTokens, reply.completionTokens) ?? reserved;
      if (settle(usd)) account.book(known(usd));
      return reply;
    } catch (error) {
      if (mayBeBilled(error)) loseTrack();
      else giveBack();
      throw error;
    } finally {
      signal?.removeEventListener("abort", loseTrack);
    }
  };
  return { id: model.id, origin: model.origin, complete };
}

function tokenBoundOf({ origin }: ChatModel): (request: ChatRequest) => TokenBound {
  const { maxTokens } = origin.parameters;
  const completionTokens = typeof maxTokens === "number" ? maxTokens : DEFAULT_OUTPUT_TOKENS;
  return (request) => ({ promptTokens: boundPromptTokens(request), completionTokens });
}
