/** Gets a validated answer from a model: ask by schema, parse, repair once, else report the fault. */
import { z } from "zod";
import { canonicalJson } from "../../data/hash.ts";
import type { ModelCall } from "../channels.ts";
import type { AnswerForm } from "./answer-form.ts";
import type { Asker, ChatMessage, ChatModel, ChatReply, ModelNode } from "./chat-model.ts";
import { type FoundObject, objectsIn } from "./json-in-text.ts";

/** What can be wrong with a reply. */
export const ANSWER_FAULTS = [
  /** The model declined, or a filter did. */
  "refusal",
  /** The token limit ended it. */
  "cut off",
  "empty",
  /** No JSON object, a broken one, a key named twice, or two answers that differ. */
  "not JSON",
  /** Nothing wrong but a value outside its enum or literal. */
  "wrong enum",
  /** Another breach of the schema. */
  "wrong form",
] as const;
type AnswerFault = (typeof ANSWER_FAULTS)[number];

/** A question to a model and the form its answer must take. */
export interface Question<T, Who extends Asker = ModelNode> {
  readonly model: ChatModel;
  readonly node: Who;
  readonly system: string;
  readonly user: string;
  /** What was said since, the model's answer first. @default nothing */
  readonly further?: readonly ChatMessage[];
  readonly form: AnswerForm<T>;
  readonly seed: number;
}

/** A model call by whoever made it. */
export type CallBy<Who extends Asker> = Omit<ModelCall, "node"> & { readonly node: Who };

/** A valid value, or the fault that was left after one repair; and every call made. */
export interface StructuredAnswer<T, Who extends Asker = ModelNode> {
  readonly value: T | null;
  readonly fault: AnswerFault | null;
  readonly calls: readonly CallBy<Who>[];
  /** Whether the value stood amid other words. They are passed over; the call's `reply` holds them. */
  readonly amidProse: boolean;
}

type Read<T> =
  | { readonly value: T; readonly amidProse: boolean }
  | { readonly fault: AnswerFault; readonly detail: string };

/** Longest account of an error that is shown to the model, in characters. */
const MAX_DETAIL_CHARS = 400;

/** Asks, and asks once more with the error shown when the first answer cannot be used. */
export async function askStructured<T, Who extends Asker>(
  question: Question<T, Who>,
): Promise<StructuredAnswer<T, Who>> {
  let messages: readonly ChatMessage[] = [
    { role: "system", content: question.system },
    { role: "user", content: question.user },
    ...(question.further ?? []),
  ];
  const calls: CallBy<Who>[] = [];
  for (;;) {
    const reply = await question.model.complete({
      node: question.node,
      messages,
      answer: { name: question.node, jsonSchema: question.form.jsonSchema },
      seed: question.seed,
      sample: 0,
    });
    const read = readAnswer(reply, question.form.schema);
    const fault = "fault" in read ? read.fault : null;
    calls.push(asCall(question, messages, reply, fault));
    if ("value" in read) return { ...read, fault: null, calls };
    if (calls.length === 2) return { value: null, fault, calls, amidProse: false };
    messages = askedAgain(messages, reply.text, read.detail);
  }
}

/**
 * The messages of the second try. An empty answer is not sent back, since some providers refuse an empty
 * message; and as others refuse two user messages in a row, the complaint then goes into the last one.
 */
function askedAgain(
  messages: readonly ChatMessage[],
  answer: string,
  detail: string,
): readonly ChatMessage[] {
  const complaint = `Your answer could not be used: ${detail}. Answer again.`;
  if (answer.trim() !== "") {
    return [
      ...messages,
      { role: "assistant", content: answer },
      { role: "user", content: complaint },
    ];
  }
  const last = messages.findLastIndex(({ role }) => role === "user");
  return messages.map((message, i) =>
    i === last ? { ...message, content: `${message.content}\n\n${complaint}` } : message,
  );
}

/**
 * Reads one reply strictly: one JSON object that satisfies the schema, in fences or amid prose. Other objects
 * are passed over, unless a second one satisfies the schema too and says something else. Prose is never read.
 */
export function readAnswer<T>(reply: ChatReply, schema: z.ZodType<T>): Read<T> {
  if (reply.finish === "refusal") return { fault: "refusal", detail: "it was a refusal" };
  if (reply.finish === "length") {
    return { fault: "cut off", detail: "it was cut off before its end; be brief" };
  }
  if (reply.text.trim() === "") return { fault: "empty", detail: "it was empty" };
  const objects = objectsIn(reply.text);
  if (objects === null) return { fault: "not JSON", detail: "its JSON was broken" };
  const [first, ...others] = objects;
  if (!first) return { fault: "not JSON", detail: "it held no JSON object" };

  const valid = objects.flatMap((found) => {
    const parsed = schema.safeParse(found.value);
    return parsed.success ? [{ ...found, answer: parsed.data }] : [];
  });
  const [usable, ...rivals] = valid;
  if (usable) {
    const text = canonicalJson(usable.answer);
    if (rivals.some(({ answer }) => canonicalJson(answer) !== text)) {
      return { fault: "not JSON", detail: "it held two different answers" };
    }
    return { value: usable.answer, amidProse: isAmidProse(reply.text, usable) };
  }
  if (others.length > 0) return { fault: "not JSON", detail: "it held several JSON objects" };
  return schemaFault(first.value, schema);
}

function isAmidProse(text: string, { start, end }: FoundObject): boolean {
  const around = `${text.slice(0, start)} ${text.slice(end)}`;
  return around.replaceAll(/```(?:json)?/gi, "").trim() !== "";
}

function schemaFault<T>(
  value: object,
  schema: z.ZodType<T>,
): { readonly fault: AnswerFault; readonly detail: string } {
  const { error } = schema.safeParse(value);
  const issues = error?.issues ?? [];
  const isWrongChoice = issues.every(
    ({ code, path }) => code === "invalid_value" && valueAt(value, path) !== undefined,
  );
  const detail = error ? z.prettifyError(error).replaceAll(/\s+/g, " ") : "";
  return { fault: isWrongChoice ? "wrong enum" : "wrong form", detail: shortened(detail) };
}

/** What stands at a path into JSON; undefined where nothing does, which is how a missing choice shows. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === "object" ? Reflect.get(inner, key) : undefined,
    value,
  );
}

function shortened(detail: string): string {
  return detail.length > MAX_DETAIL_CHARS ? `${detail.slice(0, MAX_DETAIL_CHARS - 1)}…` : detail;
}

function asCall<Who extends Asker>(
  { node, model }: Question<unknown, Who>,
  messages: readonly ChatMessage[],
  reply: ChatReply,
  fault: AnswerFault | null,
): CallBy<Who> {
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
