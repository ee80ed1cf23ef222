/** Makes a chat model from what the command line says of it. */
import { mustBeBaseURL } from "../../data/endpoint.ts";
import { UsageError } from "../../data/errors.ts";
import type { ChatModel } from "./chat-model.ts";
import { type ModelSpec, parseModelSpec, spellModelSpec } from "./model-spec.ts";
import { KNOWN_PROVIDERS } from "./providers/known-providers.ts";
import { makeSimulatedModel } from "./providers/simulated-model.ts";

/** What models need from outside. */
export interface ModelAccess {
  readonly openai?: { readonly apiKey?: string; readonly baseURL?: string };
  /** Keys of other providers by provider, such as `anthropic`. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Base URLs of other servers by provider, such as `ollama`. */
  readonly baseURLs?: Readonly<Record<string, string>>;
}

/**
 * The model of a spec, or of its text. Clients are imported when one is asked for.
 * @throws UsageError for what is no model, a provider whose key is not set or whose package is not installed
 */
export async function makeModel(
  model: ModelSpec | string,
  access: ModelAccess = {},
): Promise<ChatModel> {
  const spec = typeof model === "string" ? parseModelSpec(model) : model;
  if (spec.replayOnly) {
    throw new UsageError(`${spellModelSpec(spec)}: answers from stored replies, makes no model`);
  }
  switch (spec.kind) {
    case "openai":
      return openAiModel(spec, access);
    case "universal":
      return universalModel(spec, access);
    case "local": {
      const { openLocalModel } = await import("./providers/local-model.ts");
      return openLocalModel(spec.name);
    }
    default:
      return makeSimulatedModel();
  }
}

async function openAiModel(spec: ModelSpec, access: ModelAccess): Promise<ChatModel> {
  const { apiKey, baseURL } = access.openai ?? {};
  const key = mustHaveKey(spec, "OPENAI_API_KEY", apiKey);
  if (baseURL !== undefined) mustBeBaseURL("OPENAI_BASE_URL", baseURL);
  const { makeOpenAiModel } = await import("./providers/openai-model.ts");
  return makeOpenAiModel(spec.name, { apiKey: key, ...(baseURL !== undefined && { baseURL }) });
}

async function universalModel(spec: ModelSpec, access: ModelAccess): Promise<ChatModel> {
  const { provider, name } = spec;
  const known = KNOWN_PROVIDERS.get(provider);
  const apiKey = access.keys?.[provider];
  if (known?.keyVariable && !known.keyOptional) mustHaveKey(spec, known.keyVariable, apiKey);
  const baseURL = known?.baseURLVariable ? access.baseURLs?.[provider] : undefined;
  if (baseURL !== undefined) mustBeBaseURL(known?.baseURLVariable ?? provider, baseURL);
  const { makeUniversalModel } = await import("./providers/universal-model.ts");
  return makeUniversalModel(provider, name, {
    ...(apiKey !== undefined && apiKey !== "" && { apiKey }),
    ...(baseURL !== undefined && { baseURL }),
  });
}

function mustHaveKey(spec: ModelSpec, variable: string, key: string | undefined): string {
  if (key !== undefined && key !== "") return key;
  throw new UsageError(
    `${spellModelSpec(spec)}: expected ${variable} in the environment or .env, was not set`,
  );
}
