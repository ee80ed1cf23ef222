/** Gives a model's calls time and further tries; the one place where a call is tried again. */
import { setTimeout as sleepFor } from "node:timers/promises";
import { wallClockMs } from "../../../data/clock.ts";
import { formatDatetime } from "../../../data/datetime.ts";
import { StoppedError, UsageError } from "../../../data/errors.ts";
import { hashOf } from "../../../data/hash.ts";
import { type Random, makeRandom } from "../../../data/random.ts";
import type { CallOptions, ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";
import { abortFault } from "./abort-fault.ts";
import { CallFault } from "./call-fault.ts";

/** How long to bear with a model. */
export interface Patience {
  /** Tries after the first one, at least 0. @default 4 */
  readonly maxRetries?: number;
  /** Longest wait before the second try, milliseconds; it doubles with each further try. @default 500 */
  readonly firstDelayMs?: number;
  /** Where the doubling ends, milliseconds. @default 30000 */
  readonly maxDelayMs?: number;
  /** Milliseconds given to one try, at least 1. @default 60000 */
  readonly timeoutMs?: number;
  /** Longest wait that a server may ask for, milliseconds; beyond it the run stops. @default 120000 */
  readonly maxRetryAfterMs?: number;
  /** Of the jitter, which never touches a decision; any integer. @default 0 */
  readonly seed?: number;
  /**
   * Aborted: waits between tries end at once with StoppedError("stopped on request"), and no further try is begun.
   * A try under way goes on, and so does the first try of a call. @default never
   */
  readonly drain?: AbortSignal;
  /** Waits, and rejects as soon as the signal is aborted. @default a timer */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>;
}

/** Timers hold no more milliseconds than this; longer ones go off at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The end of the calendar, milliseconds since the epoch. */
const LAST_DATE_MS = 8.64e15;

/**
 * The model with patience. Faults that may pass are tried again after exponential backoff with full jitter, or
 * after as long as the server asked for and the jitter on top. All other errors go through at once.
 * `options.signal` ends a call and a wait at once; `patience.drain` ends waits only.
 * @throws UsageError for an option out of its range
 */
export function makePatientModel(model: ChatModel, patience: Patience = {}): ChatModel {
  const {
    maxRetries = 4,
    firstDelayMs = 500,
    maxDelayMs = 30_000,
    timeoutMs = 60_000,
    maxRetryAfterMs = 120_000,
    seed = 0,
    drain,
    sleep = (ms, signal) => sleepFor(ms, undefined, { ...(signal && { signal }) }),
  } = patience;
  mustBeWithin({ maxRetries }, { whole: true, from: 0 });
  if (!Number.isSafeInteger(seed)) throw new UsageError(`seed: expected an integer, was ${seed}`);
  mustBeWithin({ firstDelayMs, maxDelayMs, maxRetryAfterMs }, { from: 0 });
  mustBeWithin({ timeoutMs }, { from: 1 });

  const delayMs = (retries: number, retryAfterMs: number | null, jitter: Random): number => {
    const backoffMs = jitter.uniform() * Math.min(maxDelayMs, firstDelayMs * 2 ** retries);
    return Math.min((retryAfterMs ?? 0) + backoffMs, MAX_TIMER_MS);
  };

  const mustGoOn = (signal: AbortSignal | undefined): void => {
    if (signal?.aborted) throw abortFault(model.id, signal);
    if (drain?.aborted) throw new StoppedError("stopped on request");
  };

  const wait = async (ms: number, signal: AbortSignal | undefined): Promise<void> => {
    mustGoOn(signal);
    const ends = [signal, drain].filter((end) => end !== undefined);
    await sleep(ms, ends.length > 1 ? AbortSignal.any(ends) : ends[0]).catch((cause: unknown) => {
      mustGoOn(signal);
      throw cause;
    });
    mustGoOn(signal);
  };

  const complete = async (
    request: ChatRequest,
    { signal }: CallOptions = {},
  ): Promise<ChatReply> => {
    let jitter: Random | null = null;
    for (let retries = 0; ; retries += 1) {
      if (signal?.aborted) throw abortFault(model.id, signal);
      try {
        const reply = await tryOnce(model, request, timeoutMs, signal);
        return { ...reply, retries: retries + (reply.retries ?? 0) };
      } catch (error) {
        if (!(error instanceof CallFault && error.passing)) throw error;
        const { retryAfterMs } = error;
        if ((retryAfterMs ?? 0) > maxRetryAfterMs) throw comeBack(error, retryAfterMs ?? 0);
        if (retries === maxRetries) throw exhausted(error, retries + 1);
        // By the request, so that neither other calls nor their order shift it.
        jitter ??= makeRandom(seed, `patience ${hashOf(request)}`);
        await wait(delayMs(retries, retryAfterMs, jitter), signal);
      }
    }
  };
  return { id: model.id, origin: model.origin, complete };
}

/** One try. When its time is up it is aborted, and given up even if the model does not heed that. */
async function tryOnce(
  model: ChatModel,
  request: ChatRequest,
  timeoutMs: number,
  outer: AbortSignal | undefined,
): Promise<ChatReply> {
  const controller = new AbortController();
  const { signal } = controller;
  const onOuterAbort = (): void => {
    if (outer) controller.abort(abortFault(model.id, outer));
  };
  outer?.addEventListener("abort", onOuterAbort, { once: true });
  const timer = setTimeout(() => {
    controller.abort(new CallFault("timeout", `${model.id}: no reply within ${timeoutMs} ms`));
  }, timeoutMs);
  const givenUp = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(abortFault(model.id, signal)), { once: true });
  });
  try {
    return await Promise.race([model.complete(request, { signal }), givenUp]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", onOuterAbort);
  }
}

function exhausted({ kind, message, retryAfterMs }: CallFault, tries: number): CallFault {
  const times = tries === 1 ? "1 try" : `${tries} tries`;
  return new CallFault(kind, `${message} (${times})`, { retryAfterMs });
}

function comeBack({ message }: CallFault, retryAfterMs: number): StoppedError {
  const untilMs = Math.min(wallClockMs() + retryAfterMs, LAST_DATE_MS);
  const until = formatDatetime(Math.ceil(untilMs / 1000) * 1000);
  return new StoppedError(
    `${message}. The service asks to be left alone for ${Math.ceil(retryAfterMs / 1000)} s, until ${until}; ` +
      "the same command then goes on",
  );
}

function mustBeWithin(
  options: Readonly<Record<string, number>>,
  { from, whole = false }: { readonly from: number; readonly whole?: boolean },
): void {
  for (const [name, value] of Object.entries(options)) {
    if (value >= from && value <= MAX_TIMER_MS && (!whole || Number.isInteger(value))) continue;
    const what = whole ? "an integer" : "a number";
    throw new UsageError(`${name}: expected ${what} from ${from} to ${MAX_TIMER_MS}, was ${value}`);
  }
}
