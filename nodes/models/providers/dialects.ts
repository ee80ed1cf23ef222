/** How each provider's LangChain class is told the same things: key, server, seed, limits and the answer's form. */
import type { ChatRequest, ModelOrigin } from "../chat-model.ts";
import { withoutKeywords } from "./json-schema.ts";
import { type UnhurriedRequest, unhurriedFetch } from "./unhurried-fetch.ts";

/** Tokens that an answer may take. */
const MAX_TOKENS = 800;

/** What one call's client is opened with. */
export interface ClientSettings {
  readonly apiKey: string | undefined;
  /** Absent: the provider's own server. */
  readonly baseURL: string | undefined;
  readonly seed: number;
  /** Ends the call. */
  readonly signal: AbortSignal;
}

/** What a class takes by other names than its neighbours. */
export interface Dialect {
  /** Fields of the constructor besides the model's name and the retries. */
  fields(settings: ClientSettings): Readonly<Record<string, unknown>>;
  /** Options of a call that ask for the answer's form; null where the model takes none. */
  form(answer: ChatRequest["answer"]): Readonly<Record<string, unknown>> | null;
  /** Whether the form is written into the system message as well. */
  readonly spellsForm: boolean;
  readonly parameters: ModelOrigin["parameters"];
  readonly seeded: boolean;
}

/** The dialect of a provider's model. */
export function dialectOf(provider: string, name: string): Dialect {
  return DIALECTS.get(provider)?.(name) ?? PLAIN;
}

/** Providers without a tested way to ask for a form: the system message says it. */
const PLAIN: Dialect = {
  fields: ({ apiKey }) => ({
    temperature: 0,
    maxTokens: MAX_TOKENS,
    ...(apiKey !== undefined && { apiKey }),
  }),
  form: () => null,
  spellsForm: true,
  parameters: { temperature: 0, maxTokens: MAX_TOKENS },
  seeded: false,
};

/** Models that think as they see fit; they refuse a temperature. */
const CLAUDE_WITHOUT_TEMPERATURE = /^claude-(?:opus-(?:4-[78]|[5-9])|sonnet-[5-9]|fable|mythos)/;
/** Models from before structured outputs. */
const CLAUDE_WITHOUT_FORM = /^claude-(?:[23]|(?:opus|sonnet)-4-(?:0$|2025))/;
/** Bounds that Anthropic's structured outputs refuse; the descriptions say them, the parser checks them. */
const BOUNDS: ReadonlySet<string> = new Set([
  "$schema",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "maxItems",
]);

function anthropic(name: string): Dialect {
  const temperature = CLAUDE_WITHOUT_TEMPERATURE.test(name) ? null : 0;
  const formed = !CLAUDE_WITHOUT_FORM.test(name);
  return {
    ...PLAIN,
    fields: ({ apiKey, baseURL }) => ({
      apiKey,
      // Named even when it is their own, or the class would look into the environment.
      anthropicApiUrl: baseURL ?? "https://api.anthropic.com",
      maxTokens: MAX_TOKENS,
      ...(temperature !== null && { temperature }),
    }),
    form: ({ jsonSchema }) =>
      formed
        ? {
            outputConfig: {
              format: { type: "json_schema", schema: withoutKeywords(jsonSchema, BOUNDS) },
            },
          }
        : null,
    spellsForm: !formed,
    parameters: { temperature, maxTokens: MAX_TOKENS },
  };
}

const MISTRAL: Dialect = {
  ...PLAIN,
  fields: ({ apiKey, baseURL, seed, signal }) => ({
    apiKey,
    serverURL: baseURL ?? "https://api.mistral.ai",
    temperature: 0,
    maxTokens: MAX_TOKENS,
    seed,
    // The class passes no signal on.
    beforeRequestHooks: [(request: Request) => new Request(request, { signal })],
  }),
  form: ({ name, jsonSchema }) => ({
    response_format: {
      type: "json_schema",
      jsonSchema: { name, schemaDefinition: jsonSchema, strict: true },
    },
  }),
  spellsForm: false,
  seeded: true,
};

/** Keywords that Google's schemas lack; its enums hold strings only, so the system message says the form too. */
const NOT_GOOGLE: ReadonlySet<string> = new Set(["$schema", "additionalProperties", "minLength"]);

const GOOGLE: Dialect = {
  ...PLAIN,
  fields: ({ apiKey, baseURL }) => ({
    apiKey,
    baseUrl: baseURL ?? "https://generativelanguage.googleapis.com",
    temperature: 0,
    maxOutputTokens: MAX_TOKENS,
  }),
  form: ({ jsonSchema }) => ({
    responseSchema: withoutKeywords(jsonSchema, NOT_GOOGLE, { stringEnumsOnly: true }),
  }),
};

/** Tokens that a prompt and its answer may take; Ollama's own default cuts long prompts short without a word. */
const OLLAMA_CONTEXT = 8192;

const OLLAMA: Dialect = {
  fields: ({ apiKey, baseURL, seed, signal }) => ({
    baseUrl: baseURL ?? "http://127.0.0.1:11434",
    temperature: 0,
    numPredict: MAX_TOKENS,
    numCtx: OLLAMA_CONTEXT,
    seed,
    ...(apiKey !== undefined && { headers: { authorization: `Bearer ${apiKey}` } }),
    fetch: (url: string, sent: UnhurriedRequest = {}) => fetchOrThrow(url, { ...sent, signal }),
  }),
  form: ({ jsonSchema }) => ({ format: jsonSchema }),
  spellsForm: false,
  parameters: { temperature: 0, maxTokens: MAX_TOKENS, contextTokens: OLLAMA_CONTEXT },
  seeded: true,
};

const DIALECTS: ReadonlyMap<string, (name: string) => Dialect> = new Map([
  ["anthropic", anthropic],
  ["mistralai", () => MISTRAL],
  ["mistral", () => MISTRAL],
  ["google-genai", () => GOOGLE],
  ["ollama", () => OLLAMA],
]);

/** A refusal is thrown with its headers: the client keeps only its status. */
async function fetchOrThrow(url: string, sent: UnhurriedRequest): Promise<Response> {
  const response = await unhurriedFetch(url, sent);
  if (response.ok) return response;
  const { status, headers } = response;
  throw Object.assign(new Error(await response.text()), { status, headers });
}
