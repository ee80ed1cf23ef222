/** Models behind the OpenAI chat protocol, or any server that speaks it; the only importer of ChatOpenAI. */
import type { AIMessage } from "@langchain/core/messages";
import {
  ChatOpenAI,
  ChatOpenAICompletions,
  type ChatOpenAIFields,
  type OpenAIClient,
} from "@langchain/openai";
import { z } from "zod";
import { endpointTag } from "../../../data/endpoint.ts";
import { UsageError } from "../../../data/errors.ts";
import type { CallOptions, ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";
import { abortFault } from "../failures/abort-fault.ts";
import { makeKeyStriker, makeRedactor } from "../failures/redact.ts";
import { type FinishContext, finishOf } from "./finish-reasons.ts";
import { clientFault, mustBeCompletion } from "./openai-faults.ts";
import { portableSchema } from "./portable-schema.ts";

/** Where and how to reach the model. Secrets are passed in and never stored. */
export interface OpenAiOptions {
  readonly apiKey: string;
  /** Base URL of an OpenAI-compatible server. @default OpenAI's own */
  readonly baseURL?: string;
  /** Most tokens of a reply, at least 1. @default 800; 4096 for reasoning models, whose thoughts count */
  readonly maxTokens?: number;
}

const usageSchema = z.object({ input_tokens: z.number(), output_tokens: z.number() });

type Completions = OpenAIClient.Chat.Completions.ChatCompletion;
type Chunks = AsyncIterable<OpenAIClient.Chat.Completions.ChatCompletionChunk>;

/**
 * Hands replies over as the server sent them, after one try. The client's own reading of a reply in JSON
 * throws at fences, prose and cut-off answers, so that neither the text nor its tokens would be seen again.
 */
class UnreadCompletions extends ChatOpenAICompletions {
  readonly #faultOf: (error: unknown) => Error;

  /** @param faultOf the error to throw in the place of a client's */
  constructor(fields: ChatOpenAIFields, faultOf: (error: unknown) => Error) {
    super(fields);
    this.#faultOf = faultOf;
  }

  override completionWithRetry(
    request: OpenAIClient.Chat.ChatCompletionCreateParamsStreaming,
    options?: OpenAIClient.RequestOptions,
  ): Promise<Chunks>;
  override completionWithRetry(
    request: OpenAIClient.Chat.ChatCompletionCreateParamsNonStreaming,
    options?: OpenAIClient.RequestOptions,
  ): Promise<Completions>;
  override async completionWithRetry(
    request: OpenAIClient.Chat.ChatCompletionCreateParams,
    options?: OpenAIClient.RequestOptions,
  ): Promise<Chunks | Completions> {
    const clientOptions = this._getClientOptions(options);
    try {
      const reply = await this.client.chat.completions.create(request, clientOptions);
      mustBeCompletion(reply);
      return reply;
    } catch (error) {
      // Here, and not once the call is over, for whoever traces the client is shown what it throws.
      throw this.#faultOf(error);
    }
  }
}

/**
 * A model by its provider's name, such as `gpt-4.1-mini`. Each call is tried once, and ends when its signal
 * says so; `makePatientModel` gives it time and further tries.
 * @throws UsageError for a token limit that is none
 */
export function makeOpenAiModel(name: string, options: OpenAiOptions): ChatModel {
  const { apiKey, baseURL } = options;
  const id = `openai:${name}`;
  const temperature = isReasoning(name) ? null : 0;
  const maxTokens = options.maxTokens ?? (isReasoning(name) ? 4096 : 800);
  if (!Number.isInteger(maxTokens) || maxTokens < 1) {
    throw new UsageError(`maxTokens: expected an integer of at least 1, was ${maxTokens}`);
  }
  const fields = {
    model: name,
    apiKey,
    maxRetries: 0,
    // Sent as max_completion_tokens to reasoning models, and as max_tokens, which every server takes, to others.
    maxTokens,
    ...(temperature !== null && { temperature }),
    ...(baseURL !== undefined && { configuration: { baseURL } }),
    // The one place where a refusal's words are.
    __includeRawResponse: true,
  };
  const redact = makeRedactor({ apiKey, baseURL });
  const strikeKey = makeKeyStriker(apiKey);
  const completions = new UnreadCompletions(fields, (error) => clientFault(error, id, redact));
  const client = new ChatOpenAI({ ...fields, completions });
  const complete = async (request: ChatRequest, { signal }: CallOptions = {}) => {
    const { name: schemaName, jsonSchema } = request.answer;
    try {
      const message = await client.invoke(
        request.messages.map(({ role, content }) => ({ role, content })),
        {
          seed: request.seed,
          // Never the graph's, which aborts the branch beside one that broke: that call is paid for all the same.
          signal: signal ?? new AbortController().signal,
          response_format: {
            type: "json_schema",
            json_schema: { name: schemaName, schema: portableSchema(jsonSchema), strict: true },
          },
        },
      );
      return replyFrom(message, { model: id, redact, strikeKey });
    } catch (error) {
      throw signal?.aborted ? abortFault(id, signal) : clientFault(error, id, redact);
    }
  };
  return {
    id: `${id}${endpointTag(baseURL)}`,
    origin: {
      provider: "openai",
      name,
      parameters: {
        temperature,
        maxTokens,
        ...(baseURL !== undefined && { server: endpointTag(baseURL) }),
      },
      seeded: true,
    },
    complete,
  };
}

/** Reasoning models refuse a temperature and think at the expense of the reply's tokens. */
function isReasoning(name: string): boolean {
  return /^(?:o\d|gpt-5(?!-chat))/.test(name);
}

/** @throws CallFault for a reply that ended for an unknown reason */
function replyFrom(message: AIMessage, context: FinishContext): ChatReply {
  const usage = usageSchema.safeParse(message.usage_metadata).data;
  return {
    text: context.strikeKey(message.text),
    finish: isRefused(message)
      ? "refusal"
      : finishOf(message.response_metadata["finish_reason"], context),
    promptTokens: usage?.input_tokens ?? null,
    completionTokens: usage?.output_tokens ?? null,
    costUsd: null,
    cached: false,
  };
}

const refusedSchema = z.object({
  choices: z.tuple([z.object({ message: z.object({ refusal: z.string().min(1) }) })], z.unknown()),
});

function isRefused(message: AIMessage): boolean {
  return refusedSchema.safeParse(message.additional_kwargs["__raw_response"]).success;
}
