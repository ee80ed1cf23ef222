/** Models behind the OpenAI chat protocol, or any server that speaks it; the only importer of ChatOpenAI. */
import { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";
import { StoppedError } from "../../data/errors.ts";
import type { ChatModel, ChatReply, ChatRequest } from "./chat-model.ts";

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

/** A model by its provider's name, such as `gpt-4.1-mini`. */
export function makeOpenAiModel(name: string, options: OpenAiOptions): ChatModel {
  const client = new ChatOpenAI({
    model: name,
    apiKey: options.apiKey,
    timeout: options.timeoutMs ?? 60_000,
    maxRetries: options.maxRetries ?? 2,
    ...(takesTemperature(name) && { temperature: 0 }),
    ...(options.baseURL !== undefined && { configuration: { baseURL: options.baseURL } }),
  });
  const complete = async (request: ChatRequest): Promise<ChatReply> => {
    const { name: schemaName, jsonSchema } = request.answer;
    try {
      const message = await client.invoke(
        request.messages.map(({ role, content }) => ({ role, content })),
        {
          seed: request.seed,
          response_format: {
            type: "json_schema",
            json_schema: { name: schemaName, schema: { ...jsonSchema }, strict: true },
          },
        },
      );
      const refused = typeof message.additional_kwargs["refusal"] === "string";
      const cutOff = message.response_metadata["finish_reason"] === "length";
      const usage = usageSchema.safeParse(message.usage_metadata).data;
      return {
        text: message.text,
        finish: refused ? "refusal" : cutOff ? "length" : "stop",
        promptTokens: usage?.input_tokens ?? null,
        completionTokens: usage?.output_tokens ?? null,
        costUsd: null,
        cached: false,
      };
    } catch (error) {
      throw asStop(error, name);
    }
  };
  return { id: `openai:${name}`, complete };
}

/** Reasoning models refuse a temperature. */
function takesTemperature(name: string): boolean {
  return !/^(?:o\d|gpt-5)/.test(name);
}

function asStop(error: unknown, name: string): unknown {
  if (!(error instanceof Error))
    return new Error("the model client threw no error object", { cause: error });
  const status = "status" in error ? error.status : undefined;
  const code = "code" in error ? error.code : undefined;
  if (status === 401 || status === 403) {
    return new StoppedError(
      `openai:${name}: the key was refused (HTTP ${status}). Check OPENAI_API_KEY`,
    );
  }
  if (code === "insufficient_quota") {
    return new StoppedError(`openai:${name}: the account has no quota left`);
  }
  return error;
}
