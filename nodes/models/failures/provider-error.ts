/** Reads what some provider's client threw: status, the provider's own names and words for it, how long to wait. */
import { readRetryAfterMs } from "./retry-after.ts";

/** What could be read; nothing here is fit to be written down yet. */
export interface ProviderError {
  readonly status: number | null;
  /** The provider's names for what is wrong, in lower case, such as `insufficient_quota`. */
  readonly codes: ReadonlySet<string>;
  /** The provider's sentences, without what its client put around them. */
  readonly said: readonly string[];
  readonly retryAfterMs: number | null;
  /** The outermost message. */
  readonly message: string;
  /** Names and messages of the error and its causes. */
  readonly words: string;
}

/** Causes looked through, from the error inwards. */
const MAX_DEPTH = 8;

/** What clients put before a provider's sentence: a status, or that and the address that was asked. */
const PREAMBLE =
  /^(?:\[\w+ Error\]: Error fetching from \S+ \[\d{3}[^\]]*\] |API error occurred: Status \d{3}\. Body: |\d{3} )/;

/** Reads an error of any client, or whatever else was thrown. */
export function readProviderError(error: unknown): ProviderError {
  const chain = causesOf(error);
  const parts = chain.flatMap(partsOf);
  return {
    status: firstOf(chain, statusOf),
    codes: new Set(parts.flatMap((part) => textsIn(part, "code", "type", "reason")).map(lower)),
    said: parts.flatMap((part) => textsIn(part, "message", "error")).map(withoutPreamble),
    retryAfterMs: firstOf(chain, retryAfterMsOf),
    message: chain[0]?.message ?? String(error),
    words: chain.map(({ name, message }) => `${name}: ${message}`).join(" "),
  };
}

/** The error and what caused it, outermost first. */
function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < MAX_DEPTH; at = at.cause) {
    chain.push(at);
  }
  return chain;
}

/** The error and what clients keep of the server's answer in it: its body, the error in the body, Google's details. */
function partsOf(error: Error): readonly unknown[] {
  const sent = [
    fieldOf(error, "error"),
    parsed(fieldOf(error, "body")),
    parsed(withoutPreamble(error.message)),
  ];
  const details = fieldOf(error, "errorDetails");
  return [
    error,
    ...sent,
    ...sent.map((body) => fieldOf(body, "error")),
    ...(Array.isArray(details) ? details : []),
  ];
}

function textsIn(part: unknown, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const value = fieldOf(part, name);
    return typeof value === "string" ? [value] : [];
  });
}

function withoutPreamble(message: string): string {
  return message.replace(PREAMBLE, "");
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** A JSON text's value; undefined for anything else. */
function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function firstOf<T>(chain: readonly Error[], read: (error: object) => T | null): T | null {
  for (const error of chain) {
    const found = read(error);
    if (found !== null) return found;
  }
  return null;
}

function statusOf(error: object): number | null {
  const found = [
    fieldOf(error, "status"),
    fieldOf(error, "statusCode"),
    fieldOf(error, "status_code"),
    fieldOf(fieldOf(error, "response"), "status"),
    fieldOf(fieldOf(error, "$metadata"), "httpStatusCode"),
  ].find((value) => typeof value === "number");
  return typeof found === "number" ? found : null;
}

/** From the headers, or from Google's `retryDelay`. */
function retryAfterMsOf(error: object): number | null {
  const headers = fieldOf(error, "headers") ?? fieldOf(fieldOf(error, "response"), "headers");
  const asked = readRetryAfterMs({
    get: (name) =>
      headers instanceof Headers ? headers.get(name) : (textsIn(headers, name)[0] ?? null),
  });
  if (asked !== null) return Math.round(asked);
  const details = fieldOf(error, "errorDetails");
  const [delay] = Array.isArray(details)
    ? details.flatMap((detail) => textsIn(detail, "retryDelay"))
    : [];
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay ?? "")?.[1];
  return seconds === undefined ? null : Math.round(Number(seconds) * 1000);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
