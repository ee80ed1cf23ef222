/** The only reader of environment variables: keys, base URL, cache directory, and `.env` beside them. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { InputError, faultCode } from "../data/errors.ts";
import type { Access } from "../graphs/open-pipeline.ts";
import { type KnownProvider, KNOWN_PROVIDERS } from "../nodes/models/providers/known-providers.ts";

/** Reads the process environment; `.env` in the working directory fills in what is not set. */
export function readEnvironment(): Access {
  const get = environmentReader();
  const [apiKey, baseURL] = [get("OPENAI_API_KEY"), get("OPENAI_BASE_URL")];
  return {
    openai: { ...(apiKey !== undefined && { apiKey }), ...(baseURL !== undefined && { baseURL }) },
    keys: byProvider(({ keyVariable }) => keyVariable, get),
    baseURLs: byProvider(({ baseURLVariable }) => baseURLVariable, get),
    cacheDir: get("HINDCAST_CACHE") ?? join(userCache(get), "hindcast"),
  };
}

/** The switches of the run that a LangGraph server serves; empty where none are given. */
export function readServedRun(): string {
  return environmentReader()("HINDCAST_RUN") ?? "";
}

/** The key that a LangGraph server asks for; null where none is given. */
export function readServerKey(): string | null {
  return environmentReader()("LANGGRAPH_API_KEY") ?? null;
}

function environmentReader(): (name: string) => string | undefined {
  const file = readDotEnv();
  return (name) => (process.env[name] ?? file[name]) || undefined;
}

/** What the environment holds for each provider, under the variable that the provider names. */
function byProvider(
  variableOf: (provider: KnownProvider) => string | null | undefined,
  get: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...KNOWN_PROVIDERS].flatMap(([name, provider]) => {
      const value = get(variableOf(provider) ?? "");
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function readDotEnv(): NodeJS.Dict<string> {
  if (!existsSync(".env")) return {};
  try {
    return parseEnv(readFileSync(".env", "utf8"));
  } catch (error) {
    throw new InputError({ file: ".env" }, "a file of NAME=VALUE lines", faultCode(error), {
      cause: error,
    });
  }
}

function userCache(get: (name: string) => string | undefined): string {
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  if (process.platform === "win32")
    return get("LOCALAPPDATA") ?? join(homedir(), "AppData", "Local");
  return get("XDG_CACHE_HOME") ?? join(homedir(), ".cache");
}
