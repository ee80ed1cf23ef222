/** What a provider's client threw, as the error to raise in its place: a stop, or one call's fault; no key, no address. */
import { wallClockMs } from "../../../data/clock.ts";
import { StoppedError } from "../../../data/errors.ts";
import { CallFault, type CallFaultKind } from "./call-fault.ts";

/** Words for the error, and what they must not hold. */
export interface FailureContext {
  /** The model's name in the error, such as `anthropic:claude-…`. */
  readonly model: string;
  /** What to check when the key is refused, such as `Check ANTHROPIC_API_KEY`. */
  readonly keyHint: string;
  /** What to check when there is no such model. */
  readonly modelHint: string;
  readonly apiKey: string | undefined;
}

const EMPTY_ACCOUNT =
  /insufficient[_ -]?(?:quota|balance|credits?|funds)|credit balance|out of credits/i;
const BAD_KEY = /api[_ -]?key[_ -](?:not valid|invalid)|invalid[_ -]api[_ -]?key/i;
const UNREACHED =
  /fetch failed|connection error|network error|unable to make request|socket hang up|ECONN|ENOTFOUND|EAI_AGAIN|EPIPE/i;
const TIMED_OUT = /timed? ?out|TimeoutError/i;

const FAULTS: ReadonlyMap<number, CallFaultKind> = new Map([
  [408, "timeout"],
  [429, "rate limit"],
  [503, "overloaded"],
  [504, "timeout"],
  [529, "overloaded"],
]);

/** Reads an error of any client by its status, headers and words. The error itself is dropped: it may hold the key. */
export function readFailure(error: unknown, context: FailureContext): Error {
  const { model } = context;
  const chain = causesOf(error);
  const words = chain.map(({ name, message }) => `${name}: ${message}`).join(" ");
  const status = firstOf(chain, statusOf);
  if (status === 401 || status === 403 || BAD_KEY.test(words)) {
    return new StoppedError(
      `${model}: the key was refused (HTTP ${status ?? "error"}). ${context.keyHint}`,
    );
  }
  if (status === 402 || EMPTY_ACCOUNT.test(words)) {
    return new StoppedError(`${model}: the account has no quota left`);
  }
  if (status === 404) {
    return new StoppedError(`${model}: no such model (HTTP 404). ${context.modelHint}`);
  }
  const said = scrubbed(chain[0]?.message ?? String(error), context.apiKey);
  const code = status === null ? "" : `HTTP ${status}, `;
  return new CallFault(kindOf(status, words), `${model}: ${code}${said}`, {
    retryAfterMs: firstOf(chain, retryAfterMsOf),
  });
}

function kindOf(status: number | null, words: string): CallFaultKind {
  if (status !== null && status >= 300) {
    return FAULTS.get(status) ?? (status >= 500 ? "server error" : "bad request");
  }
  if (TIMED_OUT.test(words)) return "timeout";
  return UNREACHED.test(words) ? "connection" : "unreadable reply";
}

/** The error and what caused it, outermost first. */
function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause) chain.push(at);
  return chain;
}

function firstOf<T>(chain: readonly Error[], read: (error: object) => T | null): T | null {
  for (const error of chain) {
    const found = read(error);
    if (found !== null) return found;
  }
  return null;
}

function statusOf(error: object): number | null {
  const metadata = fieldOf(error, "$metadata");
  const found = [
    fieldOf(error, "status"),
    fieldOf(error, "statusCode"),
    fieldOf(error, "status_code"),
    fieldOf(fieldOf(error, "response"), "status"),
    fieldOf(metadata, "httpStatusCode"),
  ].find((value) => typeof value === "number");
  return typeof found === "number" ? found : null;
}

/** From the header, in seconds or as a date, or from Google's `retryDelay`. */
function retryAfterMsOf(error: object): number | null {
  const headers = fieldOf(error, "headers") ?? fieldOf(fieldOf(error, "response"), "headers");
  const said =
    headers instanceof Headers ? headers.get("retry-after") : fieldOf(headers, "retry-after");
  if (typeof said === "string" && said.trim() !== "") {
    const ms = /^\d+(?:\.\d+)?$/.test(said.trim())
      ? Number(said) * 1000
      : Date.parse(said) - wallClockMs();
    return Number.isNaN(ms) ? null : Math.max(0, Math.round(ms));
  }
  const details = fieldOf(error, "errorDetails");
  if (!Array.isArray(details)) return null;
  const delay = details.map((detail) => fieldOf(detail, "retryDelay")).find(Boolean);
  const seconds = typeof delay === "string" ? /^(\d+(?:\.\d+)?)s$/.exec(delay)?.[1] : undefined;
  return seconds === undefined ? null : Math.round(Number(seconds) * 1000);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** One line of at most 300 characters without key, addresses or a pointer to somebody's manual. */
function scrubbed(message: string, apiKey: string | undefined): string {
  const keyless = apiKey ? message.replaceAll(apiKey, "[key]") : message;
  const line = keyless
    .replace(/\s*Troubleshooting URL:.*$/s, "")
    .replaceAll(/https?:\/\/[^\s"'<>)\]]+/g, "[address]")
    .replaceAll(/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, "[address]")
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length > 300 ? `${line.slice(0, 297)}...` : line;
}
