/** A model call that gave no reply, and whether asking again may help. */

/** Classes of failed calls. */
export const CALL_FAULTS = [
  "rate limit",
  "overloaded",
  "server error",
  "timeout",
  "connection",
  "bad request",
  "unreadable reply",
] as const;
export type CallFaultKind = (typeof CALL_FAULTS)[number];

/** Another try may do better after these. */
const PASSING: ReadonlySet<CallFaultKind> = new Set([
  "rate limit",
  "overloaded",
  "server error",
  "timeout",
  "connection",
  "unreadable reply",
]);

/** One call's failure. The row that needed it fails; the run goes on. */
export class CallFault extends Error {
  readonly kind: CallFaultKind;
  /** How long the server asked to wait, milliseconds; null when it did not. */
  readonly retryAfterMs: number | null;

  /** @param message names the model and the cause, never a key or an address */
  constructor(
    kind: CallFaultKind,
    message: string,
    options: ErrorOptions & { readonly retryAfterMs?: number | null } = {},
  ) {
    super(message, options);
    this.name = "CallFault";
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  /** Whether another try may succeed. */
  get passing(): boolean {
    return PASSING.has(this.kind);
  }
}
