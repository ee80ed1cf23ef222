/** What the tries of one call are booked at, carried from the budget inside to the books outside. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { TokenBound } from "./ledger.ts";
import { sumOf } from "./sum-of.ts";

/** One call's account while it is under way. */
export class CallAccount {
  /** Of one try, all being alike; null before the first is sent. */
  bound: TokenBound | null = null;
  #heldUsd: number | null = null;
  #maybeBilled = 0;
  readonly #booked: (number | null)[] = [];

  /** Keeps what is set aside for the next try. */
  hold(usd: number): void {
    this.#heldUsd = usd;
  }

  /** Takes what was kept; null when nothing is. */
  takeHeld(): number | null {
    const held = this.#heldUsd;
    this.#heldUsd = null;
    return held;
  }

  /** Books a try; null where its price is not known. */
  book(usd: number | null): void {
    this.#booked.push(usd);
  }

  /** Books a try that gave no reply, and may be billed all the same. */
  bookUnanswered(usd: number | null): void {
    this.book(usd);
    this.#maybeBilled += 1;
  }

  /** All tries: 0 where none was booked, null where a price is not known. */
  get bookedUsd(): number | null {
    return sumOf(this.#booked);
  }

  /** Tries without a reply that may be billed all the same. */
  get maybeBilled(): number {
    return this.#maybeBilled;
  }
}

/**
 * The account of whichever call is under way in a chain of promises. Layers between need not hand it on, and a call
 * that waits for another's work leaves its own untouched.
 */
export class CallAccounts {
  readonly #accounts = new AsyncLocalStorage<CallAccount>();

  /** Does the work under an account. */
  under<T>(account: CallAccount, work: () => Promise<T>): Promise<T> {
    return this.#accounts.run(account, work);
  }

  /** The account this runs under, or a new one. */
  current(): CallAccount {
    return this.#accounts.getStore() ?? new CallAccount();
  }
}
