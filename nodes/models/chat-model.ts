/** The chat model port: messages and the form of the answer in, text and its price out. */
import type { NodeName } from "../../data/vocabulary.ts";

/** The nodes that call a model. */
export const MODEL_NODES = [
  "analyzeSentiment",
  "analyzeQuant",
  "arbitrate",
] as const satisfies readonly NodeName[];
export type ModelNode = (typeof MODEL_NODES)[number];

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface ChatRequest {
  readonly node: ModelNode;
  readonly messages: readonly ChatMessage[];
  /** The form the answer must take, as a JSON schema with a name. */
  readonly answer: {
    readonly name: string;
    readonly jsonSchema: Readonly<Record<string, unknown>>;
  };
  /** Passed on to models that take one. */
  readonly seed: number;
}

export interface ChatReply {
  readonly text: string;
  /** `length`: cut off by the token limit; `refusal`: the model declined. */
  readonly finish: "stop" | "length" | "refusal";
  /** Tokens, null where the provider does not say. */
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** Price in US dollars, null where unknown. */
  readonly costUsd: number | null;
  /** Whether the reply came from a store rather than from the model. */
  readonly cached: boolean;
}

/** A model that answers in JSON. */
export interface ChatModel {
  /** Provider and model, such as `openai:gpt-4.1-mini`; part of a run's name. */
  readonly id: string;
  /**
   * One reply.
   * @throws StoppedError when no further call can succeed (a refused key, an empty account)
   * @throws Error when this call failed for good; the row then fails
   */
  complete(request: ChatRequest): Promise<ChatReply>;
}
