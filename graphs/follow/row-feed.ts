/** Rows for a walk that are still to come: each is handed out once it may be decided, and waited for until then. */

const DONE = { done: true, value: undefined } as const;

/** What the feed asks and tells as it hands rows out. */
interface RowFeedParts {
  /** Told of every row in order, before it is handed out or passed over. */
  readonly onArrival: (row: number) => void;
  /** Whether a row is decided already: it arrives, but is not handed out. */
  readonly isDecided: (row: number) => boolean;
}

/** Hands out row numbers from 0 on to any number of takers, in the order in which they ask. */
export class RowFeed implements AsyncIterableIterator<number> {
  readonly #parts: RowFeedParts;
  readonly #waiting: ((result: IteratorResult<number, undefined>) => void)[] = [];
  #next = 0;
  #count = 0;
  #isEnded = false;

  constructor(parts: RowFeedParts) {
    this.#parts = parts;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Opens the rows before `count`; never takes any back, and does nothing once it has ended. */
  offer(count: number): void {
    if (this.#isEnded) return;
    this.#count = Math.max(this.#count, count);
    this.#serve();
  }

  /** No row will be offered any more; those that were are still handed out. */
  end(): void {
    this.#isEnded = true;
    this.#serve();
  }

  /** Hands out no row any more. A taker that leaves its loop early ends it for all of them. */
  return(): Promise<IteratorResult<number, undefined>> {
    this.#count = this.#next;
    this.end();
    return Promise.resolve(DONE);
  }

  next(): Promise<IteratorResult<number, undefined>> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#serve();
    });
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const row = this.#take();
      if (row === null && !this.#isEnded) return;
      this.#waiting.shift()?.(row === null ? DONE : { done: false, value: row });
    }
  }

  #take(): number | null {
    while (this.#next < this.#count) {
      const row = this.#next;
      this.#next += 1;
      this.#parts.onArrival(row);
      if (!this.#parts.isDecided(row)) return row;
    }
    return null;
  }
}
