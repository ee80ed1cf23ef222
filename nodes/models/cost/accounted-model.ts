/** A model whose calls are timed and written into the books. */
import { stopwatchMs } from "../../../data/clock.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";
import { CallAccounts } from "./call-account.ts";
import type { CallLine } from "./ledger.ts";

export interface AccountedModelParts {
  readonly model: ChatModel;
  readonly onCall: (line: CallLine) => void;
  /** Those that a budget inside books on. @default nobody does */
  readonly accounts?: CallAccounts | undefined;
}

/** The same model; each call is timed and reported, a failed one before its error goes on. Belongs outermost. */
export function makeAccountedModel(parts: AccountedModelParts): ChatModel {
  const { model, onCall, accounts = new CallAccounts() } = parts;
  return {
    id: model.id,
    origin: model.origin,
    async complete(question, options) {
      const started = stopwatchMs();
      const { request, account } = accounts.open(question);
      const line = (reply: ChatReply | null): CallLine => ({
        ...callLine(model, request, reply),
        bookedUsd: account.bookedUsd,
        maybeBilled: account.maybeBilled,
        bound: account.bound,
        latencyMs: stopwatchMs() - started,
        outcome: reply === null ? "failed" : "reply",
      });
      let reply: ChatReply;
      try {
        reply = await model.complete(request, options);
      } catch (error) {
        onCall(line(null));
        throw error;
      }
      const answered = line(reply);
      onCall(answered);
      return { ...reply, latencyMs: answered.latencyMs };
    },
  };
}

function callLine(model: ChatModel, { node }: ChatRequest, reply: ChatReply | null) {
  return {
    node,
    model: model.id,
    cached: reply?.cached ?? false,
    retries: reply?.retries ?? 0,
    promptTokens: reply?.promptTokens ?? null,
    completionTokens: reply?.completionTokens ?? null,
    costUsd: reply?.costUsd ?? null,
  };
}
