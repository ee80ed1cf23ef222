/** JSON for metrics: infinities survive as strings, and a NaN can never be written. */

/** The number as JSON can hold it: `"Infinity"` and `"-Infinity"` as text. @throws RangeError for NaN, with the name */
export function toJsonNumber(value: number, name = "value"): number | "Infinity" | "-Infinity" {
  if (Number.isNaN(value)) throw new RangeError(`${name}: expected a number or null, was NaN`);
  if (value === Infinity) return "Infinity";
  if (value === -Infinity) return "-Infinity";
  return value;
}

/** Indented JSON text of a metrics object. @throws RangeError naming the key that holds NaN */
export function metricsJson(metrics: unknown): string {
  return JSON.stringify(
    metrics,
    (key, value: unknown) => (typeof value === "number" ? toJsonNumber(value, key) : value),
    2,
  );
}
