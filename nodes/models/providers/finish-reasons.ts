/** Why replies end, in the words of all providers: well, cut off, refused, or for a reason that makes them none. */
import { quoted } from "../../../data/errors.ts";
import type { ChatReply } from "../chat-model.ts";
import { CallFault } from "../failures/call-fault.ts";

/** Finish reasons in lower case, by what they come to. What is not among them, such as `error`, ends no reply. */
const FINISHES: ReadonlyMap<string, ChatReply["finish"]> = new Map([
  ["stop", "stop"],
  ["stop_sequence", "stop"],
  ["end_turn", "stop"],
  ["complete", "stop"],
  ["completed", "stop"],
  ["done", "stop"],
  ["eos", "stop"],
  ["eos_token", "stop"],
  ["tool_calls", "stop"],
  ["tool_use", "stop"],
  ["function_call", "stop"],
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

/** Whose reply it is, and what may be written down of it. */
export interface FinishContext {
  readonly model: string;
  readonly redact: (text: string) => string;
  /** Strikes the key out of a reply. */
  readonly strikeKey: (text: string) => string;
}

/**
 * What a finish reason comes to; `stop` where the server gives none.
 * @throws CallFault for a reason that is not known: the text before it may be no answer, so nobody should keep it
 */
export function finishOf(reason: unknown, { model, redact }: FinishContext): ChatReply["finish"] {
  if (reason === undefined || reason === null || reason === "") return "stop";
  const known = typeof reason === "string" ? FINISHES.get(reason.toLowerCase()) : undefined;
  if (known !== undefined) return known;
  const said = redact(typeof reason === "string" ? reason : JSON.stringify(reason));
  throw new CallFault(
    "unreadable reply",
    `${model}: the reply ended for an unknown reason, ${quoted(said)}`,
  );
}
