import { describe, expect, it } from "vitest";
import { endpointTag } from "../../../../data/endpoint.ts";
import { StoppedError, UsageError } from "../../../../data/errors.ts";
import type { ChatRequest } from "../../../../nodes/models/chat-model.ts";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import { makePatientModel } from "../../../../nodes/models/failures/patient-model.ts";
import { makeUniversalModel } from "../../../../nodes/models/providers/universal-model.ts";
import { replyKey } from "../../../../nodes/models/replies/reply-key.ts";
import { faultOf } from "../../../support/fault.ts";
import { type Answer, serveProvider } from "../provider-server.ts";
import { ANTHROPIC, GOOGLE, MISTRAL, OLLAMA, type Wire, json } from "../wires.ts";

const KEY = "sk-marker-0123456789";
const SCHEMA = {
  type: "object",
  properties: {
    action: { type: "number", enum: [-1, 1] },
    size: { type: "number", minimum: 0, maximum: 1 },
  },
  required: ["action", "size"],
  additionalProperties: false,
};
const REQUEST: ChatRequest = {
  node: "arbitrate",
  messages: [
    { role: "system", content: "You decide." },
    { role: "user", content: "Decide." },
    { role: "assistant", content: "{}" },
    { role: "user", content: "Decide again." },
  ],
  answer: { name: "arbitrate", jsonSchema: SCHEMA },
  seed: 77,
  sample: 0,
};

/** The body that a model sends with one request. */
async function sentBy(provider: string, name: string, wire: Wire): Promise<unknown> {
  await using server = await serveProvider();
  server.answer(wire.reply("{}", wire.finishes.stop ?? ""));
  const options = { apiKey: KEY, baseURL: server.origin };
  await (await makeUniversalModel(provider, name, options)).complete(REQUEST);
  return server.seen[0];
}

