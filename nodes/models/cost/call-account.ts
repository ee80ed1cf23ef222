/** What the tries of one call are booked at, carried from the budget inside to the books outside. */
import type { ChatRequest } from "../chat-model.ts";
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

/** A request of its own identity, and the account that goes with it. */
export interface OpenAccount {
  readonly request: ChatRequest;
  readonly account: CallAccount;
}

/**
 * Accounts by the request they are of, by its identity: layers between hand the request on as it is and need not
 * know of accounts, and a call that waits for another's work leaves its own untouched.
 */
export class CallAccounts {
  readonly #accounts = new WeakMap<ChatRequest, CallAccount>();

  /** A new account for a request, which is copied: the same object may be asked twice at once. */
  open(request: ChatRequest): OpenAccount {
    const own = { ...request };
    const account = new CallAccount();
    this.#accounts.set(own, account);
    return { request: own, account };
  }

  /** The account that was opened for this request, or a new one. */
  of(request: ChatRequest): OpenAccount {
    const account = this.#accounts.get(request);
    return account === undefined ? this.open(request) : { request, account };
  }
}
