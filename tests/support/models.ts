/** Chat models for tests. Each keeps the id of the model it wraps, so that runs keep their name. */
import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "../../data/hash.ts";
import type { ChatModel, ChatRequest } from "../../nodes/models/chat-model.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";

/** The simulated model, which counts what it is asked. */
export function countingModel(): ChatModel & { readonly calls: () => number } {
  const model = makeSimulatedModel();
  let calls = 0;
  return {
    ...model,
    calls: () => calls,
    complete: (request) => {
      calls += 1;
      return model.complete(request);
    },
  };
}

/** Answers after 0 to 5 ms, depending on the question: rows and branches end out of order. */
export function unevenModel(model = makeSimulatedModel()): ChatModel {
  return {
    ...model,
    complete: async (request) => {
      await sleep(Number.parseInt(sha256(promptOf(request)).slice(0, 4), 16) % 6);
      return model.complete(request);
    },
  };
}

/** Throws where the prompt holds the word, as late as the model would have answered. */
export function breaksOn(
  word: string,
  makeError: () => Error,
  model = makeSimulatedModel(),
): ChatModel {
  return {
    ...model,
    complete: async (request) => {
      const reply = await model.complete(request);
      if (promptOf(request).includes(word)) throw makeError();
      return reply;
    },
  };
}

function promptOf({ messages }: ChatRequest): string {
  return messages.map(({ content }) => content).join("\n");
}
