/** Models of any provider that LangChain has a package for; the only importer of its universal initialiser. */
import { once } from "node:events";
import { initChatModel } from "langchain/chat_models/universal";
import { endpointTag } from "../../../data/endpoint.ts";
import { UsageError } from "../../../data/errors.ts";
import type { CallOptions, ChatModel, ChatRequest } from "../chat-model.ts";
import { readFailure } from "../failures/provider-failure.ts";
import { makeKeyStriker, makeRedactor } from "../failures/redact.ts";
import { type ClientSettings, type Dialect, dialectOf } from "./dialects.ts";
import { KNOWN_PROVIDERS } from "./known-providers.ts";
import { blockedFor, replyOf } from "./universal-reply.ts";

/** Where and how to reach the model. Secrets are passed in and never stored. */
export interface UniversalOptions {
  readonly apiKey?: string;
  /** Base URL of another server that speaks the provider's protocol. @default the provider's own */
  readonly baseURL?: string;
}

/**
 * A model by its provider's name and its own, such as `anthropic` and `claude-haiku-4-5`. Each call is tried once,
 * and ends when its signal says so; `makePatientModel` gives it time and further tries.
 * @throws UsageError when the provider's package is not installed
 */
export async function makeUniversalModel(
  provider: string,
  name: string,
  options: UniversalOptions = {},
): Promise<ChatModel> {
  const dialect = dialectOf(provider, name);
  const { apiKey, baseURL } = options;
  const model = `${provider}:${name}`;
  const redact = makeRedactor({ apiKey, baseURL });
  const strikeKey = makeKeyStriker(apiKey);
  // A client a call: some abort every call under way when one of them is cut short.
  const open = (settings: Pick<ClientSettings, "seed" | "signal">) =>
    initChatModel(name, {
      modelProvider: provider,
      maxRetries: 0,
      ...dialect.fields({ apiKey, baseURL, ...settings }),
    });
  try {
    await open({ seed: 0, signal: new AbortController().signal });
  } catch (error) {
    throw asUsage(error, model, redact);
  }
  const known = KNOWN_PROVIDERS.get(provider);
  const failureOf = (error: unknown): Error =>
    readFailure(error, {
      model,
      keyHint: `Check ${known?.keyVariable ?? "the credentials"}`,
      modelHint: modelHint(provider, name, known?.baseURLVariable),
      apiKey,
      baseURL,
    });
  const complete = async (request: ChatRequest, { signal }: CallOptions = {}) => {
    signal?.throwIfAborted();
    // Never the graph's, which aborts the branch beside one that broke: that call is paid for all the same.
    const end = signal ?? new AbortController().signal;
    try {
      const client = await open({ seed: request.seed, signal: end });
      const call = client.invoke(messagesFor(request, dialect), {
        ...dialect.form(request.answer),
        signal: end,
      });
      return replyOf(await Promise.race([call, endOf(end)]), { model, redact, strikeKey });
    } catch (error) {
      signal?.throwIfAborted();
      const reason = blockedFor(error);
      if (reason === null) throw failureOf(error);
      return replyOf(
        { text: "", response_metadata: { stop_reason: reason } },
        { model, redact, strikeKey },
      );
    }
  };
  const { parameters, seeded } = dialect;
  return {
    id: `${model}${endpointTag(baseURL)}`,
    origin: {
      provider,
      name,
      parameters: { ...parameters, ...(baseURL !== undefined && { server: endpointTag(baseURL) }) },
      seeded,
    },
    complete,
  };
}

/** A message as LangChain takes it. */
type Sent = { readonly role: string; readonly content: string };

/** The request's messages; the form is written into the first where the provider takes none. */
function messagesFor({ messages, answer }: ChatRequest, { spellsForm }: Dialect): Sent[] {
  const copies = messages.map(({ role, content }) => ({ role, content }));
  if (!spellsForm) return copies;
  const form = `Answer with one JSON object and nothing else. Its JSON schema:\n${JSON.stringify(answer.jsonSchema)}`;
  const [first, ...rest] = copies;
  if (first?.role !== "system") return [{ role: "system", content: form }, ...copies];
  return [{ role: "system", content: `${first.content}\n\n${form}` }, ...rest];
}

/** Rejects once the signal is aborted, whether or not the client minds it. */
async function endOf(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason;
}

function modelHint(provider: string, name: string, baseURLVariable: string | undefined): string {
  if (provider === "ollama") return `Fetch it: ollama pull ${name}`;
  return `Check the name${baseURLVariable ? `, and ${baseURLVariable} if it is set` : ""}`;
}

function asUsage(error: unknown, model: string, redact: (text: string) => string): UsageError {
  const words = error instanceof Error ? error.message : String(error);
  const missing = /Unable to import ([^\s.]+)\. Please install/.exec(words)?.[1];
  return new UsageError(
    missing === undefined
      ? `${model}: its client could not be opened: ${redact(words)}`
      : `${model}: expected the package ${missing}, was not installed: npm install ${missing}`,
  );
}
