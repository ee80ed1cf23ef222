/**
 * The dataset behind a wall: rows are reachable only through a view as of one row's close.
 * What is not yet known there cannot be read; asking for it throws.
 */
import { InputError, LookAheadError } from "./errors.ts";
import { type Label, type MarketRow, type Observation, observationSchema } from "./row.ts";

/** When outcomes and labels become known. */
export interface MaturityRule {
  /** Bars until an outcome is known: row s has one at t only if s + horizonBars <= t. At least 1. */
  readonly horizonBars: number;
  /** Bars until a label is known: that of row s is at t only if s + labelLagBars <= t. At least 1. */
  readonly labelLagBars: number;
}

/** What was known at the close of row `asOf`, and nothing else. */
export interface PointInTimeView extends MaturityRule {
  readonly asOf: number;
  /** The bar being decided. */
  current(): Observation;
  /** A bar at or before `asOf`. @throws LookAheadError for a later one */
  bar(row: number): Observation;
  /** The last `count` closes up to `asOf`, oldest first; fewer where the data starts. A copy. */
  closes(count: number): Float64Array;
  /** Whether `outcome(row)` is known. */
  hasOutcome(row: number): boolean;
  /** Return over the horizon after `row`, a fraction. @throws LookAheadError until it has matured */
  outcome(row: number): number;
  /** Label of `row`, null where the file has none. @throws LookAheadError until its lag has passed */
  label(row: number): Label | null;
  /** The view as of an earlier row. @throws LookAheadError for a later one */
  back(row: number): PointInTimeView;
}

/** Rows in time order, append-only. Hand out views, never the history, to whatever decides. */
export class MarketHistory {
  readonly maturity: MaturityRule;
  readonly #observations: Observation[] = [];
  readonly #labels: (Label | null)[] = [];

  constructor(rows: Iterable<MarketRow>, maturity: MaturityRule) {
    for (const [name, bars] of Object.entries(maturity)) {
      if (!Number.isInteger(bars) || bars < 1) {
        throw new RangeError(`${name}: expected an integer of at least 1, was ${bars}`);
      }
    }
    this.maturity = Object.freeze({ ...maturity });
    for (const row of rows) this.append(row);
  }

  get length(): number {
    return this.#observations.length;
  }

  /** Adds the next bar. @throws InputError when it is invalid, misnumbered or not later than the last one */
  append({ observation, label }: MarketRow): void {
    const place = { file: "history", row: this.length };
    const parsed = observationSchema.safeParse(observation);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new InputError(
        { ...place, column: issue?.path.join(".") ?? "" },
        "a valid observation",
        issue?.message ?? "an invalid one",
      );
    }
    if (observation.row !== this.length) {
      throw new InputError(place, `row number ${this.length}`, String(observation.row));
    }
    const last = this.#observations.at(-1);
    if (last && observation.timeMs <= last.timeMs) {
      throw new InputError(place, `a time after ${last.timeMs}`, String(observation.timeMs));
    }
    this.#observations.push(Object.freeze(parsed.data));
    this.#labels.push(label);
  }

  /**
   * Sets the label of a row that is there already: labels become known later than bars.
   * Nothing that was decided before it may depend on it, since no view shows it until its lag has passed.
   * @throws RangeError when there is no such row
   */
  learnLabel(row: number, label: Label | null): void {
    if (!Number.isInteger(row) || row < 0 || row >= this.length) {
      throw new RangeError(`row: expected an integer from 0 to ${this.length - 1}, was ${row}`);
    }
    this.#labels[row] = label;
  }

  /**
   * The view as of the close of `row`.
   * @param onRefusal told of every refused read, so that code which swallows the error is caught all the same
   * @throws RangeError when there is no such row
   */
  asOf(row: number, onRefusal: (refusal: LookAheadError) => void = () => {}): PointInTimeView {
    if (!Number.isInteger(row) || row < 0 || row >= this.length) {
      throw new RangeError(`row: expected an integer from 0 to ${this.length - 1}, was ${row}`);
    }
    return new WalledView(row, this.maturity, this.#observations, this.#labels, onRefusal);
  }
}

class WalledView implements PointInTimeView {
  readonly asOf: number;
  readonly horizonBars: number;
  readonly labelLagBars: number;
  readonly #observations: readonly Observation[];
  readonly #labels: readonly (Label | null)[];
  readonly #onRefusal: (refusal: LookAheadError) => void;

  constructor(
    asOf: number,
    maturity: MaturityRule,
    observations: readonly Observation[],
    labels: readonly (Label | null)[],
    onRefusal: (refusal: LookAheadError) => void,
  ) {
    this.asOf = asOf;
    this.horizonBars = maturity.horizonBars;
    this.labelLagBars = maturity.labelLagBars;
    this.#observations = observations;
    this.#labels = labels;
    this.#onRefusal = onRefusal;
    // A view whose row or lags could be changed would be no wall.
    Object.freeze(this);
  }

  current(): Observation {
    return this.bar(this.asOf);
  }

  bar(row: number): Observation {
    this.#mustBeKnown("bar", row, row);
    return this.#at(row);
  }

  closes(count: number): Float64Array {
    const first = Math.max(0, this.asOf - count + 1);
    return Float64Array.from(
      { length: this.asOf - first + 1 },
      (_, i) => this.#at(first + i).close,
    );
  }

  hasOutcome(row: number): boolean {
    return row >= 0 && row + this.horizonBars <= this.asOf;
  }

  outcome(row: number): number {
    this.#mustBeKnown("outcome", row, row + this.horizonBars);
    return this.#at(row + this.horizonBars).close / this.#at(row).close - 1;
  }

  label(row: number): Label | null {
    this.#mustBeKnown("label", row, row + this.labelLagBars);
    this.#at(row);
    return this.#labels[row] ?? null;
  }

  back(row: number): PointInTimeView {
    this.#mustBeKnown("view", row, row);
    this.#at(row);
    if (row === this.asOf) return this;
    return new WalledView(row, this, this.#observations, this.#labels, this.#onRefusal);
  }

  #mustBeKnown(what: string, row: number, knownFrom: number): void {
    if (knownFrom <= this.asOf) return;
    const refusal = new LookAheadError(what, this.asOf, row, knownFrom);
    this.#onRefusal(refusal);
    throw refusal;
  }

  #at(row: number): Observation {
    const observation = this.#observations[row];
    if (!observation) {
      throw new RangeError(`row: expected an integer from 0 to ${this.asOf}, was ${row}`);
    }
    return observation;
  }
}