describe("the universal model", () => {
  it("asks Anthropic for the form, without bounds that it refuses", async () => {
    const body = await sentBy("anthropic", "claude-haiku-4-5", ANTHROPIC);
    expect(body).toMatchObject({ model: "claude-haiku-4-5", max_tokens: 800, temperature: 0 });
    expect(body).toMatchObject({
      messages: [{ role: "user" }, { role: "assistant" }, { role: "user" }],
      output_config: {
        format: {
          type: "json_schema",
          schema: { ...SCHEMA, properties: { ...SCHEMA.properties, size: { type: "number" } } },
        },
      },
    });
    expect(JSON.stringify(body)).not.toContain("JSON schema:");
  });

  it("sends no temperature to a Claude that takes none", async () => {
    const body = await sentBy("anthropic", "claude-opus-4-7", ANTHROPIC);
    expect(body).not.toHaveProperty("temperature");
    const model = await makeUniversalModel("anthropic", "claude-opus-4-7", { apiKey: KEY });
    expect(model.origin.parameters).toEqual({ temperature: null, maxTokens: 800 });
  });

  it("writes the form into the system message of a Claude that takes none", async () => {
    const body = await sentBy("anthropic", "claude-3-5-haiku-20241022", ANTHROPIC);
    expect(body).not.toHaveProperty("output_config");
    expect(JSON.stringify(body)).toContain("You decide.\\n\\nAnswer with one JSON object");
  });

  it("asks Mistral for the form, with the seed", async () => {
    expect(await sentBy("mistralai", "mistral-small-2506", MISTRAL)).toMatchObject({
      model: "mistral-small-2506",
      temperature: 0,
      max_tokens: 800,
      random_seed: 77,
      messages: REQUEST.messages,
      response_format: {
        type: "json_schema",
        json_schema: { name: "arbitrate", schema: SCHEMA, strict: true },
      },
    });
  });

  it("asks Google for the form in its own words, and in the system message", async () => {
    const body = await sentBy("google-genai", "gemini-2.5-flash", GOOGLE);
    expect(body).toMatchObject({
      generationConfig: {
        temperature: 0,
        maxOutputTokens: 800,
        responseMimeType: "application/json",
        responseSchema: { type: "object", properties: { action: { type: "number" } } },
      },
    });
    expect(JSON.stringify(body)).toContain("JSON schema:");
    expect(body).not.toHaveProperty("generationConfig.responseSchema.additionalProperties");
    expect(body).not.toHaveProperty("generationConfig.responseSchema.properties.action.enum");
  });

  it("asks Ollama for the form, with the seed and room for the prompt", async () => {
    expect(await sentBy("ollama", "qwen3:0.6b", OLLAMA)).toMatchObject({
      model: "qwen3:0.6b",
      format: SCHEMA,
      options: { temperature: 0, seed: 77, num_predict: 800, num_ctx: 8192 },
      messages: REQUEST.messages,
    });
  });

  it.each([
    ["a prompt that Google blocks", { promptFeedback: { blockReason: "SAFETY" } }, "refusal"],
    ["an answer that Google holds back", { candidates: [{ finishReason: "SAFETY" }] }, "refusal"],
    ["thoughts that left no room", { candidates: [{ finishReason: "MAX_TOKENS" }] }, "length"],
  ])("hands over %s as a reply", async (_what, body, finish) => {
    await using server = await serveProvider();
    server.answer(json(body));
    const options = { apiKey: KEY, baseURL: server.origin };
    const model = await makeUniversalModel("google-genai", "gemini-2.5-flash", options);
    expect(await model.complete(REQUEST)).toEqual({
      text: "",
      finish,
      promptTokens: null,
      completionTokens: null,
    });
  });

  it("does not know the tokens of a server that does not say", async () => {
    await using server = await serveProvider();
    const end = { message: { role: "assistant", content: "{}" }, done: true, done_reason: "stop" };
    server.answer(json(end));
    const model = await makeUniversalModel("ollama", "qwen3", { baseURL: server.origin });
    const unknown = { promptTokens: null, completionTokens: null };
    expect(await model.complete(REQUEST)).toMatchObject(unknown);
  });

  it.each(["anthropic", "mistralai", "google-genai", "ollama"])(
    "gives up on %s when its time is over",
    async (provider) => {
      await using server = await serveProvider();
      const options = { apiKey: KEY, baseURL: server.origin };
      const model = await makeUniversalModel(provider, "some-model", options);
      const patient = makePatientModel(model, { timeoutMs: 200, maxRetries: 0 });
      expect(await faultOf(patient.complete(REQUEST))).toMatchObject({
        kind: "timeout",
        message: `${provider}:some-model${endpointTag(server.origin)}: no reply within 200 ms (1 try)`,
      });
    },
  );

  it.each<[string, Answer]>([
    ["anthropic", ANTHROPIC.reply("", "error")],
    ["mistralai", MISTRAL.reply("", "error")],
    ["google-genai", GOOGLE.reply("{}", "OTHER")],
    ["google-genai", json({ candidates: [{ finishReason: "OTHER" }] })],
    ["ollama", OLLAMA.reply("", "load")],
  ])(
    "takes what %s ends for an unknown reason for no reply, as in %o",
    async (provider, answer) => {
      await using server = await serveProvider();
      server.answer(answer);
      const options = { apiKey: KEY, baseURL: server.origin };
      const model = await makeUniversalModel(provider, "some-model", options);
      const fault = await faultOf(model.complete(REQUEST));
      expect(fault).toBeInstanceOf(CallFault);
      expect(fault).toMatchObject({
        kind: "unreadable reply",
        message: expect.stringMatching(
          /:some-model: the reply ended for an unknown reason, "(?:error|OTHER|load)"$/,
        ),
      });
    },
  );

  it("tells servers apart by a hash, so that one's replies are not another's", async () => {
    const servers = ["http://one.example", "http://other.example"];
    const origins = await Promise.all(
      servers.map(async (baseURL) => {
        const { origin } = await makeUniversalModel("ollama", "qwen3", { baseURL });
        return origin;
      }),
    );
    expect(origins.map(({ parameters }) => parameters["server"])).toEqual(servers.map(endpointTag));
    expect(new Set(origins.map((origin) => replyKey(origin, REQUEST))).size).toBe(2);
    const own = await makeUniversalModel("ollama", "qwen3");
    expect(own.origin.parameters).not.toHaveProperty("server");
  });

  it.each(["anthropic", "mistralai", "google-genai", "ollama"])(
    "names no host that %s cannot find",
    async (provider) => {
      const options = { apiKey: KEY, baseURL: "http://gateway.invalid:8080" };
      const model = await makeUniversalModel(provider, "some-model", options);
      expect(await faultOf(model.complete(REQUEST))).toMatchObject({
        kind: "connection",
        message: expect.stringMatching(
          /^[\w-]+:some-model: no connection(?: \((?:ENOTFOUND|EAI_AGAIN)\))?$/,
        ),
      });
    },
  );

  it("stops at an empty account as Anthropic says it, and not at a prompt that says the same", async () => {
    await using server = await serveProvider();
    const options = { apiKey: KEY, baseURL: server.origin };
    const model = await makeUniversalModel("anthropic", "claude-haiku-4-5", options);
    const words = "Your credit balance is too low to access the Anthropic API.";
    server.answer(json(ANTHROPIC.error(words), 400));
    expect(await faultOf(model.complete(REQUEST))).toBeInstanceOf(StoppedError);
    server.answer(json(ANTHROPIC.error(`messages.1: "${words}" is too long`), 400));
    expect(await faultOf(model.complete(REQUEST))).toMatchObject({ kind: "bad request" });
  });

  it("stops at a key that Google does not know, and not at a prompt that says the same", async () => {
    await using server = await serveProvider();
    const options = { apiKey: KEY, baseURL: server.origin };
    const model = await makeUniversalModel("google-genai", "gemini-2.5-flash", options);
    server.answer(json(GOOGLE.error("API key not valid. Please pass a valid API key."), 400));
    expect(await faultOf(model.complete(REQUEST))).toBeInstanceOf(StoppedError);
    server.answer(json(GOOGLE.error("Bad text: API key not valid, insufficient funds"), 400));
    expect(await faultOf(model.complete(REQUEST))).toMatchObject({ kind: "bad request" });
  });

  it("cuts short one call and leaves those beside it alone", async () => {
    await using server = await serveProvider();
    const model = await makeUniversalModel("ollama", "qwen3", { baseURL: server.origin });
    const cut = faultOf(model.complete(REQUEST, { signal: AbortSignal.timeout(200) }));
    await expect.poll(() => server.seen.length).toBe(1);
    server.answer(OLLAMA.reply("{}", "stop"));
    const beside = model.complete(REQUEST);
    expect(await cut).toMatchObject({ name: "TimeoutError" });
    expect(await beside).toMatchObject({ text: "{}" });
  });

  it("names a package that is not installed", async () => {
    const fault = await faultOf(makeUniversalModel("xai", "grok", { apiKey: KEY }));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({
      message:
        "xai:grok: expected the package @langchain/xai, was not installed: npm install @langchain/xai",
    });
  });
});
