/** The only reader of environment variables: keys, addresses, cache directory, tracing, and `.env` beside them. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { InputError, faultCode } from "../data/errors.ts";
import type { Access } from "../graphs/open-pipeline.ts";
import {
  LANGSMITH_ENDPOINT,
  LANGSMITH_PROJECT,
  type LangSmithAccess,
} from "../graphs/tracing/langsmith-access.ts";
import { type KnownProvider, KNOWN_PROVIDERS } from "../nodes/models/providers/known-providers.ts";

type Get = (name: string) => string | undefined;

/** What was set for LangSmith and LangChain when the command began. */
let taken: Readonly<NodeJS.Dict<string>> = {};

/**
 * Takes the settings of LangSmith and LangChain out of the process, so that no library traces by itself: what is sent,
 * and what is not, is decided here. `readEnvironment` still knows them.
 */
export function takeTracingSettings(): void {
  const names = Object.keys(process.env).filter((name) => /^LANG(?:SMITH|CHAIN)_/.test(name));
  taken = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  for (const name of names) delete process.env[name];
}

/** Reads the process environment; `.env` in the working directory fills in what is not set. */
export function readEnvironment(): Access & { readonly langsmith: LangSmithAccess } {
  const set = allSettings();
  const get: Get = (name) => set[name] || undefined;
  const [apiKey, baseURL] = [get("OPENAI_API_KEY"), get("OPENAI_BASE_URL")];
  return {
    openai: { ...(apiKey !== undefined && { apiKey }), ...(baseURL !== undefined && { baseURL }) },
    keys: byProvider(({ keyVariable }) => keyVariable, get),
    baseURLs: byProvider(({ baseURLVariable }) => baseURLVariable, get),
    cacheDir: get("HINDCAST_CACHE") ?? join(userCache(get), "hindcast"),
    langsmith: langsmithIn(get, secretsIn(set)),
  };
}

/** The switches of the run that a LangGraph server serves; empty where none are given. */
export function readServedRun(): string {
  return allSettings()["HINDCAST_RUN"] ?? "";
}

/** The key that a LangGraph server asks for; null where none is given. */
export function readServerKey(): string | null {
  return allSettings()["LANGGRAPH_API_KEY"] || null;
}

/** The process's own settings before those of `.env`. */
function allSettings(): NodeJS.Dict<string> {
  return { ...readDotEnv(), ...taken, ...process.env };
}

/** LangSmith's own variables first, then those that were LangChain's. */
function langsmithIn(get: Get, secrets: readonly string[]): LangSmithAccess {
  const either = (name: string): string | undefined =>
    get(`LANGSMITH_${name}`) ?? get(`LANGCHAIN_${name}`);
  const isOn = (name: string): boolean => either(name)?.trim().toLowerCase() === "true";
  return {
    apiKey: either("API_KEY")?.trim() ?? null,
    endpoint: (either("ENDPOINT")?.trim() ?? LANGSMITH_ENDPOINT).replace(/\/+$/, ""),
    project: either("PROJECT")?.trim() ?? LANGSMITH_PROJECT,
    workspaceId: either("WORKSPACE_ID")?.trim() ?? null,
    tracing: isOn("TRACING") || isOn("TRACING_V2"),
    hideInputs: isOn("HIDE_INPUTS"),
    hideOutputs: isOn("HIDE_OUTPUTS"),
    secrets,
  };
}

/** An author is none. */
const SECRET_NAME = /KEY|TOKEN|SECRET|PASS|CREDENTIAL|AUTH(?!OR(?!I[ZS]))|DSN|(?:^|_)PAT(?:$|_)/i;

/** Values whose variable's name says that they are secret. Numbers and words of under 8 letters are settings. */
function secretsIn(set: NodeJS.Dict<string>): readonly string[] {
  return Object.entries(set).flatMap(([name, value = ""]) =>
    SECRET_NAME.test(name) && value.trim().length >= 8 && !/^[\d.]+$/.test(value.trim())
      ? [value.trim()]
      : [],
  );
}

/** What the environment holds for each provider, under the variable that the provider names. */
function byProvider(
  variableOf: (provider: KnownProvider) => string | null | undefined,
  get: Get,
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

function userCache(get: Get): string {
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  if (process.platform === "win32")
    return get("LOCALAPPDATA") ?? join(homedir(), "AppData", "Local");
  return get("XDG_CACHE_HOME") ?? join(homedir(), ".cache");
}
