/** How figures look on screen: percent with sign, `n/a` where undefined, colour only on a terminal. */
import Table from "cli-table3";
import colours from "picocolors";

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
  return Number.isFinite(value) ? value.toFixed(digits) : value > 0 ? "∞" : "-∞";
}

/** An interval in brackets, or that there is none. */
export function interval(
  bounds: { readonly low: number; readonly high: number } | null,
  show: (value: number) => string,
): string {
  return bounds === null ? "n/a" : `[${show(bounds.low)}, ${show(bounds.high)}]`;
}

/** A table without rules; the first column is text, the others figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const view = new Table({
    head: head.map(dim),
    colAligns: head.map((_, i) => (i === 0 ? "left" : "right")),
    chars: {
      top: "",
      "top-mid": "",
      "top-left": "",
      "top-right": "",
      bottom: "",
      "bottom-mid": "",
      "bottom-left": "",
      "bottom-right": "",
      mid: "",
      "mid-mid": "",
      "left-mid": "",
      "right-mid": "",
      left: "  ",
      right: "",
      middle: "  ",
    },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  view.push(...rows.map((row) => [...row]));
  return view.toString();
}

/** Bold text. */
export function bold(text: string): string {
  return colours.bold(text);
}

/** Text that stands back. */
export function dim(text: string): string {
  return colours.dim(text);
}

/** A heading line after a blank one. */
export function heading(text: string): string {
  return `\n${bold(text)}`;
}
