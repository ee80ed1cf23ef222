/** Sends things in the background, in batches, a few at once; holds a bounded amount and counts what it had to let go. */
import type { Room } from "./room.ts";
import { DeliveryFault } from "./transport.ts";

export interface OutboxParts<T, Kept, Lost> {
  /** Delivers a batch. @throws DeliveryFault where it could not be */
  readonly send: (batch: readonly T[]) => Promise<void>;
  /** What is kept of an item once it is delivered, so that the rest of it can go. */
  readonly keep: (item: T) => Kept;
  /** What is kept of one that is lost. Must not throw. */
  readonly mark: (item: T) => Lost;
  /** Most items of a batch, at least 1. */
  readonly batch: number;
  /** Most characters of a batch; an item that alone has more is a batch of its own. */
  readonly batchChars: number;
  /** Batches under way at once, at least 1. */
  readonly atOnce: number;
  /** Where items wait; what finds no room is dropped. @default room without end */
  readonly room?: Room | undefined;
}

/** What became of what was put in. */
export interface Delivered<Kept, Lost> {
  readonly delivered: readonly Kept[];
  readonly lost: readonly Lost[];
  /** Why the first of them was lost; null where none was. */
  readonly reason: string | null;
}

/** Never throws and never makes its user wait. */
export class Outbox<T, Kept, Lost> {
  readonly #parts: OutboxParts<T, Kept, Lost>;
  readonly #waiting: { readonly item: T; readonly chars: number }[] = [];
  readonly #delivered: Kept[] = [];
  readonly #lost: Lost[] = [];
  #reason: string | null = null;
  #isClosed = false;
  readonly #work = new Set<Promise<void>>();
  #drains = 0;

  constructor(parts: OutboxParts<T, Kept, Lost>) {
    this.#parts = parts;
  }

  /** @param chars about how much it holds */
  put(item: T, chars: number): void {
    if (this.#isClosed) this.#lose([item], null);
    else if (this.#parts.room?.take(chars) === false) this.#lose([item], "the server was too slow");
    else {
      this.#waiting.push({ item, chars });
      if (this.#drains < this.#parts.atOnce) this.#begin();
    }
  }

  /** Resolves once nothing waits any more; ends sooner when `close` is called. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  /** Lets go of what still waits. */
  close(reason: string): void {
    this.#isClosed = true;
    const left = this.#waiting.splice(0);
    this.#parts.room?.give(left.reduce((sum, { chars }) => sum + chars, 0));
    const items = left.map(({ item }) => item);
    if (items.length > 0) this.#lose(items, reason);
  }

  report(): Delivered<Kept, Lost> {
    return { delivered: this.#delivered, lost: this.#lost, reason: this.#reason };
  }

  #begin(): void {
    this.#drains += 1;
    const work = this.#drain().finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  async #drain(): Promise<void> {
    // What is put in within the same turn goes in one batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const items = this.#nextBatch();
      try {
        await this.#parts.send(items);
        this.#delivered.push(...items.map((item) => this.#parts.keep(item)));
      } catch (error) {
        // A batch that cannot even be written is lost, too: tracing ends no run.
        const fault = error instanceof DeliveryFault ? error : null;
        const reason = fault?.message ?? "a trace could not be written";
        this.#lose(items, reason);
        if (fault?.isFinal) this.close(reason);
      }
    }
    // In the same turn as the last look at what waits: what is put in next begins anew.
    this.#drains -= 1;
  }

  #nextBatch(): readonly T[] {
    const { batch, batchChars } = this.#parts;
    let [count, sum] = [0, 0];
    for (const { chars } of this.#waiting.slice(0, batch)) {
      if (count > 0 && sum + chars > batchChars) break;
      count += 1;
      sum += chars;
    }
    this.#parts.room?.give(sum);
    return this.#waiting.splice(0, count).map(({ item }) => item);
  }

  #lose(items: readonly T[], reason: string | null): void {
    // One by one: more may be lost at once than a call can be given arguments.
    for (const item of items) this.#lost.push(this.#parts.mark(item));
    this.#reason ??= reason;
  }
}
