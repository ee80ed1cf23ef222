/** The chat model port: messages and the form of the answer in, text and its tokens out. */
import type { NodeName } from "../../data/vocabulary.ts";

/** The nodes that call a model. */
export const MODEL_NODES = [
  "analyzeSentiment",
  "analyzeQuant",
  "arbitrate",
] as const satisfies readonly NodeName[];
export type ModelNode = (typeof MODEL_NODES)[number];

/** Whoever asks a model: a node, the probe of what the model remembers, or the judge of rationales. */
export const ASKERS = [...MODEL_NODES, "recall", "judge"] as const;
export type Asker = (typeof ASKERS)[number];

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface ChatRequest {
  /** Who asks; no part of what the reply depends on. */
  readonly node: Asker;
  /** The system message first: it is the same for every row of a run, so that prefix caches hit. */
  readonly messages: readonly ChatMessage[];
  /** The form the answer must take, as a JSON schema with a name. */
  readonly answer: {
    readonly name: string;
    readonly jsonSchema: Readonly<Record<string, unknown>>;
  };
  /** Passed on to models that take one. */
  readonly seed: number;
  /** Which of several answers to the same question this is, from 0. */
  readonly sample: number;
}

/** How a call may be cut short. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface ChatReply {
  readonly text: string;
  /** `length`: cut off by the token limit; `refusal`: the model declined. */
  readonly finish: "stop" | "length" | "refusal";
  /** Tokens, null where the provider does not say. */
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** Price in US dollars of getting this reply once; null where unknown. Absent: not priced. */
  readonly costUsd?: number | null;
  /** Whether the reply came from a store rather than from the model. @default false */
  readonly cached?: boolean;
  /** Tries before the one that gave this reply. @default 0 */
  readonly retries?: number;
  /** Milliseconds from asking to having the reply, waits between tries included. Absent: not timed. */
  readonly latencyMs?: number;
}

/** Everything about a model that its replies depend on besides the request. Holds no key and no address. */
export interface ModelOrigin {
  /** Such as `openai`. */
  readonly provider: string;
  /** Such as `gpt-4.1-mini`. */
  readonly name: string;
  /**
   * What is sent with each request or fixed at loading: temperature, token limit, quantisation. `server` is there
   * where it is not the provider's own: a hash of its base URL.
   */
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  /** Whether the request's seed is passed on, so that another seed may give another reply. */
  readonly seeded: boolean;
}

/** A model that answers in JSON. */
export interface ChatModel {
  /** Provider and model, such as `openai:gpt-4.1-mini`; part of a run's name. */
  readonly id: string;
  readonly origin: ModelOrigin;
  /**
   * One reply.
   * @throws StoppedError when no further call can succeed (a refused key, an empty account)
   * @throws CallFault when this call failed; `passing` says whether another try may succeed
   */
  complete(request: ChatRequest, options?: CallOptions): Promise<ChatReply>;
}

/** Puts something around a model: tries, a memory, a limit. */
export type ModelLayer = (model: ChatModel) => ChatModel;

/** Whether a fixed rule is asked in a language model's place. */
export function isSimulated({ origin }: ChatModel): boolean {
  return origin.provider === "simulated";
}
