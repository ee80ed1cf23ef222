import { describe, expect, it } from "vitest";
import { endpointTag } from "../../../../data/endpoint.ts";
import { StoppedError } from "../../../../data/errors.ts";
import type { ChatModel, ChatRequest } from "../../../../nodes/models/chat-model.ts";
import { makeOpenAiModel } from "../../../../nodes/models/providers/openai-model.ts";
import { type CompletionsServer, completion, serveCompletions } from "../completions-server.ts";
import type { JsonAnswer } from "../../../support/json-server.ts";
import { faultOf } from "../../../support/fault.ts";

const KEY = "sk-marker-0123456789";
const REQUEST: ChatRequest = {
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

function modelAt({ baseURL }: CompletionsServer, name = "some-model", maxRetries = 0): ChatModel {
  return makeOpenAiModel(name, { apiKey: KEY, baseURL, maxRetries });
}

/** Everything of an error that could end up in a record: messages, fields, causes. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  const fields = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return `${error.message} ${error.stack} ${fields} ${error.cause ? wordsOf(error.cause) : ""}`;
}

describe("the OpenAI model", () => {
  it("sends messages, model, seed, the answer's form and temperature 0", async () => {
    await using server = await serveCompletions(() => completion({ content: '{"action":1}' }));
    const model = modelAt(server);
    expect(model.id).toBe(`openai:some-model${endpointTag(server.baseURL)}`);
    await model.complete(REQUEST);
    expect(server.seen).toMatchObject([
      {
        path: "/v1/chat/completions",
        authorization: `Bearer ${KEY}`,
        body: {
          model: "some-model",
          messages: REQUEST.messages,
          seed: 77,
          temperature: 0,
          stream: false,
          response_format: {
            type: "json_schema",
            json_schema: { name: "arbitrate", strict: true, schema: REQUEST.answer.jsonSchema },
          },
        },
      },
    ]);
  });

  it.each(["o3-mini", "gpt-5-mini"])("sends no temperature to %s", async (name) => {
    await using server = await serveCompletions(() => completion({ content: "{}" }));
    await modelAt(server, name).complete(REQUEST);
    expect(server.seen[0]?.body).toMatchObject({ model: name, seed: 77 });
    expect(server.seen[0]?.body).not.toHaveProperty("temperature");
  });

  it("gives the text and the tokens it cost", async () => {
    await using server = await serveCompletions(() => completion({ content: '{"action":1}' }));
    expect(await modelAt(server).complete(REQUEST)).toEqual({
      text: '{"action":1}',
      finish: "stop",
      promptTokens: 21,
      completionTokens: 4,
      costUsd: null,
      cached: false,
    });
  });

  it("does not know the tokens of a server that does not say", async () => {
    await using server = await serveCompletions(() => completion({ content: "{}" }, "stop", null));
    const reply = await modelAt(server).complete(REQUEST);
    expect(reply).toMatchObject({ promptTokens: null, completionTokens: null });
  });

  it.each([
    ["an answer cut off", completion({ content: '{"action":' }, "length"), "length", '{"action":'],
    ["a refusal", completion({ content: null, refusal: "I cannot." }), "refusal", ""],
    ["a filtered answer", completion({ content: "" }, "content_filter"), "refusal", ""],
    ["an empty refusal", completion({ content: "{}", refusal: null }), "stop", "{}"],
    ["a fenced answer", completion({ content: "```json\n{}\n```" }), "stop", "```json\n{}\n```"],
    ["prose", completion({ content: "Buy, I would say." }), "stop", "Buy, I would say."],
    ["nothing", completion({ content: null }), "stop", ""],
  ])("hands over %s as it is, with its tokens", async (_what, answer, finish, text) => {
    await using server = await serveCompletions(() => answer);
    expect(await modelAt(server).complete(REQUEST)).toMatchObject({
      finish,
      text,
      promptTokens: 21,
      completionTokens: 4,
    });
  });

  it.each([
    [401, "invalid_api_key", "the key was refused (HTTP 401). Check OPENAI_API_KEY"],
    [403, null, "the key was refused (HTTP 403). Check OPENAI_API_KEY"],
    [402, null, "the account has no quota left"],
    [429, "insufficient_quota", "the account has no quota left"],
    [
      404,
      "model_not_found",
      "no such model (HTTP 404). Check the name, and OPENAI_BASE_URL if it is set",
    ],
  ])("stops the run at status %i, code %s", async (status, code, words) => {
    await using server = await serveCompletions(refuse(status, code));
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(StoppedError);
    expect(fault).toMatchObject({ code: "STOPPED", message: `openai:some-model: ${words}` });
    expect(wordsOf(fault)).not.toContain(KEY);
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    [400, "bad_request"],
    [429, "rate_limit_exceeded"],
    [500, null],
    [503, null],
  ])("fails the one call at status %i, code %s, the key struck out", async (status, code) => {
    await using server = await serveCompletions(refuse(status, code));
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(Error);
    expect(fault).not.toBeInstanceOf(StoppedError);
    expect(fault).toMatchObject({
      message: expect.stringMatching(new RegExp(`^openai:some-model: ${status} .*\\[key\\]`)),
    });
    expect(wordsOf(fault)).not.toContain(KEY);
  });

  it("tries again as often as it is told, then fails the call", async () => {
    await using server = await serveCompletions(refuse(500, null));
    const fault = await faultOf(modelAt(server, "some-model", 1).complete(REQUEST));
    expect(fault).not.toBeInstanceOf(StoppedError);
    expect(server.seen).toHaveLength(2);
  });

  it("takes the answer of a later try", async () => {
    let tries = 0;
    await using server = await serveCompletions((request) => {
      tries += 1;
      return tries === 1 ? refuse(500, null)(request) : completion({ content: "{}" });
    });
    expect(await modelAt(server, "some-model", 1).complete(REQUEST)).toMatchObject({ text: "{}" });
  });

  it("fails the call when no one is there, without the key", async () => {
    const server = await serveCompletions(() => completion({ content: "{}" }));
    await server[Symbol.asyncDispose]();
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toMatchObject({ message: "openai:some-model: Connection error." });
    expect(wordsOf(fault)).not.toContain(KEY);
  });

  it("shows the key in nothing it gives out", async () => {
    await using server = await serveCompletions(() => completion({ content: "{}" }));
    const model = modelAt(server);
    const reply = await model.complete(REQUEST);
    expect(JSON.stringify([model, reply])).not.toContain(KEY);
  });
});

/** Refuses, and repeats the key it was sent, as careless servers do. */
function refuse(status: number, code: string | null) {
  return ({ authorization }: { readonly authorization: string | undefined }): JsonAnswer => ({
    status,
    body: { error: { message: `refused ${authorization}`, type: "test", param: null, code } },
  });
}
