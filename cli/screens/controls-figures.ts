/** How figures of controls look: basis points a bar, percentages, and what a line's main check says in a few words. */
import type { Check, CheckName } from "../../graphs/controls/control.ts";
import { interval, plain } from "../../data/figures.ts";

/** The check that a line is about, in a few words. */
export function beside(checks: readonly Check[]): string {
  const told = checks.find(({ name }) => name in BESIDE);
  return told === undefined ? "" : (BESIDE[told.name]?.(told) ?? "");
}

const BESIDE: Partial<Record<CheckName, (check: Check) => string>> = {
  coverage: ({ figure }) => `${percent(figure)} hold 0`,
  "bootstrap coverage": ({ figure }) => `${percent(figure)} hold 0`,
  "expected gross": ({ target }) => `${plainBps(target)} expected`,
  "share of the reader": (check) => `${percents(check)} found`,
  timing: ({ figure }) => `timing ${bps(figure)}`,
  "loss of gross": (check) => `loses ${estimate(check)}`,
  "label agreement": ({ figure }) => `agrees ${points(figure)} pp`,
  "share of all moves": ({ figure }) => `${percent(figure)} of moves`,
  "share kept": (check) => `keeps ${percents(check)}`,
};

/** Figure and interval of a check, with their unit. */
export function spoken(check: Check): string {
  return SHARES.has(check.name) ? percents(check) : `${estimate(check)} bps`;
}

const SHARES: ReadonlySet<CheckName> = new Set([
  "coverage",
  "skill",
  "bootstrap coverage",
  "share of the reader",
  "label agreement",
  "share of all moves",
  "share kept",
]);

/** Basis points with their interval. */
export function estimate({ figure, interval: around }: Pick<Check, "figure" | "interval">): string {
  return around === null ? plainBps(figure) : `${plainBps(figure)} ${bounds(around)}`;
}

/** An interval in basis points, in whole ones where it is wide. */
export function bounds(around: Check["interval"]): string {
  const digits = around !== null && around.high - around.low >= 0.002 ? 0 : 1;
  return interval(around, (value) => plain(value * 1e4, digits));
}

/** A share with its interval, one sign for both. */
export function percents({ figure, interval: around }: Pick<Check, "figure" | "interval">): string {
  return around === null ? percent(figure) : `${percent(figure)} ${interval(around, hundredths)}`;
}

function hundredths(share: number): string {
  return (share * 100).toFixed(0);
}

/** A fraction in basis points, without a plus sign. */
export function plainBps(fraction: number | null): string {
  return bps(fraction).replace("+", "");
}

/** A fraction in basis points, with its sign. */
export function bps(fraction: number | null): string {
  return signed(fraction === null ? null : fraction * 1e4);
}

/** A share in percentage points, with its sign. */
export function points(share: number | null): string {
  return signed(share === null ? null : share * 100);
}

/** A share in whole percent. */
export function percent(share: number | null): string {
  return share === null ? "n/a" : `${hundredths(share)} %`;
}

function signed(value: number | null): string {
  if (value === null) return "n/a";
  const text = value.toFixed(1);
  return Number(text) === 0 ? text.replace("-", "") : value > 0 ? `+${text}` : text;
}
