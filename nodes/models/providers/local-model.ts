/** A model in a GGUF file, run on this machine through llama.cpp and held to the answer's schema by a grammar. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { InputError, UsageError } from "../../../data/errors.ts";
import { SerialQueue } from "../../../retrieval/serial-queue.ts";
import { CallFault } from "../failures/call-fault.ts";
import { type ChatModel, MODEL_NODES, type ModelNode } from "../chat-model.ts";
import { grammarSchema } from "./grammar-schema.ts";
import type { LlamaAnswer, LlamaLoading, LlamaQuestion } from "./llama-chat.ts";

/** How a local model runs. */
export interface LocalOptions {
  /** Most tokens of an answer. @default 400 */
  readonly maxTokens?: number;
  /** Tokens of prompt and answer together. @default 4096 */
  readonly contextTokens?: number;
  /** Threads that compute. @default half of the processors, at least 1: more than are free slow each other down */
  readonly threads?: number;
  /** Opens the engine. @default llama.cpp through node-llama-cpp */
  readonly openEngine?: (loading: LlamaLoading) => Promise<LlamaEngine>;
}

/** What is needed of an engine: one question at a time. */
export interface LlamaEngine {
  ask(question: LlamaQuestion): Promise<LlamaAnswer>;
}

/** The probe and the judge ask while nodes do not: a sequence of their own would take memory for nothing. */
const IDLE_LANE = "analyzeQuant" satisfies ModelNode;

/**
 * The model in a file, named by the file and the hash of its content. Calls run one after the other, each node's
 * on its own sequence, so that the static start of its prompt is computed once.
 * @throws InputError when there is no such file or it is no model; UsageError without node-llama-cpp
 */
export async function openLocalModel(file: string, options: LocalOptions = {}): Promise<ChatModel> {
  const { maxTokens = 400, contextTokens = 4096, openEngine = openLlama } = options;
  const { threads = Math.max(1, availableParallelism() >> 1) } = options;
  if (!existsSync(file)) throw new InputError({ file }, "a GGUF model", "no file");
  const sha256 = await hashFile(file);
  const name = basename(file);
  const engine = await openEngine({ file, contextTokens, maxTokens, threads, lanes: MODEL_NODES });
  const queue = new SerialQueue();
  return {
    id: `local:${name}@${sha256.slice(0, 12)}`,
    origin: {
      provider: "local",
      name,
      parameters: { sha256, temperature: 0, maxTokens, contextTokens, grammar: "grid of 20 steps" },
      seeded: false,
    },
    complete: ({ node, messages, answer }, { signal } = {}) =>
      queue.run(async () => {
        // It may have been cut short while it stood in the queue.
        signal?.throwIfAborted();
        const lane: ModelNode = node === "recall" || node === "judge" ? IDLE_LANE : node;
        const question = { lane, messages, schema: grammarSchema(answer.jsonSchema), signal };
        const reply = await engine.ask(question).catch((cause: unknown) => {
          signal?.throwIfAborted();
          throw new CallFault("bad request", `local:${name}: ${messageOf(cause)}`, { cause });
        });
        const { text, cutOff, promptTokens, completionTokens } = reply;
        return { text, finish: cutOff ? "length" : "stop", promptTokens, completionTokens };
      }),
  };
}

async function openLlama(loading: LlamaLoading): Promise<LlamaEngine> {
  const name = `local:${basename(loading.file)}`;
  const { LlamaChat } = await import("./llama-chat.ts").catch((cause: unknown) => {
    throw new UsageError(
      `${name}: expected the package node-llama-cpp, was not installed: npm install --no-save node-llama-cpp`,
      { cause },
    );
  });
  return LlamaChat.open(loading).catch((cause: unknown) => {
    throw new InputError(
      { file: loading.file },
      "a GGUF model that llama.cpp can load",
      messageOf(cause),
      { cause },
    );
  });
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : "the engine threw no error";
}
