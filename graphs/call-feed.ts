/** Carries each model call's line from the models to whoever keeps the books of the run. */
import type { CallLine } from "../nodes/models/cost/ledger.ts";

/** One listener at a time; lines that nobody listens to are dropped. */
export class CallFeed {
  #listener: ((line: CallLine) => void) | null = null;

  /** Handed to models; bound, so that it can be passed on. */
  readonly emit = (line: CallLine): void => this.#listener?.(line);

  /** Listens until the returned function is called. @throws RangeError when somebody listens already */
  listen(listener: (line: CallLine) => void): () => void {
    if (this.#listener) throw new RangeError("call feed: expected no listener, was one");
    this.#listener = listener;
    return () => void (this.#listener = null);
  }
}
