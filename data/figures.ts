/** How figures are written wherever people read them: percent with sign, `n/a` where undefined. */

/** A fraction as a signed percentage, `n/a` for null. */
export function percent(fraction: number | null | undefined, digits = 1): string {
  if (fraction === null || fraction === undefined) return "n/a";
  const text = (fraction * 100).toFixed(digits);
  if (Number(text) === 0) return `${text.replace("-", "")} %`;
  return `${fraction > 0 ? "+" : ""}${text} %`;
}

/** A share from 0 to 1 as a percentage without sign, `n/a` for null. */
export function share(value: number | null | undefined): string {
  return value === null || value === undefined ? "n/a" : `${(value * 100).toFixed(1)} %`;
}

/** A plain number, `n/a` for null, `∞` for infinity. */
export function plain(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined) return "n/a";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** An interval in brackets, or that there is none. */
export function interval(
  bounds: { readonly low: number; readonly high: number } | null,
  show: (value: number) => string,
): string {
  return bounds === null ? "n/a" : `[${show(bounds.low)}, ${show(bounds.high)}]`;
}
