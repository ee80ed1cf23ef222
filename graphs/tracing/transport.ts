/** Carries requests to LangSmith: tries again what may pass, and ends at once when time is up. */
import { type Clock, REAL_CLOCK } from "../../data/clock.ts";

/** Why something was not delivered, in a word or two; never what the server said, which may hold a key. */
export class DeliveryFault extends Error {
  /** Whether any other request would fail, too. */
  readonly isFinal: boolean;
  /** No status that the client would try again by itself: that is done by then. */
  readonly status = 0;

  constructor(reason: string, isFinal: boolean, options?: ErrorOptions) {
    super(reason, options);
    this.name = "DeliveryFault";
    this.isFinal = isFinal;
  }
}

export interface TransportOptions {
  /** Milliseconds that one request may take. @default 20000 */
  readonly requestMs?: number;
  /** Waits between tries, milliseconds; the last one repeats. @default 250 to 5000 */
  readonly waitsMs?: readonly number[];
  /** Tries of a request after the first. @default without end, until there is no more time */
  readonly retries?: number;
  /** Tries of a request after the first that took too long. @default as many as `retries` */
  readonly lateRetries?: number;
  /** @default the clock on the wall */
  readonly clock?: Clock;
}

const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
const HURRIED_RETRIES = 2;
/** Nobody is there, which a second or two will not change. */
const NOBODY: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND"]);
const REFUSED: ReadonlySet<number> = new Set([401, 403, 404]);

/** How requests are made; `fetch` is what a client takes in place of its own. */
export class Transport {
  readonly #over = new AbortController();
  readonly #hurry = new AbortController();
  #lastReason: string | null = null;
  readonly #options: Required<TransportOptions>;

  constructor(options: TransportOptions = {}) {
    this.#options = {
      requestMs: options.requestMs ?? 20_000,
      waitsMs: options.waitsMs ?? [250, 500, 1000, 2000, 5000],
      retries: options.retries ?? Infinity,
      lateRetries: options.lateRetries ?? options.retries ?? Infinity,
      clock: options.clock ?? REAL_CLOCK,
    };
  }

  /**
   * From now on no better time is waited for: where nobody listens nothing is tried again, what the server refused is
   * tried twice at most; a broken connection is made anew until `close`.
   */
  hurry(): void {
    this.#hurry.abort();
  }

  /** What went wrong last; null where nothing did. */
  get lastReason(): string | null {
    return this.#lastReason;
  }

  /** Ends requests under way, and refuses further ones. */
  close(): void {
    this.#hurry.abort();
    this.#over.abort();
  }

  /** @throws DeliveryFault unless the server took the request; a conflict says that it had it already */
  readonly fetch = async (
    url: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const { waitsMs, retries, lateRetries, clock } = this.#options;
    const request = { ...init, body: await wholeBody(init.body) };
    let hurried = 0;
    let late = 0;
    for (let tried = 0; ; tried += 1) {
      const answer = await this.#once(url, request);
      if (answer instanceof Response) return answer;
      const { fault, mayPass, waitMs } = answer;
      const isHurried = this.#hurry.signal.aborted;
      if (isHurried && answer.isAnswered) hurried += 1;
      if (answer.isLate) late += 1;
      const isEnough = tried >= retries || late > lateRetries || hurried > HURRIED_RETRIES;
      if (!mayPass || fault.isFinal || isEnough) throw fault;
      const pause = waitsMs[Math.min(tried, waitsMs.length - 1)] ?? 0;
      const { signal } = isHurried ? this.#over : this.#hurry;
      await clock.wait(Math.max(pause, waitMs), signal);
    }
  };

  async #once(url: string | URL | Request, init: RequestInit): Promise<Response | Failed> {
    const late = AbortSignal.timeout(this.#options.requestMs);
    const signal = AbortSignal.any([this.#over.signal, late]);
    try {
      const response = await fetch(url, { ...init, signal });
      const body = await response.arrayBuffer();
      const { status, headers } = response;
      if (response.ok) return new Response(body, { status: 200, headers: plain(headers) });
      if (status === 409) return Response.json({ already: true });
      this.#lastReason = `HTTP ${status}`;
      return {
        fault: new DeliveryFault(`HTTP ${status}`, REFUSED.has(status)),
        isAnswered: true,
        isLate: false,
        mayPass: PASSING.has(status),
        waitMs: secondsIn(headers.get("retry-after")) * 1000,
      };
    } catch (cause) {
      const isOver = this.#over.signal.aborted;
      const code = late.aborted ? "no answer in time" : codeOf(cause);
      if (!isOver) this.#lastReason = code;
      const reason = this.#lastReason ?? "no answer in time";
      const isFinal = isOver || (this.#hurry.signal.aborted && NOBODY.has(code));
      const fault = new DeliveryFault(reason, isFinal, { cause });
      return { fault, isAnswered: false, isLate: late.aborted, mayPass: !isOver, waitMs: 0 };
    }
  }
}

interface Failed {
  readonly fault: DeliveryFault;
  /** Whether a server said so. */
  readonly isAnswered: boolean;
  /** Whether its time ran out. */
  readonly isLate: boolean;
  readonly mayPass: boolean;
  readonly waitMs: number;
}

/** A stream can be sent once only. */
async function wholeBody(
  body: RequestInit["body"],
): Promise<NonNullable<RequestInit["body"]> | null> {
  return body instanceof ReadableStream ? new Response(body).arrayBuffer() : (body ?? null);
}

function plain(headers: Headers): Record<string, string> {
  return { "content-type": headers.get("content-type") ?? "application/json" };
}

function secondsIn(header: string | null): number {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 30) : 0;
}

/** What the operating system calls it, such as `ECONNREFUSED`. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^[A-Z_0-9]+$/.test(code) ? code : "no connection";
}
