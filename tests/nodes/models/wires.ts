/** How each provider's protocol says a reply, why it ended, and an error. */
import type { ChatReply } from "../../../nodes/models/chat-model.ts";
import type { Answer } from "./provider-server.ts";

export interface Wire {
  /** Follows the server's origin in a base URL. */
  readonly path: string;
  /** What says each way to end; null where the protocol has no word for it. */
  readonly finishes: Readonly<Record<ChatReply["finish"], string | null>>;
  /** A reply of 21 tokens in and 4 out. */
  reply(text: string, finish: string): Answer;
  error(message: string): unknown;
  /** What goes with an error that asks to wait, where the client drops the header. */
  readonly wait?: (seconds: number) => Readonly<Record<string, unknown>>;
}

/** A JSON answer. */
export function json(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

export const OPENAI: Wire = {
  path: "/v1",
  finishes: { stop: "stop", length: "length", refusal: "content_filter" },
  reply: (text, finish) =>
    json({
      id: "chat-1",
      object: "chat.completion",
      created: 0,
      model: "some-model",
      choices: [{ index: 0, finish_reason: finish, message: { role: "assistant", content: text } }],
      usage: { prompt_tokens: 21, completion_tokens: 4, total_tokens: 25 },
    }),
  error: (message) => ({ error: { message, type: "test", param: null, code: null } }),
};

export const ANTHROPIC: Wire = {
  path: "",
  finishes: { stop: "end_turn", length: "max_tokens", refusal: "refusal" },
  reply: (text, finish) =>
    json({
      id: "msg-1",
      type: "message",
      role: "assistant",
      model: "some-model",
      content: [{ type: "text", text }],
      stop_reason: finish,
      stop_sequence: null,
      usage: { input_tokens: 21, output_tokens: 4 },
    }),
  error: (message) => ({ type: "error", error: { type: "test_error", message } }),
};

export const MISTRAL: Wire = {
  path: "",
  finishes: { stop: "stop", length: "length", refusal: null },
  reply: (text, finish) => ({
    status: 200,
    headers: { "content-type": "text/event-stream" },
    body: `${mistralEvent(text, null)}${mistralEvent("", finish)}data: [DONE]\n\n`,
  }),
  error: (message) => ({ object: "error", message, type: "test", code: null }),
};

function mistralEvent(content: string, finish: string | null): string {
  const usage = { prompt_tokens: 21, completion_tokens: 4, total_tokens: 25 };
  const event = {
    id: "chat-1",
    object: "chat.completion.chunk",
    created: 0,
    model: "some-model",
    choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: finish }],
    ...(finish !== null && { usage }),
  };
  return `data: ${JSON.stringify(event)}\n\n`;
}

export const OLLAMA: Wire = {
  path: "",
  finishes: { stop: "stop", length: "length", refusal: null },
  reply: (text, finish) => {
    const end = { done: true, done_reason: finish, prompt_eval_count: 21, eval_count: 4 };
    return {
      status: 200,
      headers: { "content-type": "application/x-ndjson" },
      body: ollamaLine(text, { done: false }) + ollamaLine("", end),
    };
  },
  error: (message) => ({ error: message }),
};

function ollamaLine(content: string, more: object): string {
  const message = { role: "assistant", content };
  const line = { model: "some-model", created_at: "2025-01-01T00:00:00Z", message, ...more };
  return `${JSON.stringify(line)}\n`;
}

export const GOOGLE: Wire = {
  path: "",
  finishes: { stop: "STOP", length: "MAX_TOKENS", refusal: "SAFETY" },
  reply: (text, finish) =>
    json({
      candidates: [
        { index: 0, finishReason: finish, content: { role: "model", parts: [{ text }] } },
      ],
      usageMetadata: { promptTokenCount: 21, candidatesTokenCount: 4, totalTokenCount: 25 },
    }),
  error: (message) => ({ error: { code: 0, message, status: "TEST" } }),
  wait: (seconds) => ({
    error: {
      code: 429,
      message: "slow down",
      status: "RESOURCE_EXHAUSTED",
      details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${seconds}s` }],
    },
  }),
};
