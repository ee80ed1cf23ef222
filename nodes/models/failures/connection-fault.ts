/** Tells a call that never got an answer, or lost it on the way, from an error of our own. */
import { CallFault } from "./call-fault.ts";

/** Codes of the operating system and of Node's HTTP client, by what they come to. */
const TIMEOUTS = /^(?:ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_\w*TIMEOUT)$/;
const FAULTS =
  /^(?:E(?:CONN(?:REFUSED|RESET|ABORTED)|PIPE|AI_AGAIN|NOTFOUND|HOSTUNREACH|NETUNREACH|NETDOWN|PROTO|ADDRNOTAVAIL)|UND_ERR_\w+|HPE_\w+|CERT_\w+|ERR_TLS_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+)$/;

/** What clients say where there is no code; Node's fetch says `terminated` when a body breaks off. */
const WORDS = /^(?:Connection error|Request timed out|fetch failed|terminated|Premature close)/;

/** Causes looked through, from the error inwards. */
const MAX_DEPTH = 8;

/** A CallFault in this error's place, named by code so that no address gets into it; null when it is another error. */
export function connectionFault(error: unknown, model: string): CallFault | null {
  const chain = causesOf(error);
  const codes = chain.flatMap((cause) =>
    "code" in cause && typeof cause.code === "string" ? [cause.code] : [],
  );
  const timedOut =
    codes.some((code) => TIMEOUTS.test(code)) ||
    chain.some(({ message }) => message.startsWith("Request timed out"));
  if (timedOut) return new CallFault("timeout", `${model}: the server did not answer in time`);
  const code = codes.find((known) => FAULTS.test(known));
  if (code === undefined && !chain.some(({ message }) => WORDS.test(message))) return null;
  return new CallFault("connection", `${model}: no connection${code ? ` (${code})` : ""}`);
}

function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < MAX_DEPTH; at = at.cause)
    chain.push(at);
  return chain;
}
