/** One question to a model of OpenAI's protocol, put to a server of the test's own. */
import type { ChatModel, ChatRequest } from "../../../../nodes/models/chat-model.ts";
import { makeOpenAiModel } from "../../../../nodes/models/providers/openai-model.ts";
import type { JsonAnswer } from "../../../support/json-server.ts";
import type { CompletionsServer } from "../completions-server.ts";

/** Looks like no other word, so that it is found wherever it leaks. */
export const KEY = "sk-marker-0123456789";
export const REQUEST: ChatRequest = {
  node: "arbitrate",
  messages: [
    { role: "system", content: "You decide." },
    { role: "user", content: "Decide." },
  ],
  answer: {
    name: "arbitrate",
    jsonSchema: { type: "object", properties: { action: { enum: [-1, 1] } }, required: ["action"] },
  },
  seed: 77,
  sample: 0,
};

export function modelAt({ baseURL }: CompletionsServer, name = "some-model"): ChatModel {
  return makeOpenAiModel(name, { apiKey: KEY, baseURL });
}

/** Everything of an error that could end up in a record: messages, fields, causes. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  const fields = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return `${error.message} ${error.stack} ${fields} ${error.cause ? wordsOf(error.cause) : ""}`;
}

/** Refuses, and repeats the key it was sent, as careless servers do. */
export function refuse(status: number, code: string | null) {
  return ({ authorization }: { readonly authorization: string | undefined }): JsonAnswer => ({
    status,
    body: { error: { message: `refused ${authorization}`, type: "test", param: null, code } },
  });
}
