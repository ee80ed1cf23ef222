/** A loopback server that speaks the OpenAI chat protocol and answers, word for word, as a test tells it. */
import {
  type JsonAnswer,
  type JsonRequest,
  type JsonServer,
  type ServerAnswer,
  serveJson,
} from "../../support/json-server.ts";

export interface CompletionsServer extends JsonServer {
  readonly seen: readonly JsonRequest[];
}

/** Starts a server on a free port of 127.0.0.1. */
export async function serveCompletions(
  answer: (request: JsonRequest) => ServerAnswer,
): Promise<CompletionsServer> {
  const seen: JsonRequest[] = [];
  const server = await serveJson((request) => {
    seen.push(request);
    return answer(request);
  });
  return { ...server, seen };
}

const USAGE = { prompt_tokens: 21, completion_tokens: 4, total_tokens: 25 };

/** A completion with one choice. */
export function completion(
  message: Readonly<Record<string, unknown>>,
  finishReason: unknown = "stop",
  usage: Readonly<Record<string, number>> | null = USAGE,
): JsonAnswer {
  return {
    status: 200,
    body: {
      id: "chat-1",
      object: "chat.completion",
      created: 0,
      model: "some-model",
      choices: [
        { index: 0, finish_reason: finishReason, message: { role: "assistant", ...message } },
      ],
      ...(usage && { usage }),
    },
  };
}
