import { describe, expect, it } from "vitest";
import { z } from "zod";
import { endpointTag } from "../../../../data/endpoint.ts";
import { StoppedError, UsageError } from "../../../../data/errors.ts";
import type { ChatModel, ChatRequest } from "../../../../nodes/models/chat-model.ts";
import { verdictSchema } from "../../../../nodes/answer-schemas.ts";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import { makeOpenAiModel } from "../../../../nodes/models/providers/openai-model.ts";
import { portableSchema } from "../../../../nodes/models/providers/portable-schema.ts";
import { makeRememberedModel } from "../../../../nodes/models/replies/remembered-model.ts";
import { replyKey } from "../../../../nodes/models/replies/reply-key.ts";
import { memoryReplies } from "../replies/fakes.ts";
import { type CompletionsServer, completion, serveCompletions } from "../completions-server.ts";
import type { JsonAnswer, ServerAnswer } from "../../../support/json-server.ts";
import { faultOf, thrownBy } from "../../../support/fault.ts";

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

function modelAt({ baseURL }: CompletionsServer, name = "some-model"): ChatModel {
  return makeOpenAiModel(name, { apiKey: KEY, baseURL });
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
          max_tokens: 800,
          stream: false,
          response_format: {
            type: "json_schema",
            json_schema: { name: "arbitrate", strict: true, schema: REQUEST.answer.jsonSchema },
          },
        },
      },
    ]);
  });

  it.each(["o3-mini", "gpt-5-mini"])(
    "sends no temperature to %s, and the room for its thoughts by another name",
    async (name) => {
      await using server = await serveCompletions(() => completion({ content: "{}" }));
      const model = modelAt(server, name);
      await model.complete(REQUEST);
      const body = server.seen[0]?.body;
      expect(body).toMatchObject({ model: name, seed: 77, max_completion_tokens: 4096 });
      expect(body).not.toHaveProperty("temperature");
      expect(body).not.toHaveProperty("max_tokens");
      expect(model.origin.parameters).toMatchObject({ temperature: null, maxTokens: 4096 });
    },
  );

  it("sends and names the token limit it is told", async () => {
    await using server = await serveCompletions(() => completion({ content: "{}" }));
    const model = makeOpenAiModel("m", { apiKey: KEY, baseURL: server.baseURL, maxTokens: 90 });
    await model.complete(REQUEST);
    expect(server.seen[0]?.body).toMatchObject({ max_tokens: 90 });
    expect(model.origin.parameters).toMatchObject({ temperature: 0, maxTokens: 90 });
  });

  it("tells servers apart by a hash, so that one's replies are not another's", () => {
    const originAt = (baseURL: string) => makeOpenAiModel("m", { apiKey: KEY, baseURL }).origin;
    const [one, other] = [originAt("http://one.example/v1"), originAt("http://other.example/v1")];
    expect(one.parameters).toEqual({
      temperature: 0,
      maxTokens: 800,
      server: endpointTag("http://one.example/v1"),
    });
    expect(replyKey(one, REQUEST)).not.toBe(replyKey(other, REQUEST));
    const own = makeOpenAiModel("m", { apiKey: KEY }).origin;
    expect(own.parameters).toEqual({ temperature: 0, maxTokens: 800 });
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses a token limit of %s", (maxTokens) => {
    const fault = thrownBy(() => makeOpenAiModel("m", { apiKey: KEY, maxTokens }));
    expect(fault).toBeInstanceOf(UsageError);
  });

  it("sends the answer's form in strict mode's dialect", async () => {
    await using server = await serveCompletions(() => completion({ content: "{}" }));
    const jsonSchema = z.toJSONSchema(verdictSchema);
    await modelAt(server).complete({ ...REQUEST, answer: { name: "arbitrate", jsonSchema } });
    expect(server.seen[0]?.body).toMatchObject({
      response_format: { json_schema: { schema: portableSchema(jsonSchema) } },
    });
    expect(JSON.stringify(server.seen[0]?.body)).not.toMatch(/\$schema|minLength|minimum/);
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
    ["an answer that ended without a word why", completion({ content: "{}" }, null), "stop", "{}"],
  ])("hands over %s as it is, with its tokens", async (_what, answer, finish, text) => {
    await using server = await serveCompletions(() => answer);
    expect(await modelAt(server).complete(REQUEST)).toMatchObject({
      finish,
      text,
      promptTokens: 21,
      completionTokens: 4,
    });
  });

  it.each(["error", "insufficient_system_resource", { code: KEY }])(
    "takes what ended for the reason %j for no reply, and nobody keeps it",
    async (reason) => {
      const script: ServerAnswer[] = [completion({ content: "" }, reason)];
      await using server = await serveCompletions(
        () => script.shift() ?? completion({ content: "{}" }),
      );
      const store = memoryReplies();
      const model = makeRememberedModel({ model: modelAt(server), store, mode: "live" });
      const fault = await faultOf(model.complete(REQUEST));
      expect(fault).toBeInstanceOf(CallFault);
      expect(fault).toMatchObject({
        kind: "unreadable reply",
        message: expect.stringMatching(
          /^openai:some-model: the reply ended for an unknown reason, ".*(?:error|resource|\[key\]).*"$/,
        ),
      });
      expect(store.written).toEqual([]);
      expect(await model.complete(REQUEST)).toMatchObject({ text: "{}", cached: false });
    },
  );

  it("keeps an empty reply that ended well: it is what the model said", async () => {
    await using server = await serveCompletions(() => completion({ content: "" }));
    const store = memoryReplies();
    const model = makeRememberedModel({ model: modelAt(server), store, mode: "live" });
    await model.complete(REQUEST);
    expect(await model.complete(REQUEST)).toMatchObject({ text: "", finish: "stop", cached: true });
  });

  it("keeps the server's host out of errors", async () => {
    let host = "";
    await using server = await serveCompletions(() => ({
      status: 500,
      body: { error: { message: `${host} is down` } },
    }));
    host = new URL(server.baseURL).host;
    expect(await faultOf(modelAt(server).complete(REQUEST))).toMatchObject({
      message: "openai:some-model: 500 [server] is down",
    });
  });

  it.each([
    [401, "invalid_api_key", "the key was refused (HTTP 401). Check OPENAI_API_KEY"],
    [403, null, "the key was refused (HTTP 403). Check OPENAI_API_KEY and what it may be used for"],
    [402, null, "the account has no quota left (HTTP 402). Top it up"],
    [429, "insufficient_quota", "the account has no quota left (HTTP 429). Top it up"],
    [
      404,
      "model_not_found",
      "no such model (HTTP 404). Check the name, and OPENAI_BASE_URL if it is set",
    ],
  ])("stops the run at status %i, code %s", async (status, code, words) => {
    await using server = await serveCompletions(refuse(status, code));
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(StoppedError);
    expect(fault).toMatchObject({
      code: "STOPPED",
      message: `openai:some-model: ${words}; the same command then goes on`,
    });
    expect(wordsOf(fault)).not.toContain(KEY);
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    [400, "bad_request", "bad request"],
    [422, null, "bad request"],
    [413, null, "bad request"],
    [408, null, "timeout"],
    [429, "rate_limit_exceeded", "rate limit"],
    [500, null, "server error"],
    [502, null, "server error"],
    [504, null, "server error"],
    [503, null, "overloaded"],
    [529, null, "overloaded"],
  ] as const)("fails one try at status %i, code %s: %s", async (status, code, kind) => {
    await using server = await serveCompletions(refuse(status, code));
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({
      kind,
      retryAfterMs: null,
      message: expect.stringMatching(new RegExp(`^openai:some-model: ${status} .*\\[key\\]`)),
    });
    expect(wordsOf(fault)).not.toContain(KEY);
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    [{ "retry-after": "3" }, 3000],
    [{ "retry-after": "3", "retry-after-ms": "250" }, 250],
  ])("says how long the server asks to wait: %o", async (headers, retryAfterMs) => {
    await using server = await serveCompletions((request) => ({
      ...refuse(429, null)(request),
      headers,
    }));
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toMatchObject({ kind: "rate limit", retryAfterMs });
  });

  it.each<[string, ServerAnswer]>([
    ["is no JSON", { status: 200, text: "<html>Bad gateway" }],
    [
      "is no JSON, and says so",
      { status: 200, text: "busy", headers: { "content-type": "text/html" } },
    ],
    ["breaks off", { status: 200, text: '{"choices":[{"mess' }],
    ["is empty", { status: 200, text: "" }],
    ["has no choices", { status: 200, body: { id: "chat-1", choices: [] } }],
    ["is an error in disguise", { status: 200, body: { error: { message: "busy" } } }],
    ["has no message", { status: 200, body: { choices: [{ index: 0 }] } }],
  ])("cannot read a body that %s", async (_what, answer) => {
    await using server = await serveCompletions(() => answer);
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({ kind: "unreadable reply" });
  });

  it("repeats what an error in disguise says", async () => {
    const answer = { status: 200, body: { error: { message: "upstream is busy" } } };
    await using server = await serveCompletions(() => answer);
    expect(await faultOf(modelAt(server).complete(REQUEST))).toMatchObject({
      message: "openai:some-model: the reply is no chat completion: upstream is busy",
    });
  });

  it("has lost the connection when the server cuts it", async () => {
    await using server = await serveCompletions(() => "cut");
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({
      kind: "connection",
      message: expect.stringMatching(/^openai:some-model: no connection \([A-Z_]+\)$/),
    });
  });

  it("has no connection when no one is there, and names no address", async () => {
    const server = await serveCompletions(() => completion({ content: "{}" }));
    await server[Symbol.asyncDispose]();
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({
      kind: "connection",
      message: "openai:some-model: no connection (ECONNREFUSED)",
    });
    expect(wordsOf(fault)).not.toContain(KEY);
    expect(wordsOf(fault)).not.toContain("127.0.0.1");
  });

  it("ends a call at once when its signal is aborted, with the reason given", async () => {
    await using server = await serveCompletions(() => "silence");
    const late = new CallFault("timeout", "too late");
    for (const [reason, expected] of [
      [late, late],
      [undefined, expect.any(StoppedError)],
    ]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 20);
      const call = modelAt(server).complete(REQUEST, { signal: controller.signal });
      expect(await faultOf(call)).toEqual(expected);
    }
  });

  it("keeps the key out of errors, whatever part of the answer echoes it", async () => {
    const echoes: readonly ServerAnswer[] = [
      { status: 500, text: `<p>Bearer ${KEY}</p>` },
      {
        status: 400,
        body: { error: { message: { nested: KEY }, param: KEY, type: KEY, code: KEY } },
      },
      { status: 429, body: { error: KEY }, headers: { "x-request-id": KEY, "x-echo": KEY } },
      { status: 422, body: { detail: KEY } },
      { status: 200, text: KEY },
      { status: 200, body: { error: { message: KEY } } },
      { status: 401, body: { error: { message: KEY } }, headers: { "www-authenticate": KEY } },
      { status: 500, text: `${"x".repeat(290)}${KEY}` },
    ];
    for (const answer of echoes) {
      await using server = await serveCompletions(() => answer);
      const fault = await faultOf(modelAt(server).complete(REQUEST));
      expect(wordsOf(fault)).not.toContain(KEY);
      expect(wordsOf(fault)).not.toContain(KEY.slice(0, 12));
      expect(fault).not.toHaveProperty("cause");
    }
  });

  it("strikes the key out of a reply that repeats it, and changes no other reply", async () => {
    await using server = await serveCompletions(() =>
      completion({ content: `{"said":"Bearer ${KEY}"}` }),
    );
    expect((await modelAt(server).complete(REQUEST)).text).toBe('{"said":"Bearer [key]"}');
    await using plain = await serveCompletions(() => completion({ content: '{"key":"none"}' }));
    const short = makeOpenAiModel("m", { apiKey: "none", baseURL: plain.baseURL });
    expect((await short.complete(REQUEST)).text).toBe('{"key":"none"}');
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
