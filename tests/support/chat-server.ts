/** A loopback server that speaks the OpenAI chat protocol; the simulated model answers behind it. */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { MODEL_NODES } from "../../nodes/models/chat-model.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { type JsonServer, serveJson } from "./json-server.ts";

const requestSchema = z.object({
  model: z.string(),
  messages: z.array(
    z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() }),
  ),
  seed: z.int(),
  response_format: z.object({
    json_schema: z.object({
      name: z.enum(MODEL_NODES),
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

/** Starts a server on a free port of 127.0.0.1. */
export async function serveChat(): Promise<ChatServer> {
  const model = makeSimulatedModel();
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
    const { response_format, messages, seed, ...request } = requestSchema.parse(body);
    const { name, schema } = response_format.json_schema;
    const reply = await model.complete({
      node: name,
      messages,
      answer: { name, jsonSchema: schema },
      seed,
      sample: 0,
    });
    const message = { role: "assistant", content: reply.text };
    return {
      status: 200,
      body: {
        id: "chat-1",
        object: "chat.completion",
        created: 0,
        model: request.model,
        choices: [{ index: 0, message, finish_reason: "stop" }],
        usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
      },
    };
  });
  return {
    ...server,
    calls: () => calls,
    behave: (changed) => void (manner = { ...manner, ...changed }),
  };
}
