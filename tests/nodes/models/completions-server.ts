/** A loopback server that speaks the OpenAI chat protocol and answers, word for word, as a test tells it. */
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** A request as it came in. */
export interface SeenChat {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** What the server answers: a status and a JSON body. */
export interface ChatAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface CompletionsServer extends AsyncDisposable {
  readonly baseURL: string;
  readonly seen: readonly SeenChat[];
}

/** Starts a server on a free port of 127.0.0.1. */
export async function serveCompletions(
  answer: (request: SeenChat) => ChatAnswer,
): Promise<CompletionsServer> {
  const seen: SeenChat[] = [];
  const server = createServer((incoming, reply) => {
    void text(incoming).then((sent) => {
      const body: unknown = JSON.parse(sent);
      const { authorization } = incoming.headers;
      const request = { path: incoming.url ?? "", authorization, body };
      seen.push(request);
      const { status, body: answered } = answer(request);
      reply.writeHead(status, { "content-type": "application/json" });
      reply.end(JSON.stringify(answered));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const USAGE = { prompt_tokens: 21, completion_tokens: 4, total_tokens: 25 };

/** A completion with one choice. */
export function completion(
  message: Readonly<Record<string, unknown>>,
  finishReason = "stop",
  usage: Readonly<Record<string, number>> | null = USAGE,
): ChatAnswer {
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
