/** Checks that every scorer makes of its series before any arithmetic. */

/** @throws RangeError unless every series has as many rows as `closes` */
export function requireEqualLengths(
  closes: Float64Array,
  others: Readonly<Record<string, ArrayLike<unknown>>>,
): void {
  for (const [name, series] of Object.entries(others)) {
    if (series.length !== closes.length) {
      throw new RangeError(`${name}: expected ${closes.length} rows, was ${series.length}`);
    }
  }
}

/** @throws RangeError naming the first row whose value is not finite */
export function requireFinite(series: Readonly<Record<string, Float64Array>>): void {
  for (const [name, values] of Object.entries(series)) {
    for (let row = 0; row < values.length; row++) {
      if (Number.isFinite(values[row])) continue;
      throw new RangeError(`${name}: expected a finite number, was ${values[row]} in row ${row}`);
    }
  }
}
