/** Makes a chat model from its name on the command line. */
import { mustBeBaseURL } from "../../data/endpoint.ts";
import { UsageError, quoted } from "../../data/errors.ts";
import type { ChatModel } from "./chat-model.ts";
import { makeSimulatedModel } from "./providers/simulated-model.ts";

/** What models need from outside. */
export interface ModelAccess {
  readonly openai?: { readonly apiKey?: string; readonly baseURL?: string };
}

/**
 * `simulated` or `openai:MODEL`.
 * @throws UsageError for another name, or when the provider's key is not set
 */
export async function makeModel(spec: string, access: ModelAccess = {}): Promise<ChatModel> {
  const [provider, name] = splitOnce(spec);
  if (spec === "simulated") return makeSimulatedModel();
  if (provider === "openai" && name !== "") {
    const { apiKey, baseURL } = access.openai ?? {};
    if (apiKey === undefined || apiKey === "") {
      throw new UsageError(
        `${spec}: expected OPENAI_API_KEY in the environment or .env, was not set`,
      );
    }
    if (baseURL !== undefined) mustBeBaseURL("OPENAI_BASE_URL", baseURL);
    const { makeOpenAiModel } = await import("./providers/openai-model.ts");
    return makeOpenAiModel(name, { apiKey, ...(baseURL !== undefined && { baseURL }) });
  }
  throw new UsageError(`model: expected simulated or openai:MODEL, was ${quoted(spec)}`);
}

function splitOnce(spec: string): [string, string] {
  const colon = spec.indexOf(":");
  return colon < 0 ? [spec, ""] : [spec.slice(0, colon), spec.slice(colon + 1)];
}
