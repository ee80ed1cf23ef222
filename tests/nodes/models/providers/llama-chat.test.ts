/**
 * The real engine with a real model. Skipped, and said so, unless `HINDCAST_TEST_GGUF` names a GGUF file of an
 * instruct model and node-llama-cpp is installed (`npm install --no-save node-llama-cpp`).
 */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { quantAnswerSchema, verdictSchema } from "../../../../nodes/answer-schemas.ts";
import type { ChatRequest, ModelNode } from "../../../../nodes/models/chat-model.ts";
import { openLocalModel } from "../../../../nodes/models/providers/local-model.ts";
import { readAnswer } from "../../../../nodes/models/structured-answer.ts";

const file = process.env["HINDCAST_TEST_GGUF"];

function asking(node: ModelNode, schema: z.ZodType, question: string): ChatRequest {
  return {
    node,
    messages: [
      { role: "system", content: "You judge prices. Answer in JSON." },
      { role: "user", content: question },
    ],
    answer: { name: node, jsonSchema: z.toJSONSchema(schema) },
    seed: 1,
    sample: 0,
  };
}

describe.skipIf(file === undefined)("a model in a GGUF file", () => {
  it("keeps to the form of the answer, repeats itself, and goes on after other questions", async () => {
    const model = await openLocalModel(file ?? "", { threads: 1 });
    const first = asking("analyzeQuant", quantAnswerSchema, "[return_1] +0.40 %");
    const reply = await model.complete(first);
    expect(readAnswer(reply, quantAnswerSchema)).toHaveProperty("value");
    expect(reply.promptTokens).toBeGreaterThan(10);
    expect(reply.completionTokens).toBeGreaterThan(5);

    const verdict = asking("arbitrate", verdictSchema, "Decide.");
    const two = await Promise.all([model.complete(verdict), model.complete(first)]);
    expect(readAnswer(two[0], verdictSchema)).toHaveProperty("value");
    expect(two[1].text).toBe(reply.text);
  }, 120_000);

  it("takes a dialogue, as a repair is one", async () => {
    const model = await openLocalModel(file ?? "", { threads: 1 });
    const { messages, ...rest } = asking("analyzeQuant", quantAnswerSchema, "[return_1] +0.40 %");
    const dialogue = [
      ...messages,
      { role: "assistant", content: "up" },
      { role: "user", content: "Your answer could not be used. Answer again." },
    ] as const;
    const reply = await model.complete({ ...rest, messages: dialogue });
    expect(readAnswer(reply, quantAnswerSchema)).toHaveProperty("value");
  }, 120_000);
});
