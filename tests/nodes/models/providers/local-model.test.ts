import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { InputError, StoppedError } from "../../../../data/errors.ts";
import { sha256 } from "../../../../data/hash.ts";
import { MODEL_NODES, type ChatRequest } from "../../../../nodes/models/chat-model.ts";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import {
  CircuitBreaker,
  makeGuardedModel,
} from "../../../../nodes/models/failures/circuit-breaker.ts";
import type {
  LlamaAnswer,
  LlamaLoading,
  LlamaQuestion,
} from "../../../../nodes/models/providers/llama-chat.ts";
import {
  type LlamaEngine,
  openLocalModel,
} from "../../../../nodes/models/providers/local-model.ts";
import { faultOf } from "../../../support/fault.ts";
import { newDirectory } from "../../../support/run-directory.ts";

const CONTENT = "no real weights";
const ANSWER: LlamaAnswer = { text: "{}", cutOff: false, promptTokens: 30, completionTokens: 4 };

function request(change: Partial<ChatRequest> = {}): ChatRequest {
  return {
    node: "analyzeQuant",
    messages: [
      { role: "system", content: "Rules." },
      { role: "user", content: "Judge." },
    ],
    answer: {
      name: "analyzeQuant",
      jsonSchema: { type: "object", properties: { side: { type: "number", enum: [-1, 1] } } },
    },
    seed: 1,
    sample: 0,
    ...change,
  };
}

function modelFile(): string {
  const file = join(newDirectory(), "Tiny.Q4_0.gguf");
  writeFileSync(file, CONTENT);
  return file;
}

async function openFake(answer: (question: LlamaQuestion) => LlamaAnswer | Promise<LlamaAnswer>) {
  const loadings: LlamaLoading[] = [];
  const asked: LlamaQuestion[] = [];
  const engine: LlamaEngine = {
    ask: async (question) => {
      asked.push(question);
      return answer(question);
    },
  };
  const file = modelFile();
  const model = await openLocalModel(file, {
    threads: 2,
    openEngine: (loading) => {
      loadings.push(loading);
      return Promise.resolve(engine);
    },
  });
  return { model, file, loadings, asked };
}

describe("a local model", () => {
  it("answers the probe of memory on the sequence of a node", async () => {
    const { model, asked } = await openFake(() => ANSWER);
    await model.complete(request({ node: "recall" }));
    expect(MODEL_NODES).toContain(asked[0]?.lane);
  });

  it("is named by its file and the content of it, not by where it lies", async () => {
    const { model, file, loadings } = await openFake(() => ANSWER);
    expect(model.id).toBe(`local:Tiny.Q4_0.gguf@${sha256(CONTENT).slice(0, 12)}`);
    expect(model.origin).toEqual({
      provider: "local",
      name: "Tiny.Q4_0.gguf",
      parameters: {
        sha256: sha256(CONTENT),
        temperature: 0,
        maxTokens: 400,
        contextTokens: 4096,
        grammar: "grid of 20 steps",
      },
      seeded: false,
    });
    expect(loadings).toEqual([
      { file, contextTokens: 4096, maxTokens: 400, threads: 2, lanes: MODEL_NODES },
    ]);
  });

  it("asks each node's questions in its own lane, under a grammar of the answer's form", async () => {
    const { model, asked } = await openFake(() => ANSWER);
    expect(await model.complete(request())).toEqual({
      text: "{}",
      finish: "stop",
      promptTokens: 30,
      completionTokens: 4,
    });
    expect(asked).toEqual([
      {
        lane: "analyzeQuant",
        messages: request().messages,
        schema: { type: "object", properties: { side: { enum: [-1, 1] } } },
        signal: undefined,
      },
    ]);
  });

  it("says when the answer was cut off", async () => {
    const { model } = await openFake(() => ({ ...ANSWER, cutOff: true }));
    expect((await model.complete(request())).finish).toBe("length");
  });

  it("asks one question at a time, in the order they came", async () => {
    let underWay = 0;
    let most = 0;
    const { model, asked } = await openFake(async () => {
      most = Math.max(most, (underWay += 1));
      await sleep(2);
      underWay -= 1;
      return ANSWER;
    });
    await Promise.all(MODEL_NODES.map((node) => model.complete(request({ node }))));
    expect(most).toBe(1);
    expect(asked.map(({ lane }) => lane)).toEqual(MODEL_NODES);
  });

  it("fails a call that the engine fails, and goes on with the next", async () => {
    let calls = 0;
    const { model } = await openFake(() => {
      calls += 1;
      if (calls === 1) throw new Error("context is full");
      return ANSWER;
    });
    const fault = await faultOf(model.complete(request()));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({
      kind: "bad request",
      message: "local:Tiny.Q4_0.gguf: context is full",
    });
    expect((await model.complete(request())).text).toBe("{}");
  });

  it("ends a call that is cut short with its signal's reason, which no breaker counts", async () => {
    const { model, asked } = await openFake(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener("abort", () => reject(new Error("the engine was aborted")));
        }),
    );
    const controller = new AbortController();
    const reason = new StoppedError("enough");
    const breaker = new CircuitBreaker({ failuresToStop: 1 });
    const guarded = makeGuardedModel(model, breaker);
    const { signal } = controller;
    const calls = [
      guarded.complete(request(), { signal }),
      guarded.complete(request(), { signal }),
    ];
    setTimeout(() => controller.abort(reason), 10);
    expect(await Promise.all(calls.map((call) => faultOf(call)))).toEqual([reason, reason]);
    expect(asked).toHaveLength(1);
    expect(await breaker.guard(() => Promise.resolve("still closed"))).toBe("still closed");
  });

  it("refuses a file that is not there", async () => {
    const fault = await faultOf(openLocalModel("no/such.gguf"));
    expect(fault).toBeInstanceOf(InputError);
    expect(fault).toMatchObject({ message: "no/such.gguf: expected a GGUF model, was no file" });
  });

  it("says in one line what to install, or that the file is no model", async () => {
    const fault = await faultOf(openLocalModel(modelFile()));
    expect(fault).toMatchObject({
      message: expect.stringMatching(
        /^(?:local:Tiny\.Q4_0\.gguf: expected the package node-llama-cpp, was not installed: npm install --no-save node-llama-cpp|.*: expected a GGUF model that llama\.cpp can load, was .*)$/,
      ),
    });
  });
});
