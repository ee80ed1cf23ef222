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
import { HindcastError, UsageError } from "../../../data/errors.ts";
import type { CallOptions, ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";
import { abortFault } from "../failures/abort-fault.ts";
import { CallFault } from "../failures/call-fault.ts";
import { connectionFault } from "../failures/connection-fault.ts";
import { httpFault } from "../failures/http-fault.ts";
import { makeRedactor } from "../failures/redact.ts";
import { readRetryAfterMs } from "../failures/retry-after.ts";
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

/** Finish reasons, by what they come to; all others are `stop`. */
const FINISHES: ReadonlyMap<unknown, ChatReply["finish"]> = new Map([
  ["length", "length"],
  ["content_filter", "refusal"],
]);

type Completions = OpenAIClient.Chat.Completions.ChatCompletion;
type Chunks = AsyncIterable<OpenAIClient.Chat.Completions.ChatCompletionChunk>;

/** The least a reply must hold to be one. */
const completionSchema = z.looseObject({
  choices: z.tuple([z.looseObject({ message: z.looseObject({}) })], z.unknown()),
});

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
      if (!completionSchema.safeParse(reply).success) throw new NoCompletion(wordsIn(reply));
      return reply;
    } catch (error) {
      // Here, and not once the call is over, for whoever traces the client is shown what it throws.
      throw this.#faultOf(error);
    }
  }
}

/** A reply with success written on it that is no completion: a web page, an error in disguise. */
class NoCompletion extends Error {}

const disguisedSchema = z.object({ error: z.object({ message: z.string() }) });

/** What an error in disguise says, empty for anything else. */
function wordsIn(reply: unknown): string {
  return disguisedSchema.safeParse(reply).data?.error.message ?? "";
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
  const redact = makeRedactor([
    ["[key]", apiKey],
    ["[server]", baseURL],
  ]);
  const completions = new UnreadCompletions(fields, (error) => asFault(error, id, redact));
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
      return replyFrom(message);
    } catch (error) {
      throw signal?.aborted ? abortFault(id, signal) : asFault(error, id, redact);
    }
  };
  return {
    id: `${id}${endpointTag(baseURL)}`,
    origin: { provider: "openai", name, parameters: { temperature, maxTokens }, seeded: true },
    complete,
  };
}

/** Reasoning models refuse a temperature and think at the expense of the reply's tokens. */
function isReasoning(name: string): boolean {
  return /^(?:o\d|gpt-5(?!-chat))/.test(name);
}

function replyFrom(message: AIMessage): ChatReply {
  const usage = usageSchema.safeParse(message.usage_metadata).data;
  return {
    text: message.text,
    finish: finishOf(message),
    promptTokens: usage?.input_tokens ?? null,
    completionTokens: usage?.output_tokens ?? null,
    costUsd: null,
    cached: false,
  };
}

const refusedSchema = z.object({
  choices: z.tuple([z.object({ message: z.object({ refusal: z.string().min(1) }) })], z.unknown()),
});

function finishOf(message: AIMessage): ChatReply["finish"] {
  const refused = refusedSchema.safeParse(message.additional_kwargs["__raw_response"]).success;
  return refused ? "refusal" : (FINISHES.get(message.response_metadata["finish_reason"]) ?? "stop");
}

/** What the client's errors say of an HTTP answer. */
const answeredSchema = z.object({
  status: z.int(),
  message: z.string(),
  headers: z.instanceof(Headers),
  code: z.unknown().optional(),
  type: z.unknown().optional(),
});

/** The error to raise in a failed call's place. It has no cause, for the client's errors hold headers and bodies. */
function asFault(error: unknown, model: string, redact: (text: string) => string): Error {
  if (error instanceof CallFault || error instanceof HindcastError) return error;
  const answered = answeredSchema.safeParse(error).data;
  if (answered) {
    const { status, message, headers, code, type } = answered;
    return httpFault({
      model,
      status,
      codes: [code, type],
      words: redact(message),
      retryAfterMs: readRetryAfterMs(headers),
      keySetting: "OPENAI_API_KEY",
      addressSetting: "OPENAI_BASE_URL",
    });
  }
  if (error instanceof NoCompletion || error instanceof SyntaxError) {
    // A syntax error quotes the body, and tells nobody anything.
    const words =
      error instanceof NoCompletion && error.message ? `: ${redact(error.message)}` : "";
    return new CallFault("unreadable reply", `${model}: the reply is no chat completion${words}`);
  }
  return (
    connectionFault(error, model) ??
    new Error(`${model}: ${redact(error instanceof Error ? error.message : String(error))}`)
  );
}
