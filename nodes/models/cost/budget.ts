/** A spending limit that calls under way cannot break: money is set aside before a call and settled after. */
import { StoppedError, UsageError } from "../../../data/errors.ts";
import type { ModelOrigin } from "../chat-model.ts";
import { type TokenPrice, priceOf } from "./prices.ts";

/** US dollars spent and set aside. While calls cost no more than was reserved for them, spent never passes the limit. */
export class Budget {
  /** Null: no limit. */
  readonly maxUsd: number | null;
  #spentUsd: number;
  #reservedUsd = 0;
  #open = 0;
  #waiting: (() => void)[] = [];

  /**
   * @param limits.spentUsd what a run that is resumed has spent already; @default 0
   * @throws UsageError for a limit that is no amount
   */
  constructor({
    maxUsd,
    spentUsd = 0,
  }: {
    readonly maxUsd: number | null;
    readonly spentUsd?: number;
  }) {
    if (maxUsd !== null && !isAmount(maxUsd)) {
      throw new UsageError(`--max-cost: expected US dollars of 0 or more, was ${maxUsd}`);
    }
    mustBeAmount("already spent", spentUsd);
    this.maxUsd = maxUsd;
    this.#spentUsd = spentUsd;
  }

  get spentUsd(): number {
    return this.#spentUsd;
  }

  /** Sets what was spent so far, in the place of all that was booked; for when another run is taken up. */
  resume(spentUsd: number): void {
    mustBeAmount("already spent", spentUsd);
    this.#spentUsd = spentUsd;
  }

  /** Set aside for calls under way. */
  get reservedUsd(): number {
    return this.#reservedUsd;
  }

  /**
   * With a limit, every model must have a price.
   * @param given a price given by the user, which all models that are paid for then have
   * @throws UsageError naming the models without one, and how to give it
   */
  mustBePriced(origins: readonly ModelOrigin[], given?: TokenPrice): void {
    if (this.maxUsd === null) return;
    const unpriced = origins.filter((origin) => priceOf(origin, given) === null);
    if (unpriced.length === 0) return;
    const names = unpriced.map(({ provider, name }) => `${provider}:${name}`).join(", ");
    throw new UsageError(
      `--max-cost: expected a model with a known price, was ${names}. ` +
        "Give its price with --price IN,OUT (US dollars per million input and output tokens)",
    );
  }

  /**
   * Sets aside what a call may cost at most.
   * @returns the amount, to be settled whatever becomes of the call
   * @throws StoppedError when it does not fit into the limit
   */
  reserve(usd: number): number {
    mustBeAmount("reserve", usd);
    if (!this.#fits(usd)) throw new StoppedError(this.#refusal(usd));
    this.#reservedUsd += usd;
    this.#open += 1;
    return usd;
  }

  /**
   * As `reserve`, but as long as calls under way may give back enough, waits for them instead of refusing.
   * @throws StoppedError when it will not fit whatever they give back
   */
  async reserveInTurn(usd: number): Promise<number> {
    while (this.#open > 0 && !this.#fits(usd) && this.#mayFit(usd)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return this.reserve(usd);
  }

  /** Gives back what was reserved for a call and books what it cost. */
  settle(reservedUsd: number, actualUsd: number): void {
    if (this.#open === 0) throw new RangeError("settle: expected an open reservation, was none");
    mustBeAmount("settle", actualUsd);
    this.#open -= 1;
    // Sums of fractions leave a rest; with nothing under way there is none.
    this.#reservedUsd = this.#open === 0 ? 0 : Math.max(0, this.#reservedUsd - reservedUsd);
    this.#spentUsd += actualUsd;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  #fits(usd: number): boolean {
    return this.#mayFit(this.#reservedUsd + usd);
  }

  #mayFit(usd: number): boolean {
    return this.maxUsd === null || this.#spentUsd + usd <= this.maxUsd;
  }

  #refusal(usd: number): string {
    return (
      `the limit of ${dollars(this.maxUsd ?? 0)} is reached: ${dollars(this.#spentUsd)} spent, ` +
      `${dollars(this.#reservedUsd)} reserved for calls under way, and the next call may cost ` +
      `${dollars(usd)}. The same command with a higher --max-cost goes on`
    );
  }
}

function isAmount(usd: number): boolean {
  return Number.isFinite(usd) && usd >= 0;
}

function mustBeAmount(what: string, usd: number): void {
  if (!isAmount(usd)) throw new RangeError(`${what}: expected 0 or more, was ${usd}`);
}

function dollars(usd: number): string {
  return `$${usd.toFixed(4)}`;
}
