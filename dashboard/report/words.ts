/** Figures in words: percent, ratios, intervals and chances, the same way all over the page. */
import { signed } from "../charts/axis.ts";

/** Ends of an interval; a level of 0.95 wherever none is said. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Writes one figure. */
export type Writer = (value: number) => string;

/** What stands for an undefined figure. */
export const NONE = "n/a";

/** A number with so many decimals, a minus sign that is one, and no nought below nought. */
function rounded(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "\u2212∞";
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : signed(text);
}

/** A fraction in percent; the sign of percent stays with its number. */
export const percent: Writer = (value) => `${rounded(value * 100, 1)}\u00A0%`;

/** A fraction in percent to the last digit that a price shows. */
export const finePercent: Writer = (value) => `${rounded(value * 100, 2)}\u00A0%`;

/** A small fraction in basis points, as of one bar. */
export const bps: Writer = (value) => `${rounded(value * 1e4, 2)}\u00A0bps`;

export const ratio: Writer = (value) => rounded(value, 2);
export const fine: Writer = (value) => rounded(value, 3);

/** A whole number, thousands apart by a narrow space. */
export const whole: Writer = (value) =>
  signed(String(Math.round(value))).replaceAll(/\B(?=(?:\d{3})+$)/g, "\u202F");

/** A price or an amount to two decimals, or four significant digits of a small one, thousands apart. */
export const amount: Writer = (value) => {
  const size = Math.abs(value);
  const [units = "", parts] = (size > 0 && size < 1 ? size.toPrecision(4) : size.toFixed(2)).split(
    ".",
  );
  const grouped = units.replaceAll(/\B(?=(?:\d{3})+$)/g, "\u202F");
  return `${value < 0 ? "\u2212" : ""}${grouped}${parts === undefined ? "" : `.${parts}`}`;
};

/** A chance from 0 to 1, never as none at all. */
export const chance: Writer = (value) => (value < 0.001 ? "<0.001" : value.toFixed(3));

/** A figure, or n/a where it is undefined. */
export function written(value: number | null, write: Writer): string {
  return value === null || Number.isNaN(value) ? NONE : write(value);
}

/** The ends of an interval; empty where there is none. */
export function rangeText(range: Range | null, write: Writer): string {
  return range === null ? "" : `${write(range.low)}\u00A0to\u00A0${write(range.high)}`;
}

/** A figure with its interval in brackets, or with the want of one. */
export function withRange(value: number | null, range: Range | null, write: Writer): string {
  if (value === null) return NONE;
  return range === null
    ? `${write(value)} (no interval)`
    : `${write(value)} (${rangeText(range, write)})`;
}

/** A share with its counts and interval: "12.0 % (33 of 276; 8.6 % to 16.3 %)". */
export function shareText(share: {
  readonly hits: number;
  readonly of: number;
  readonly share: number | null;
  readonly interval: Range | null;
}): string {
  if (share.share === null) return `${NONE} (none of none)`;
  const range = rangeText(share.interval, percent);
  return `${percent(share.share)} (${share.hits}\u00A0of\u00A0${share.of}${range === "" ? "" : `; ${range}`})`;
}

/** A name from files in words: `agent_by_score` reads "agent by score". */
export function named(name: string): string {
  return name.replaceAll("_", " ");
}

/** A sentence from the evaluation with its minus signs and percent as on the page. */
export function sentence(text: string): string {
  return text
    .replaceAll(/(?<=^|[\s[(])-(?=\d)/g, "\u2212")
    .replaceAll(/(?<=\d) (?=%|bps)/g, "\u00A0");
}

/** A moment in UTC to the minute. */
export function momentText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace("T", " ");
}
