/** Lets rows that run side by side pass one gate in row order. */
import { OrderError } from "../data/errors.ts";

/**
 * Rows announced by `expect` get their turn in that order, each once every earlier one is done.
 * Every announced row must end in `done`, whatever became of it, or the rows behind it wait for ever.
 */
export class TurnQueue {
  readonly #open = new Set<number>();
  readonly #waiting = new Map<number, (() => void)[]>();
  #lastExpected = -1;

  /** Announces a row. @throws OrderError unless it is above every row announced so far */
  expect(row: number): void {
    if (!(row > this.#lastExpected)) {
      throw new OrderError(`turns: expected a row after ${this.#lastExpected}, was ${row}`, {
        row,
        lastExpected: this.#lastExpected,
      });
    }
    this.#lastExpected = row;
    this.#open.add(row);
  }

  /** Resolves when it is the row's turn; at once for a row that was never announced or is done. */
  async turn(row: number): Promise<void> {
    if (!this.#open.has(row) || this.#first() === row) return;
    await new Promise<void>((resolve) => {
      this.#waiting.set(row, [...(this.#waiting.get(row) ?? []), resolve]);
    });
  }

  /** Ends a row's turn, taken or not. A second call, or one for a row never announced, does nothing. */
  done(row: number): void {
    if (!this.#open.delete(row)) return;
    this.#wake(row);
    const next = this.#first();
    if (next !== undefined) this.#wake(next);
  }

  #first(): number | undefined {
    const [first] = this.#open;
    return first;
  }

  #wake(row: number): void {
    const waiting = this.#waiting.get(row) ?? [];
    this.#waiting.delete(row);
    for (const resolve of waiting) resolve();
  }
}
