/** What LangChain's message of any provider comes to: its text, why it ended, its tokens. */
import { z } from "zod";
import type { ChatReply } from "../chat-model.ts";

/** Finish reasons of all providers in lower case, by what they come to; all others are `stop`. */
const FINISHES: ReadonlyMap<string, ChatReply["finish"]> = new Map([
  ["length", "length"],
  ["max_tokens", "length"],
  ["model_length", "length"],
  ["model_context_window_exceeded", "length"],
  ["refusal", "refusal"],
  ["content_filter", "refusal"],
  ["content_filtered", "refusal"],
  ["guardrail_intervened", "refusal"],
  ["safety", "refusal"],
  ["recitation", "refusal"],
  ["blocklist", "refusal"],
  ["prohibited_content", "refusal"],
  ["spii", "refusal"],
]);

const FINISH_FIELDS = ["stop_reason", "finish_reason", "finishReason", "done_reason", "stopReason"];

const usageSchema = z.object({ input_tokens: z.int().min(1), output_tokens: z.int().min(0) });

const emptySchema = z.object({
  name: z.literal("EmptyContentError"),
  blockReason: z.string().optional(),
  finishReason: z.string().optional(),
});

/** A message of any provider as a reply. */
export function replyOf(message: {
  readonly text: string;
  readonly response_metadata: Readonly<Record<string, unknown>>;
  readonly usage_metadata?: unknown;
}): ChatReply {
  const usage = usageSchema.safeParse(message.usage_metadata).data;
  const reasons = FINISH_FIELDS.map((field) => message.response_metadata[field]);
  const reason = reasons.find((value) => typeof value === "string");
  return {
    text: message.text,
    finish: FINISHES.get(String(reason).toLowerCase()) ?? "stop",
    promptTokens: usage?.input_tokens ?? null,
    completionTokens: usage?.output_tokens ?? null,
  };
}

/** Why Google gave no candidate, or an empty one; its client throws then. Null for other errors. */
export function blockedFor(error: unknown): string | null {
  const empty = emptySchema.safeParse(error).data;
  return empty === undefined ? null : empty.blockReason ? "safety" : (empty.finishReason ?? null);
}
