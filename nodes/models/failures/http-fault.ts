/** What an HTTP status comes to: a call to try again, a request to mend, or an account to look after. */
import { StoppedError } from "../../../data/errors.ts";
import { CallFault, type CallFaultKind } from "./call-fault.ts";

/** An answer that is no success. */
export interface HttpRefusal {
  /** The model's id, such as `openai:gpt-4.1-mini`. */
  readonly model: string;
  readonly status: number;
  /** The provider's own names for what is wrong, such as `insufficient_quota`. */
  readonly codes: readonly unknown[];
  /** The server's words, fit to be written down. */
  readonly words: string;
  readonly retryAfterMs: number | null;
  /** The setting that holds the key. */
  readonly keySetting: string;
  /** The setting that holds the server's address. */
  readonly addressSetting: string;
}

/** Statuses with a kind of their own; other 4xx are bad requests, other statuses server errors. */
const KINDS: ReadonlyMap<number, CallFaultKind> = new Map([
  [408, "timeout"],
  // The server's own lock timed out.
  [409, "server error"],
  [425, "overloaded"],
  [429, "rate limit"],
  [503, "overloaded"],
  [529, "overloaded"],
]);

/** Provider codes under which a 429 will not pass by waiting. */
const NO_MONEY: ReadonlySet<unknown> = new Set([
  "insufficient_quota",
  "billing_hard_limit_reached",
  "billing_not_active",
]);

const GOES_ON = "the same command then goes on";

/** The error to raise for a refusal: a StoppedError where no further call can succeed, else a CallFault. */
export function httpFault(refusal: HttpRefusal): StoppedError | CallFault {
  const { model, status, words, retryAfterMs } = refusal;
  const hint = stopHint(refusal);
  if (hint !== null) return new StoppedError(`${model}: ${hint}; ${GOES_ON}`);
  const kind =
    KINDS.get(status) ?? (status >= 400 && status < 500 ? "bad request" : "server error");
  return new CallFault(kind, `${model}: ${words}`, { retryAfterMs });
}

function stopHint({ status, codes, keySetting, addressSetting }: HttpRefusal): string | null {
  if (status === 401) return `the key was refused (HTTP 401). Check ${keySetting}`;
  if (status === 403)
    return `the key was refused (HTTP 403). Check ${keySetting} and what it may be used for`;
  if (status === 404)
    return `no such model (HTTP 404). Check the name, and ${addressSetting} if it is set`;
  const broke = status === 402 || codes.some((code) => NO_MONEY.has(code));
  return broke ? `the account has no quota left (HTTP ${status}). Top it up` : null;
}
