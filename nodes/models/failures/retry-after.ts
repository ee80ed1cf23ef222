/** Reads how long a server asks to be left alone from the headers of its answer. */
import { wallClockMs } from "../../../data/clock.ts";

/** Headers by name, whatever the case. */
interface HeaderLookup {
  get(name: string): string | null;
}

/**
 * Milliseconds from `retry-after-ms`, or from `Retry-After` in seconds or as an HTTP date; null when neither
 * says. A date that has passed is 0.
 */
export function readRetryAfterMs(headers: HeaderLookup, nowMs = wallClockMs()): number | null {
  const exact = amount(headers.get("retry-after-ms"));
  if (exact !== null) return exact;
  const asked = headers.get("retry-after");
  const seconds = amount(asked);
  if (seconds !== null) return seconds * 1000;
  // A date names its month: `Date.parse` would take a bare negative number for a year.
  const date = /[a-z]{3}/i.test(asked ?? "") ? Date.parse(asked ?? "") : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function amount(cell: string | null): number | null {
  return /^\s*\d+(?:\.\d+)?\s*$/.test(cell ?? "") ? Number(cell) : null;
}
