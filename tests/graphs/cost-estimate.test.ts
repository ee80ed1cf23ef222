import { describe, expect, it } from "vitest";
import { estimateCost } from "../../graphs/cost-estimate.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { modelsByNode } from "../../nodes/models/node-models.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { countingModel } from "../support/models.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";

const rows = worldRows(60);

function named(provider: string, name: string): ChatModel & { readonly calls: () => number } {
  const origin = { provider, name, parameters: {}, seeded: false };
  return { ...countingModel(), id: `${provider}:${name}`, origin };
}

describe("estimateCost", () => {
  it("reckons calls and tokens from sampled rows, and asks the models nothing", async () => {
    const model = named("openai", "gpt-4.1-mini");
    const estimate = await estimateCost(pipelineOf({ rows, model }));
    expect(model.calls()).toBe(0);
    expect(estimate).toMatchObject({ rows: 60, sampledRows: 12, calls: 180 });
    // gpt-4.1-mini: 0.4 and 1.6 dollars per million.
    const { promptTokens, completionTokens, costUsd } = estimate;
    expect(costUsd).toBeCloseTo((promptTokens * 0.4 + completionTokens * 1.6) / 1e6, 9);
  });

  it("is near the tokens that the prompts come to", async () => {
    const pipeline = pipelineOf({ rows });
    let characters = 0;
    for (let row = 0; row < rows.length; row += 1) {
      const { calls } = await pipeline.graph.invoke({ row });
      for (const { content } of calls.flatMap(({ messages }) => messages)) {
        characters += content.length;
      }
    }
    const { promptTokens } = await estimateCost(pipelineOf({ rows, model: named("openai", "m") }));
    expect(promptTokens / (characters / 3)).toBeGreaterThan(0.9);
    expect(promptTokens / (characters / 3)).toBeLessThan(1.1);
  });

  it("does not know what an unknown model costs, and takes what it is told", async () => {
    const model = named("openai", "unheard-of");
    expect((await estimateCost(pipelineOf({ rows, model }))).costUsd).toBeNull();
    const service = { price: { inputUsd: 1, outputUsd: 0 } };
    const { costUsd, promptTokens } = await estimateCost(pipelineOf({ rows, model, service }));
    expect(costUsd).toBeCloseTo(promptTokens / 1e6, 12);
  });

  it("leaves out nodes that are off, and rows that are not decided", async () => {
    const config = { without: ["analyzeQuant" as const], rows: { from: 30, to: 35 } };
    const model = named("openai", "m");
    expect(await estimateCost(pipelineOf({ rows, config, model }))).toMatchObject({
      rows: 5,
      sampledRows: 5,
      calls: 10,
    });
  });

  it("leaves out nodes that ask nobody", async () => {
    const paid = named("openai", "gpt-4.1");
    const model = { ...modelsByNode(makeSimulatedModel()), arbitrate: paid };
    const pipeline = pipelineOf({ rows, model });
    expect(pipeline.askedNodes).toEqual(["arbitrate"]);
    expect(await estimateCost(pipeline)).toMatchObject({ calls: 60, costUsd: expect.any(Number) });
    expect(await estimateCost(pipelineOf({ rows }))).toMatchObject({ calls: 0, costUsd: 0 });
  });
});
