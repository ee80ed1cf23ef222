/** Models behind the OpenAI chat protocol, or any server that speaks it; the only importer of ChatOpenAI. */
import type { AIMessage } from "@langchain/core/messages";
import { ChatOpenAI, ChatOpenAICompletions, type OpenAIClient } from "@langchain/openai";
import { z } from "zod";
import { endpointTag } from "../../../data/endpoint.ts";
import { StoppedError } from "../../../data/errors.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";

/** Where and how to reach the model. Secrets are passed in and never stored. */
export interface OpenAiOptions {
  readonly apiKey: string;
  /** Base URL of an OpenAI-compatible server. @default OpenAI's own */
  readonly baseURL?: string;
  /** Milliseconds before a call is given up. @default 60000 */
  readonly timeoutMs?: number;
  /** Further tries after a failed call. @default 2 */
  readonly maxRetries?: number;
}

const usageSchema = z.object({ input_tokens: z.number(), output_tokens: z.number() });

/** Finish reasons, by what they come to; all others are `stop`. */
const FINISHES: ReadonlyMap<unknown, ChatReply["finish"]> = new Map([
  ["length", "length"],
  ["content_filter", "refusal"],
]);

type Completions = OpenAIClient.Chat.Completions.ChatCompletion;
type Chunks = AsyncIterable<OpenAIClient.Chat.Completions.ChatCompletionChunk>;

/**
 * Hands replies over as the server sent them. The client's own reading of a reply in JSON throws at fences,
 * prose and cut-off answers, so that neither the text nor its tokens would be seen again.
 */
class UnreadCompletions extends ChatOpenAICompletions {
  override completionWithRetry(
    request: OpenAIClient.Chat.ChatCompletionCreateParamsStreaming,
    options?: OpenAIClient.RequestOptions,
  ): Promise<Chunks>;
  override completionWithRetry(
    request: OpenAIClient.Chat.ChatCompletionCreateParamsNonStreaming,
    options?: OpenAIClient.RequestOptions,
  ): Promise<Completions>;
  override completionWithRetry(
    request: OpenAIClient.Chat.ChatCompletionCreateParams,
    options?: OpenAIClient.RequestOptions,
  ): Promise<Chunks | Completions> {
    const clientOptions = this._getClientOptions(options);
    return this.caller.call(async () =>
      this.client.chat.completions.create(request, clientOptions),
    );
  }
}

/** A model by its provider's name, such as `gpt-4.1-mini`. */
export function makeOpenAiModel(name: string, options: OpenAiOptions): ChatModel {
  const fields = {
    model: name,
    apiKey: options.apiKey,
    timeout: options.timeoutMs ?? 60_000,
    maxRetries: options.maxRetries ?? 2,
    ...(takesTemperature(name) && { temperature: 0 }),
    ...(options.baseURL !== undefined && { configuration: { baseURL: options.baseURL } }),
    // The one place where a refusal's words are.
    __includeRawResponse: true,
  };
  const client = new ChatOpenAI({ ...fields, completions: new UnreadCompletions(fields) });
  const complete = async (request: ChatRequest): Promise<ChatReply> => {
    const { name: schemaName, jsonSchema } = request.answer;
    try {
      const message = await client.invoke(
        request.messages.map(({ role, content }) => ({ role, content })),
        {
          seed: request.seed,
          // Its own, for the graph aborts the branch beside one that broke, and the client would retry the
          // aborted call for seconds.
          signal: new AbortController().signal,
          response_format: {
            type: "json_schema",
            json_schema: { name: schemaName, schema: { ...jsonSchema }, strict: true },
          },
        },
      );
      const usage = usageSchema.safeParse(message.usage_metadata).data;
      return {
        text: message.text,
        finish: finishOf(message),
        promptTokens: usage?.input_tokens ?? null,
        completionTokens: usage?.output_tokens ?? null,
        costUsd: null,
        cached: false,
      };
    } catch (error) {
      throw asStop(error, name, options.apiKey);
    }
  };
  return {
    id: `openai:${name}${endpointTag(options.baseURL)}`,
    origin: {
      provider: "openai",
      name,
      parameters: { temperature: takesTemperature(name) ? 0 : null },
      seeded: true,
    },
    complete,
  };
}

/** Reasoning models refuse a temperature. */
function takesTemperature(name: string): boolean {
  return !/^(?:o\d|gpt-5)/.test(name);
}

const refusedSchema = z.object({
  choices: z.tuple([z.object({ message: z.object({ refusal: z.string().min(1) }) })], z.unknown()),
});

function finishOf(message: AIMessage): ChatReply["finish"] {
  const refused = refusedSchema.safeParse(message.additional_kwargs["__raw_response"]).success;
  return refused ? "refusal" : (FINISHES.get(message.response_metadata["finish_reason"]) ?? "stop");
}

/** The error to raise in a failed call's place; no server that echoes the key gets it into one. */
function asStop(error: unknown, name: string, apiKey: string): Error {
  if (!(error instanceof Error))
    return new Error("the model client threw no error object", { cause: error });
  const status = "status" in error ? error.status : undefined;
  const code = "code" in error ? error.code : undefined;
  if (status === 401 || status === 403) {
    return new StoppedError(
      `openai:${name}: the key was refused (HTTP ${status}). Check OPENAI_API_KEY`,
    );
  }
  if (status === 404) {
    return new StoppedError(
      `openai:${name}: no such model (HTTP 404). Check the name, and OPENAI_BASE_URL if it is set`,
    );
  }
  if (code === "insufficient_quota" || status === 402) {
    return new StoppedError(`openai:${name}: the account has no quota left`);
  }
  return new Error(`openai:${name}: ${error.message.replaceAll(apiKey, "[key]").trim()}`);
}
