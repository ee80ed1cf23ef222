/** A loopback server that speaks the OpenAI chat protocol; a model of the tests answers behind it. */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ASKERS, type ChatMessage, type ChatModel } from "../../nodes/models/chat-model.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { type JsonAnswer, type JsonServer, serveJson } from "./json-server.ts";

const requestSchema = z.object({
  model: z.string(),
  messages: z.array(
    z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() }),
  ),
  seed: z.int(),
  response_format: z.object({
    json_schema: z.object({
      name: z.enum(ASKERS),
      schema: z.record(z.string(), z.unknown()),
    }),
  }),
});

export interface ChatServer extends JsonServer {
  /** Calls so far. */
  readonly calls: () => number;
  /** How the next calls are answered: after how many milliseconds, and with which error, if any. */
  behave(manner: { readonly delayMs?: number; readonly refuse?: Refusal | null }): void;
}

/** An error answer. `message` is given the request's `Authorization` header, as some servers echo it. */
interface Refusal {
  readonly status: number;
  readonly message: (authorization: string) => string;
}

/** The messages of a request in the protocol's form. */
export function messagesIn(body: unknown): readonly ChatMessage[] {
  return requestSchema.parse(body).messages;
}

/** What the simulated model says to a request in the protocol's form. */
export function simulatedText(body: unknown): Promise<string> {
  return textOf(makeSimulatedModel(), body);
}

async function textOf(model: ChatModel, body: unknown): Promise<string> {
  const { response_format, messages, seed } = requestSchema.parse(body);
  const { name, schema } = response_format.json_schema;
  const answer = { name, jsonSchema: schema };
  const reply = await model.complete({
    node: name,
    messages,
    answer,
    seed,
    sample: 0,
  });
  return reply.text;
}

/** A completion of one choice, with its tokens. */
export function chatCompletion(
  message: Readonly<Record<string, unknown>>,
  finishReason = "stop",
): JsonAnswer {
  return {
    status: 200,
    body: {
      id: "chat-1",
      object: "chat.completion",
      created: 0,
      model: "test",
      choices: [
        { index: 0, message: { role: "assistant", ...message }, finish_reason: finishReason },
      ],
      usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
    },
  };
}

/** Starts a server on a free port of 127.0.0.1. @param model who answers; the simulated one unless told */
export async function serveChat(model = makeSimulatedModel()): Promise<ChatServer> {
  let calls = 0;
  let manner: { delayMs: number; refuse: Refusal | null } = { delayMs: 0, refuse: null };

  const server = await serveJson(async ({ body, authorization }) => {
    calls += 1;
    const { delayMs, refuse } = manner;
    await sleep(delayMs);
    if (refuse !== null) {
      const error = { message: refuse.message(authorization), type: "test", code: null };
      return { status: refuse.status, body: { error } };
    }
    return chatCompletion({ content: await textOf(model, body) });
  });
  return {
    ...server,
    calls: () => calls,
    behave: (changed) => void (manner = { ...manner, ...changed }),
  };
}
