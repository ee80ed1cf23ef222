/**
 * LangChain's llama.cpp chat model, made to keep to a JSON schema; the only importer of node-llama-cpp.
 * The class as it comes opens a further sequence with each call until there is none, and knows no grammar.
 */
import { ChatLlamaCpp } from "@langchain/community/chat_models/llama_cpp";
import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import type { ChatResult } from "@langchain/core/outputs";
import {
  type ChatHistoryItem,
  type LlamaContextSequence,
  LlamaChatSession,
  getLlama,
} from "node-llama-cpp";
import { z } from "zod";

/** How the model is loaded. */
export interface LlamaLoading {
  readonly file: string;
  /** Tokens that a prompt and its answer may take together. */
  readonly contextTokens: number;
  /** Most tokens of an answer. */
  readonly maxTokens: number;
  /** Threads that compute; undefined for the engine's choice. */
  readonly threads?: number | undefined;
  /** Prompts that start differently, each kept warm in a sequence of its own. */
  readonly lanes: readonly string[];
}

/** One question. */
export interface LlamaQuestion {
  /** Which of the lanes it belongs to. */
  readonly lane: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** What the grammar is made from. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal | undefined;
}

/** Its answer, and what it took. */
export interface LlamaAnswer {
  readonly text: string;
  readonly cutOff: boolean;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

const endingSchema = z.object({
  stopReason: z.string(),
  promptTokens: z.number(),
  completionTokens: z.number(),
});

type Lanes = ReadonlyMap<string, LlamaContextSequence>;
type Grammar = Awaited<
  ReturnType<Awaited<ReturnType<typeof getLlama>>["createGrammarForJsonSchema"]>
>;

interface AskOptions {
  readonly lane: string;
  readonly grammar: Grammar;
}

/** Greedy decoding under a grammar, one call at a time. */
export class LlamaChat extends ChatLlamaCpp {
  readonly #lanes: Lanes;
  readonly #loading: LlamaLoading;
  readonly #grammarOf: (schema: LlamaQuestion["schema"]) => Promise<Grammar>;

  private constructor(
    loading: LlamaLoading,
    lanes: Lanes,
    grammarOf: (schema: LlamaQuestion["schema"]) => Promise<Grammar>,
  ) {
    super({ modelPath: loading.file, maxTokens: loading.maxTokens, temperature: 0 });
    this.#loading = loading;
    this.#lanes = lanes;
    this.#grammarOf = grammarOf;
  }

  /** Loads the file. Only binaries that are installed are used; nothing is downloaded or compiled. */
  static async open(loading: LlamaLoading): Promise<LlamaChat> {
    const llama = await getLlama({ build: "never", logLevel: "error" });
    const model = await llama.loadModel({ modelPath: loading.file });
    const context = await model.createContext({
      contextSize: Math.min(loading.contextTokens, model.trainContextSize),
      sequences: loading.lanes.length,
      ...(loading.threads !== undefined && { threads: loading.threads }),
    });
    const lanes = new Map(loading.lanes.map((lane) => [lane, context.getSequence()]));
    const grammars = new Map<string, Promise<Grammar>>();
    return new LlamaChat(loading, lanes, (schema) => {
      const name = JSON.stringify(schema);
      const grammar = grammars.get(name) ?? llama.createGrammarForJsonSchema(schema);
      grammars.set(name, grammar);
      return grammar;
    });
  }

  /** Asks through LangChain, so that callbacks and traces see the call. */
  async ask({ lane, messages, schema, signal }: LlamaQuestion): Promise<LlamaAnswer> {
    const asked: AskOptions & { signal?: AbortSignal } = {
      lane,
      grammar: await this.#grammarOf(schema),
      ...(signal && { signal }),
    };
    const message = await this.invoke(
      messages.map(({ role, content }) => ({ role, content })),
      asked,
    );
    const { stopReason, ...tokens } = endingSchema.parse(message.response_metadata);
    return { text: message.text, cutOff: stopReason === "maxTokens", ...tokens };
  }

  override async _generate(
    messages: BaseMessage[],
    options: this["ParsedCallOptions"] & Partial<AskOptions>,
  ): Promise<ChatResult> {
    const { lane = "", grammar, signal } = options;
    const sequence = this.#lanes.get(lane);
    if (sequence === undefined) throw new RangeError(`lane: expected a known one, was ${lane}`);
    const history = messages.map(historyItem);
    const question = messages.at(-1)?.text ?? "";
    const session = new LlamaChatSession({ contextSequence: sequence, autoDisposeSequence: false });
    try {
      session.setChatHistory(history.slice(0, -1));
      const before = sequence.tokenMeter.getState();
      const reply = await session.promptWithMeta(question, {
        ...(grammar && { grammar }),
        ...(signal && { signal }),
        maxTokens: this.#loading.maxTokens,
        temperature: 0,
        trimWhitespaceSuffix: true,
      });
      const completionTokens = sequence.tokenMeter.diff(before).usedOutputTokens;
      const message = new AIMessage({
        content: reply.responseText,
        response_metadata: {
          stopReason: reply.stopReason,
          promptTokens: sequence.nextTokenIndex - completionTokens,
          completionTokens,
        },
      });
      return { generations: [{ text: reply.responseText, message }] };
    } finally {
      session.dispose({ disposeSequence: false });
    }
  }
}

function historyItem(message: BaseMessage): ChatHistoryItem {
  const { text } = message;
  if (message.type === "system") return { type: "system", text };
  if (message.type === "ai") return { type: "model", response: [text] };
  return { type: "user", text };
}
