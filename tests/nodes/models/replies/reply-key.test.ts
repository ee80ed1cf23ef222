import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../../data/hash.ts";
import type { ChatRequest, ModelOrigin } from "../../../../nodes/models/chat-model.ts";
import { replyKey } from "../../../../nodes/models/replies/reply-key.ts";
import { question } from "./fakes.ts";

const ORIGIN: ModelOrigin = {
  provider: "openai",
  name: "gpt-4.1-mini",
  parameters: { temperature: 0, maxTokens: 800 },
  seeded: true,
};
const REQUEST = question("Judge.");

interface Asked {
  readonly origin: ModelOrigin;
  readonly request: ChatRequest;
}

const texts = fc.constantFrom("", "a", "b", "a b");
const messages = fc.array(
  fc.record({ role: fc.constantFrom("system", "user", "assistant"), content: texts }),
  { minLength: 1, maxLength: 3 },
);
const asked: fc.Arbitrary<Asked> = fc.record({
  origin: fc.record({
    provider: texts,
    name: texts,
    parameters: fc.dictionary(texts, fc.constantFrom(0, 1, "0", true, null), { maxKeys: 2 }),
    seeded: fc.constant(true),
  }),
  request: fc.record({
    node: fc.constant("analyzeQuant"),
    messages,
    answer: fc.record({
      name: fc.constant("form"),
      jsonSchema: fc.dictionary(texts, texts, { maxKeys: 2 }),
    }),
    seed: fc.integer({ min: 0, max: 2 }),
    sample: fc.integer({ min: 0, max: 2 }),
  }),
});

function pairs(record: object): readonly string[] {
  return Object.entries(record)
    .map((pair) => JSON.stringify(pair))
    .toSorted();
}

/** All that a key must tell apart, with dictionaries as sorted pairs. */
function parts({ origin, request }: Asked): string {
  return JSON.stringify([
    [origin.provider, origin.name, pairs(origin.parameters)],
    [request.messages.map(({ role, content }) => [role, content])],
    [pairs(request.answer.jsonSchema), request.seed, request.sample],
  ]);
}

describe("the reply key", () => {
  it("is the hash of these parts and no other", () => {
    const written =
      '{"jsonSchema":{"type":"object"},' +
      '"messages":[{"content":"Rules.","role":"system"},{"content":"Judge.","role":"user"}],' +
      '"name":"gpt-4.1-mini","parameters":{"maxTokens":800,"temperature":0},' +
      '"provider":"openai","sample":0,"seed":1}';
    expect(replyKey(ORIGIN, REQUEST)).toBe(sha256(written));
  });

  it("differs exactly where a part differs", () => {
    fc.assert(
      fc.property(asked, asked, (one, other) => {
        const equalKeys =
          replyKey(one.origin, one.request) === replyKey(other.origin, other.request);
        expect(equalKeys).toBe(parts(one) === parts(other));
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Partial<ModelOrigin>, Partial<ChatRequest>]>([
    ["provider", { provider: "azure" }, {}],
    ["model", { name: "gpt-4.1" }, {}],
    ["parameters", { parameters: { temperature: 1, maxTokens: 800 } }, {}],
    ["form", {}, { answer: { name: "analyzeQuant", jsonSchema: { type: "array" } } }],
    ["messages", {}, { messages: REQUEST.messages.toReversed() }],
    ["sample", {}, { sample: 1 }],
    ["seed", {}, { seed: 2 }],
  ])("tells another %s apart", (_what, origin, request) => {
    const other = replyKey({ ...ORIGIN, ...origin }, { ...REQUEST, ...request });
    expect(other).not.toBe(replyKey(ORIGIN, REQUEST));
  });

  it("leaves out a seed that is not passed on", () => {
    const unseeded = { ...ORIGIN, seeded: false };
    const key = replyKey(unseeded, REQUEST);
    expect(replyKey(unseeded, { ...REQUEST, seed: 2 })).toBe(key);
    expect(key).not.toBe(replyKey(ORIGIN, REQUEST));
  });

  it("is the same for another node, another name of the form and another order of fields", () => {
    const other: ChatRequest = {
      ...REQUEST,
      node: "arbitrate",
      answer: { name: "other", jsonSchema: REQUEST.answer.jsonSchema },
      messages: REQUEST.messages.map(({ role, content }) => ({ content, role })),
    };
    const parameters = { maxTokens: 800, temperature: 0 };
    expect(replyKey({ ...ORIGIN, parameters }, other)).toBe(replyKey(ORIGIN, REQUEST));
  });
});
