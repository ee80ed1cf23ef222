/** Whether a call that gave no reply may be on the bill all the same. */
import { HindcastError } from "../../../data/errors.ts";
import { CallFault, type CallFaultKind } from "../failures/call-fault.ts";

/** The server said that it would not do the work. */
const REFUSALS: ReadonlySet<CallFaultKind> = new Set([
  "rate limit",
  "overloaded",
  "server error",
  "bad request",
]);

/** What a connection fault says where nothing can have been sent. */
const UNSENT =
  /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+)\b/;

/** True unless it is clear that nothing was done: a refusal, a stop, or a connection that never came about. */
export function mayBeBilled(error: unknown): boolean {
  if (error instanceof HindcastError) return false;
  if (!(error instanceof CallFault)) return true;
  if (error.kind === "connection") return !UNSENT.test(error.message);
  return !REFUSALS.has(error.kind);
}
