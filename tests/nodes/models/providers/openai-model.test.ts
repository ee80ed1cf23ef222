import { describe, expect, it } from "vitest";
import { z } from "zod";
import { endpointTag } from "../../../../data/endpoint.ts";
import { UsageError } from "../../../../data/errors.ts";
import { verdictSchema } from "../../../../nodes/answer-schemas.ts";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import { makeOpenAiModel } from "../../../../nodes/models/providers/openai-model.ts";
import { portableSchema } from "../../../../nodes/models/providers/portable-schema.ts";
import { makeRememberedModel } from "../../../../nodes/models/replies/remembered-model.ts";
import { replyKey } from "../../../../nodes/models/replies/reply-key.ts";
import { memoryReplies } from "../replies/fakes.ts";
import { completion, serveCompletions } from "../completions-server.ts";
import type { ServerAnswer } from "../../../support/json-server.ts";
import { faultOf, thrownBy } from "../../../support/fault.ts";
import { KEY, REQUEST, modelAt } from "./asked-openai-model.ts";

const originAt = (baseURL: string) => makeOpenAiModel("m", { apiKey: KEY, baseURL }).origin;

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
});
