/** What a provider's client threw, as the error to raise in its place: a stop, or one call's fault; no key, no address. */
import { HindcastError, StoppedError } from "../../../data/errors.ts";
import { CallFault, type CallFaultKind } from "./call-fault.ts";
import { connectionFault } from "./connection-fault.ts";
import { type ProviderError, readProviderError } from "./provider-error.ts";
import { type Secrets, makeRedactor } from "./redact.ts";

/** Words for the error, and what they must not hold. */
export interface FailureContext extends Secrets {
  /** The model's name in the error, such as `anthropic:claude-…`. */
  readonly model: string;
  /** What to check when the key is refused, such as `Check ANTHROPIC_API_KEY`. */
  readonly keyHint: string;
  /** What to check when there is no such model. */
  readonly modelHint: string;
}

/** How providers say one thing: by a name of their own, or at the start of a sentence. */
interface Signs {
  readonly codes: readonly string[];
  readonly sentence: RegExp;
}

const EMPTY_ACCOUNT: Signs = {
  codes: [
    "insufficient_quota",
    "insufficient_balance",
    "insufficient_credits",
    "insufficient_funds",
    "billing_error",
    "billing_hard_limit_reached",
    "billing_not_active",
  ],
  sentence: /^(?:insufficient_quota\b|Your credit balance is too low)/,
};
const BAD_KEY: Signs = {
  codes: ["authentication_error", "invalid_api_key", "api_key_invalid"],
  sentence: /^(?:API key (?:not valid|expired)|Incorrect API key provided)/,
};

/** Only under these is a sentence believed, and only from its start: other refusals may repeat the prompt. */
const SENTENCED: ReadonlySet<number | null> = new Set([400, 402, 403, 429]);

const UNREACHED =
  /fetch failed|connection error|network error|unable to make request|socket hang up|\b(?:ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|EPIPE)\b/i;
const TIMED_OUT = /timed? ?out|TimeoutError/i;

const FAULTS: ReadonlyMap<number, CallFaultKind> = new Map([
  [408, "timeout"],
  [429, "rate limit"],
  [503, "overloaded"],
  [504, "timeout"],
  [529, "overloaded"],
]);

/**
 * Reads an error of any client by its status, headers, codes and words; one of ours stays. The error itself is
 * dropped: it may hold the key.
 */
export function readFailure(error: unknown, context: FailureContext): Error {
  if (error instanceof CallFault || error instanceof HindcastError) return error;
  const { model } = context;
  const read = readProviderError(error);
  const hint = stopHint(read, context);
  if (hint !== null) return new StoppedError(`${model}: ${hint}`);
  const { status, retryAfterMs } = read;
  if (status === null || status < 300) {
    return lostConnection(error, read, model) ?? unreadable(read, context);
  }
  const kind = FAULTS.get(status) ?? (status >= 500 ? "server error" : "bad request");
  const words = `${model}: HTTP ${status}, ${wordsOf(read, context)}`;
  return new CallFault(kind, words, { retryAfterMs });
}

function stopHint(read: ProviderError, { keyHint, modelHint }: FailureContext): string | null {
  const { status } = read;
  if (status === 402 || shows(read, EMPTY_ACCOUNT)) return "the account has no quota left";
  if (status === 401 || status === 403 || shows(read, BAD_KEY)) {
    return `the key was refused (HTTP ${status ?? "error"}). ${keyHint}`;
  }
  return status === 404 ? `no such model (HTTP 404). ${modelHint}` : null;
}

function shows({ status, codes, said }: ProviderError, signs: Signs): boolean {
  return (
    signs.codes.some((code) => codes.has(code)) ||
    (SENTENCED.has(status) && said.some((sentence) => signs.sentence.test(sentence)))
  );
}

/** In words of our own, for a client's name the host. */
function lostConnection(error: unknown, { words }: ProviderError, model: string): CallFault | null {
  const fault = connectionFault(error, model);
  if (fault !== null) return fault;
  if (TIMED_OUT.test(words)) {
    return new CallFault("timeout", `${model}: the server did not answer in time`);
  }
  return UNREACHED.test(words) ? new CallFault("connection", `${model}: no connection`) : null;
}

function unreadable(read: ProviderError, context: FailureContext): CallFault {
  const { retryAfterMs } = read;
  const words = `${context.model}: ${wordsOf(read, context)}`;
  return new CallFault("unreadable reply", words, { retryAfterMs });
}

/** One line fit to be written down, without a pointer to somebody's manual. */
function wordsOf({ message }: ProviderError, secrets: Secrets): string {
  return makeRedactor(secrets)(message.replace(/\s*Troubleshooting URL:.*$/s, ""));
}
