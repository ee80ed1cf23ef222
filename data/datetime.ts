/** Strict reading of bar times: `M/D/YYYY H:MM[:SS]` and ISO 8601; naive times are UTC unless a zone is given. */
import { DateTime, IANAZone } from "luxon";

const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/;

/** What a datetime cell may look like, for error lines. */
export const DATETIME_EXPECTED = "a datetime as M/D/YYYY H:MM or ISO 8601";

/** True for "UTC" and every zone name that the runtime knows. */
export function isTimezone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/**
 * Milliseconds since the epoch, or null when the text is no datetime that exists.
 * @param timezone IANA zone of times that carry no offset of their own
 */
export function parseDatetime(cell: string, timezone = "UTC"): number | null {
  const text = cell.trim();
  const us = US.exec(text);
  if (us) {
    const [, month, day, year, hour, minute, second] = us;
    return epochMs([year, month, day, hour, minute, second].map(toNumber), 0, timezone);
  }
  const iso = ISO.exec(text);
  if (!iso) return null;
  const [, year, month, day, hour, minute, second, fraction = "", offset] = iso;
  const ms = epochMs(
    [year, month, day, hour, minute, second].map(toNumber),
    toNumber(fraction.slice(0, 3).padEnd(3, "0")),
    offset === undefined ? timezone : "UTC",
  );
  return ms === null ? null : ms - offsetMs(offset);
}

/** ISO 8601 in UTC, without milliseconds where they are 0: `2025-02-24T00:10:00Z`. */
export function formatDatetime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(".000Z", "Z");
}

function toNumber(digits: string | undefined): number {
  return Number(digits ?? 0);
}

function epochMs(parts: readonly number[], millisecond: number, timezone: string): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (timezone === "UTC") {
    const ms = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
    const back = new Date(ms);
    const exists =
      back.getUTCFullYear() === year &&
      back.getUTCMonth() === month - 1 &&
      back.getUTCDate() === day &&
      back.getUTCHours() === hour &&
      back.getUTCMinutes() === minute &&
      back.getUTCSeconds() === second;
    return exists ? ms : null;
  }
  const zoned = DateTime.fromObject(
    { year, month, day, hour, minute, second, millisecond },
    { zone: timezone },
  );
  return zoned.isValid && zoned.hour === hour && zoned.minute === minute ? zoned.toMillis() : null;
}

function offsetMs(offset: string | undefined): number {
  if (offset === undefined || offset === "Z") return 0;
  const digits = offset.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith("-") ? -1 : 1) * minutes * 60_000;
}
