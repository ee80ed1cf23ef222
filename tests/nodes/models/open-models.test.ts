import { describe, expect, it } from "vitest";
import { StoppedError, UsageError } from "../../../data/errors.ts";
import { parseModelSpecs } from "../../../nodes/models/model-spec.ts";
import { openModels } from "../../../nodes/models/open-models.ts";
import { serveModel } from "../../../nodes/models/serve.ts";
import { serveChat } from "../../support/chat-server.ts";
import { faultOf } from "../../support/fault.ts";
import { newDirectory } from "../../support/run-directory.ts";
import { REQUEST } from "./chat-model.contract.ts";

const open = (llm: string, apiKey?: string, baseURL?: string) =>
  openModels(parseModelSpecs(llm), {
    access: {
      openai: {
        ...(apiKey !== undefined && { apiKey }),
        ...(baseURL !== undefined && { baseURL }),
      },
    },
    cacheDir: newDirectory(),
    patience: { maxRetries: 0 },
  });

describe("openModels", () => {
  it("opens one model a spec, shared by the nodes that name it", async () => {
    const { models, memories } = await open("arbitrate=simulated,openai:m", "sk-test");
    expect(models.analyzeSentiment).toBe(models.analyzeQuant);
    expect(models.analyzeSentiment.id).toBe("openai:m");
    expect(models.arbitrate.id).toBe("simulated");
    expect(memories.arbitrate).toBeNull();
    expect(memories.analyzeQuant).toMatchObject({ mode: "live" });
  });

  it("needs a key only for a model that is asked", async () => {
    expect(await faultOf(open("openai:m"))).toBeInstanceOf(UsageError);
    const { models, memories } = await open("replay:openai:m");
    expect(models.arbitrate.id).toBe("openai:m");
    expect(memories.arbitrate?.mode).toBe("replay");
  });

  it("names a replayed model as the one that is asked", async () => {
    const [asked, replayed] = [await open("openai:m", "sk-test"), await open("replay:openai:m")];
    expect(replayed.models.arbitrate.origin).toEqual(asked.models.arbitrate.origin);
  });

  it("puts one circuit breaker around all models", async () => {
    await using server = await serveChat();
    server.behave({ refuse: { status: 400, message: () => "no" } });
    const llm = "arbitrate=openai:a,analyzeQuant=openai:b,openai:c";
    const { models, memories } = await open(llm, "sk-test", server.baseURL);
    const faults: unknown[] = [];
    for (const node of ["arbitrate", "analyzeQuant", "analyzeSentiment"] as const) {
      const model = serveModel({ model: models[node], ...memories[node] });
      for (let i = 0; i < 2; i += 1) faults.push(await faultOf(model.complete(REQUEST)));
    }
    expect(faults.map((fault) => fault instanceof StoppedError)).toEqual([
      ...Array.from({ length: 4 }, () => false),
      true,
      true,
    ]);
    expect(server.calls()).toBe(5);
  });
});
