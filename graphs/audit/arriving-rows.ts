/** Rows that arrive one by one: at row t the past is true, and what lies ahead is whatever an experiment makes of it. */
import { MarketHistory, type MaturityRule } from "../../data/history.ts";
import type { MarketRow } from "../../data/row.ts";

/** How rows look before they are known. */
export interface Counterfactual {
  /** A row that is still to come; null where it is not there at all. */
  readonly ahead: (row: MarketRow) => MarketRow | null;
  /** A row that is there, but whose label is not known yet. */
  readonly unlabelled: (row: MarketRow) => MarketRow;
}

/** The rows as they would stand at the close of row `asOf`. */
export function rowsAsOf(
  truth: readonly MarketRow[],
  asOf: number,
  labelLagBars: number,
  { ahead, unlabelled }: Counterfactual,
): readonly MarketRow[] {
  return truth.flatMap((row, at) => {
    if (at > asOf) return ahead(row) ?? [];
    return at + labelLagBars > asOf ? unlabelled(row) : row;
  });
}

/** The same rows, moved on from row to row at a constant price a step. */
export class ArrivingRows {
  /** As they stand; changed in place by `advance`. Holds what lies ahead, where an experiment puts anything there. */
  readonly rows: MarketRow[];
  /** The rows that are there, and no more. */
  readonly history: MarketHistory;
  readonly #truth: readonly MarketRow[];
  readonly #counterfactual: Counterfactual;

  constructor(truth: readonly MarketRow[], maturity: MaturityRule, counterfactual: Counterfactual) {
    this.#truth = truth;
    this.#counterfactual = counterfactual;
    this.rows = truth.flatMap((row) => counterfactual.ahead(row) ?? []);
    this.history = new MarketHistory([], maturity);
  }

  /** Moves on to the close of `row`; never back. */
  advance(row: number): void {
    const { labelLagBars } = this.history.maturity;
    for (let at = this.history.length; at <= row; at += 1) {
      const arrived = this.#truthAt(at);
      const unlabelled = this.#counterfactual.unlabelled(arrived);
      this.rows[at] = unlabelled;
      this.history.append(unlabelled);
      const matured = at - labelLagBars;
      if (matured >= 0) {
        const known = this.#truthAt(matured);
        this.rows[matured] = known;
        this.history.learnLabel(matured, known.label);
      }
    }
  }

  #truthAt(row: number): MarketRow {
    const found = this.#truth[row];
    if (found) return found;
    throw new RangeError(`row: expected one of ${this.#truth.length}, was ${row}`);
  }
}
