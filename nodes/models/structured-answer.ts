/** Gets a validated answer from a model: ask by schema, parse, repair once, else report the fault. */
import { z } from "zod";
import type { ModelCall } from "../channels.ts";
import type { ChatMessage, ChatModel, ChatReply, ModelNode } from "./chat-model.ts";

/** What can be wrong with a reply. */
type AnswerFault = "refusal" | "cut off" | "empty" | "not JSON" | "wrong form";

/** A question to a model and the schema its answer must satisfy. */
export interface Question<T> {
  readonly model: ChatModel;
  readonly node: ModelNode;
  readonly system: string;
  readonly user: string;
  readonly schema: z.ZodType<T>;
  readonly seed: number;
}

/** A valid value, or the fault that was left after one repair; and every call made. */
export interface StructuredAnswer<T> {
  readonly value: T | null;
  readonly fault: AnswerFault | null;
  readonly calls: readonly ModelCall[];
}

type Read<T> = { readonly value: T } | { readonly fault: AnswerFault; readonly detail: string };

/** Asks, and asks once more with the error shown when the first answer cannot be used. */
export async function askStructured<T>(question: Question<T>): Promise<StructuredAnswer<T>> {
  const messages: ChatMessage[] = [
    { role: "system", content: question.system },
    { role: "user", content: question.user },
  ];
  const calls: ModelCall[] = [];
  for (;;) {
    const reply = await question.model.complete({
      node: question.node,
      messages,
      answer: { name: question.node, jsonSchema: z.toJSONSchema(question.schema) },
      seed: question.seed,
      sample: 0,
    });
    const read = readAnswer(reply, question.schema);
    const fault = "fault" in read ? read.fault : null;
    calls.push(asCall(question, messages, reply, fault));
    if ("value" in read) return { value: read.value, fault: null, calls };
    if (calls.length === 2) return { value: null, fault, calls };
    messages.push(
      { role: "assistant", content: reply.text },
      { role: "user", content: `Your answer could not be used: ${read.detail}. Answer again.` },
    );
  }
}

/** Reads one reply strictly. Text around the JSON object is passed over; nothing else is forgiven. */
export function readAnswer<T>(reply: ChatReply, schema: z.ZodType<T>): Read<T> {
  if (reply.finish === "refusal") return { fault: "refusal", detail: "it was a refusal" };
  if (reply.finish === "length") return { fault: "cut off", detail: "it was cut off" };
  if (reply.text.trim() === "") return { fault: "empty", detail: "it was empty" };
  const json = outermostObject(reply.text);
  if (json === undefined) return { fault: "not JSON", detail: "it held no JSON object" };
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  return { fault: "wrong form", detail: z.prettifyError(parsed.error).replaceAll(/\s+/g, " ") };
}

function outermostObject(text: string): unknown {
  const [first, last] = [text.indexOf("{"), text.lastIndexOf("}")];
  if (first < 0 || last < first) return undefined;
  try {
    return JSON.parse(text.slice(first, last + 1));
  } catch {
    return undefined;
  }
}

function asCall(
  { node, model }: Question<unknown>,
  messages: readonly ChatMessage[],
  reply: ChatReply,
  fault: AnswerFault | null,
): ModelCall {
  const { text, promptTokens, completionTokens } = reply;
  const { costUsd = null, cached = false, retries = 0, latencyMs = null } = reply;
  const bytes = messages.map(({ content }) => Buffer.byteLength(content));
  return {
    node,
    model: model.id,
    messages: [...messages],
    reply: text,
    promptTokens,
    completionTokens,
    costUsd,
    promptBytes: bytes.reduce((sum, size) => sum + size, 0),
    staticBytes: bytes[0] ?? 0,
    cached,
    retries,
    latencyMs,
    fault,
  };
}
