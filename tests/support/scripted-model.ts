/** A chat model that gives the replies it was told, and remembers what it was asked. */
import type { ChatModel, ChatReply, ChatRequest } from "../../nodes/models/chat-model.ts";

export interface ScriptedModel extends ChatModel {
  /** Requests as they stood when they came in. */
  readonly asked: readonly ChatRequest[];
  /** Everything the last request's messages say. */
  lastPrompt(): string;
}

/** Replies in turn: a text, a value to write as JSON, or parts of a reply. Throws when asked once more. */
export function scriptedModel(...script: readonly (string | Partial<ChatReply>)[]): ScriptedModel {
  const asked: ChatRequest[] = [];
  return {
    id: "scripted",
    origin: { provider: "scripted", name: "script", parameters: {}, seeded: false },
    asked,
    lastPrompt: () => (asked.at(-1)?.messages ?? []).map(({ content }) => content).join("\n"),
    complete: (request) => {
      const next = script[asked.length];
      asked.push({ ...request, messages: [...request.messages] });
      if (next === undefined) return Promise.reject(new Error("expected no further question"));
      return Promise.resolve({ ...PLAIN, ...(typeof next === "string" ? { text: next } : next) });
    },
  };
}

const PLAIN: ChatReply = {
  text: "",
  finish: "stop",
  promptTokens: 11,
  completionTokens: 7,
  costUsd: 0.5,
  cached: false,
};
