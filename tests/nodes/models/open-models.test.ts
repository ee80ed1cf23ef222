import { describe, expect, it } from "vitest";
import { StoppedError, UsageError } from "../../../data/errors.ts";
import { MODEL_NODES } from "../../../nodes/models/chat-model.ts";
import { parseModelSpecs } from "../../../nodes/models/model-spec.ts";
import { forEachNode, type NodeModels } from "../../../nodes/models/node-models.ts";
import { type OpenedModels, openModels } from "../../../nodes/models/open-models.ts";
import { serveModel } from "../../../nodes/models/serve.ts";
import { chatCompletion, serveChat } from "../../support/chat-server.ts";
import { faultOf } from "../../support/fault.ts";
import { serveJson } from "../../support/json-server.ts";
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

/** The models with the tries and the memory that were opened for them. */
function served({ models, memories }: OpenedModels): NodeModels {
  return forEachNode((node) => serveModel({ model: models[node], ...memories[node] }));
}

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

  it("opens nothing for nodes that will not ask", async () => {
    const specs = parseModelSpecs("arbitrate=simulated,openai:m");
    const options = { access: {}, cacheDir: newDirectory() };
    expect(await faultOf(openModels(specs, options))).toBeInstanceOf(UsageError);
    const { models, memories } = await openModels(specs, { ...options, nodes: ["arbitrate"] });
    expect(MODEL_NODES.map((node) => models[node].id)).toEqual(MODEL_NODES.map(() => "simulated"));
    expect(MODEL_NODES.map((node) => memories[node])).toEqual(MODEL_NODES.map(() => null));
  });

  it("stops at a model that is gone, however well the others answer", async () => {
    await using server = await serveJson(async ({ body }) => {
      const isGone = JSON.stringify(body).includes('"model":"gone"');
      if (isGone) return { status: 400, body: { error: { message: "no" } } };
      return chatCompletion({ content: "{}" });
    });
    const models = served(
      await open("arbitrate=openai:gone,openai:well", "sk-test", server.baseURL),
    );
    const faults: unknown[] = [];
    for (let row = 0; row < 6; row += 1) {
      await models.analyzeQuant.complete(REQUEST);
      faults.push(await faultOf(models.arbitrate.complete(REQUEST)));
    }
    const stopped = faults.map((fault) => fault instanceof StoppedError);
    expect(stopped).toEqual([false, false, false, false, true, true]);
    expect(await models.analyzeQuant.complete(REQUEST)).toMatchObject({ text: "{}" });
  });

  it("counts the failures of nodes that share a model together", async () => {
    await using server = await serveChat();
    server.behave({ refuse: { status: 400, message: () => "no" } });
    const asked = served(await open("openai:m", "sk-test", server.baseURL));
    const faults: unknown[] = [];
    for (const node of [...MODEL_NODES, ...MODEL_NODES]) {
      faults.push(await faultOf(asked[node].complete(REQUEST)));
    }
    const stopped = faults.map((fault) => fault instanceof StoppedError);
    expect(stopped).toEqual([false, false, false, false, true, true]);
    expect(server.calls()).toBe(5);
  });
});
