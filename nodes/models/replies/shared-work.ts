/** One piece of work that several callers wait for, given up only when every one of them has given up. */

/** Work under way, and those who wait for it. */
export class SharedWork<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;

  /** @param start begins the work at once; its signal aborts when the last caller leaves */
  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.#result = start(this.#controller.signal);
  }

  /** Whether all callers left, so that the work is worth nothing to a new one. */
  get abandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits for the result. The caller's own signal, not aborted yet, ends its wait and nobody else's. */
  async join(signal?: AbortSignal): Promise<T> {
    this.#waiting += 1;
    if (signal === undefined) return this.#result;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        this.#waiting -= 1;
        if (this.#waiting === 0) this.#controller.abort(signal.reason);
        reject(asError(signal.reason));
      };
      signal.addEventListener("abort", leave, { once: true });
      void this.#result
        .then(resolve, reject)
        .finally(() => signal.removeEventListener("abort", leave));
    });
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("given up", { cause: reason });
}
