/** What LangChain's message of any provider comes to: its text, why it ended, its tokens. */
import { z } from "zod";
import type { ChatReply } from "../chat-model.ts";
import { type FinishContext, finishOf } from "./finish-reasons.ts";

const FINISH_FIELDS = ["stop_reason", "finish_reason", "finishReason", "done_reason", "stopReason"];

const usageSchema = z.object({ input_tokens: z.int().min(1), output_tokens: z.int().min(0) });

const emptySchema = z.object({
  name: z.literal("EmptyContentError"),
  blockReason: z.string().optional(),
  finishReason: z.string().optional(),
});

/** What is read of LangChain's message. */
interface ProviderMessage {
  readonly text: string;
  readonly response_metadata: Readonly<Record<string, unknown>>;
  readonly usage_metadata?: unknown;
}

/**
 * A message of any provider as a reply.
 * @throws CallFault for one that ended for an unknown reason
 */
export function replyOf(message: ProviderMessage, context: FinishContext): ChatReply {
  const usage = usageSchema.safeParse(message.usage_metadata).data;
  const reasons = FINISH_FIELDS.map((field) => message.response_metadata[field]);
  return {
    text: context.strikeKey(message.text),
    finish: finishOf(
      reasons.find((reason) => reason !== undefined && reason !== null),
      context,
    ),
    promptTokens: usage?.input_tokens ?? null,
    completionTokens: usage?.output_tokens ?? null,
  };
}

/** Why Google gave no candidate, or an empty one; its client throws then. Null for other errors. */
export function blockedFor(error: unknown): string | null {
  const empty = emptySchema.safeParse(error).data;
  return empty === undefined ? null : empty.blockReason ? "safety" : (empty.finishReason ?? null);
}
