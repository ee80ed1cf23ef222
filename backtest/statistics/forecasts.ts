/** Probability forecasts of something that happens or does not, and the bins they are judged in. */

/** Forecasts and what came of them, one a row. */
export interface Forecasts {
  /** Stated probability that it happens, 0 to 1. */
  readonly probabilities: Float64Array;
  /** 1 where it happened, 0 where it did not. */
  readonly outcomes: ArrayLike<number>;
}

/** Rows of similar forecasts. */
export interface ForecastBin {
  /** Row numbers, at least one. */
  readonly rows: readonly number[];
  /** Mean forecast, 0 to 1. */
  readonly forecast: number;
  /** Of the rows, those where it happened. */
  readonly hits: number;
}

/** How forecasts are put into bins. */
export interface BinOptions {
  /** Bins of about equally many rows, at least 1; fewer come out where forecasts are alike. @default 10 */
  readonly bins?: number;
}

/**
 * Bins of equal mass in order of the forecast. Equal forecasts share a bin, so that the order of rows never
 * matters: a group goes where its middle lies.
 * @throws RangeError when lengths differ, a probability is not from 0 to 1, an outcome not 0 or 1, or bins below 1
 */
export function equalMassBins(
  { probabilities, outcomes }: Forecasts,
  { bins = 10 }: BinOptions = {},
): readonly ForecastBin[] {
  requireForecasts({ probabilities, outcomes });
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`bins: expected an integer of at least 1, was ${bins}`);
  }
  const n = probabilities.length;
  const at = (row: number | undefined): number => probabilities[row ?? -1] ?? NaN;
  const order = [...probabilities.keys()].toSorted((a, b) => at(a) - at(b) || a - b);
  const byBin = new Map<number, number[]>();
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && at(order[end]) === at(order[start])) end++;
    const bin = Math.floor((bins * (start + end)) / (2 * n));
    const rows = byBin.get(bin) ?? [];
    for (const row of order.slice(start, end)) rows.push(row);
    byBin.set(bin, rows);
    start = end;
  }
  return [...byBin.values()].map((rows) => ({
    rows,
    forecast: rows.reduce((sum, row) => sum + at(row), 0) / rows.length,
    hits: rows.reduce((sum, row) => sum + (outcomes[row] ?? NaN), 0),
  }));
}

/** @throws RangeError naming the first row that is no forecast, or when lengths differ */
function requireForecasts({ probabilities, outcomes }: Forecasts): void {
  if (outcomes.length !== probabilities.length) {
    throw new RangeError(`outcomes: expected ${probabilities.length} rows, was ${outcomes.length}`);
  }
  for (const [row, value] of probabilities.entries()) {
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(`probabilities: expected 0 to 1, was ${value} in row ${row}`);
    }
    const outcome = outcomes[row];
    if (outcome !== 0 && outcome !== 1) {
      throw new RangeError(`outcomes: expected 0 or 1, was ${outcome} in row ${row}`);
    }
  }
}
