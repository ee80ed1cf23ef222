import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  quantAnswerSchema,
  sentimentAnswerSchema,
  verdictSchema,
} from "../../../../nodes/answer-schemas.ts";
import {
  type ChatRequest,
  MODEL_NODES,
  type ModelNode,
} from "../../../../nodes/models/chat-model.ts";
import { makeFingerprintModel } from "../../../../nodes/models/providers/fingerprint-model.ts";

const model = makeFingerprintModel();
const SCHEMAS = {
  analyzeSentiment: sentimentAnswerSchema,
  analyzeQuant: quantAnswerSchema,
  arbitrate: verdictSchema,
} as const;

function requestOf(node: ModelNode, content: string): ChatRequest {
  const messages = [{ role: "user", content }] as const;
  return { node, messages, answer: { name: node, jsonSchema: {} }, seed: 1, sample: 0 };
}

const nodes = fc.constantFrom(...MODEL_NODES);

describe("the fingerprint model", () => {
  it("answers every node in its form, the same to the same question", async () => {
    await fc.assert(
      fc.asyncProperty(nodes, fc.string(), async (node, content) => {
        const { text } = await model.complete(requestOf(node, content));
        expect(SCHEMAS[node].safeParse(JSON.parse(text)).error).toBeUndefined();
        expect((await model.complete(requestOf(node, content))).text).toBe(text);
      }),
    );
  });

  it("answers another question otherwise, be it by one character", async () => {
    await fc.assert(
      fc.asyncProperty(nodes, fc.string(), fc.string(), async (node, one, other) => {
        fc.pre(one !== other);
        const answers = [one, other].map((content) => model.complete(requestOf(node, content)));
        const [first, second] = await Promise.all(answers);
        expect(first?.text).not.toBe(second?.text);
      }),
    );
  });

  it("cites ids among those that it was shown", async () => {
    const shown = "Evidence:\n[return_1] +0.10 %\n[rsi_14] 51\n\nCases:\n[c1] -0.20 %";
    const { text } = await model.complete(requestOf("analyzeQuant", shown));
    const { cited } = quantAnswerSchema.parse(JSON.parse(text));
    expect(cited).toHaveLength(2);
    for (const id of cited) expect(["return_1", "rsi_14", "c1"]).toContain(id);
  });
});
