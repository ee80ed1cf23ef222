import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDatetime, isTimezone, parseDatetime } from "../../data/datetime.ts";

const NEW_YORK = "America/New_York";

function readAs(text: string, timezone?: string): string | null {
  const timeMs = parseDatetime(text, timezone);
  return timeMs === null ? null : new Date(timeMs).toISOString();
}

describe("parseDatetime", () => {
  it.each([
    ["2/24/2025 0:00", "2025-02-24T00:00:00.000Z"],
    ["12/31/2025 23:59", "2025-12-31T23:59:00.000Z"],
    ["02/04/2025 09:05", "2025-02-04T09:05:00.000Z"],
    ["2/24/2025 0:10:59", "2025-02-24T00:10:59.000Z"],
    ["2/29/2024 12:00", "2024-02-29T12:00:00.000Z"],
    [" 2/24/2025 0:10\t", "2025-02-24T00:10:00.000Z"],
    ["2025-02-24", "2025-02-24T00:00:00.000Z"],
    ["2025-02-24T00:10", "2025-02-24T00:10:00.000Z"],
    ["2025-02-24 00:10", "2025-02-24T00:10:00.000Z"],
    ["2025-02-24 00:10:05", "2025-02-24T00:10:05.000Z"],
    ["2025-02-24T00:10:05.5", "2025-02-24T00:10:05.500Z"],
    ["2025-02-24T00:10:05.042Z", "2025-02-24T00:10:05.042Z"],
    ["2025-02-24T00:10:00Z", "2025-02-24T00:10:00.000Z"],
    ["2025-02-24T00:10:00+01:00", "2025-02-23T23:10:00.000Z"],
    ["2025-02-24 00:10-0530", "2025-02-24T05:40:00.000Z"],
  ])("reads %s as %s", (text, expected) => {
    expect(readAs(text)).toBe(expected);
  });

  it.each([
    "",
    "   ",
    "yesterday",
    "13/1/2025 0:00",
    "0/1/2025 0:00",
    "2/30/2025 0:00",
    "2/29/2025 0:00",
    "4/31/2025 0:00",
    "1/0/2025 0:00",
    "2/24/2025 24:00",
    "2/24/2025 0:60",
    "2/24/2025 0:00:60",
    "2/24/2025",
    "2/24/25 0:00",
    "1/1/0025 0:00",
    "24.2.2025 0:00",
    "2/24/2025 0:00 AM",
    "2/24/2025 0:00Z",
    "2025-2-24",
    "2025-02-30",
    "2025-13-01",
    "2025-02-24T24:00",
    "2025-02-24T0:10",
    "2025-02-24T00:10:00.1234567890",
    "2025-02-24T00:10:00+24:00",
    "2025-02-24T00:10:00+01:60",
    "2025-02-24T00:10:00 UTC",
    "1740355200",
    "2/24/2025 0:00\n2/24/2025 0:10",
  ])("refuses %j", (text) => {
    expect(parseDatetime(text)).toBeNull();
  });

  it.each([
    ["2/24/2025 0:00", "2025-02-24T05:00:00.000Z"],
    ["7/1/2025 0:00", "2025-07-01T04:00:00.000Z"],
    ["2025-02-24 00:00:00+00", "2025-02-24T00:00:00.000Z"],
    ["2025-02-24 02:00-03", "2025-02-24T05:00:00.000Z"],
    ["2025-02-24 00:00:00.250", "2025-02-24T05:00:00.250Z"],
    ["2025-02-24T00:00:00Z", "2025-02-24T00:00:00.000Z"],
    ["2025-02-24T00:00:00+01:00", "2025-02-23T23:00:00.000Z"],
    ["3/9/2025 1:59", "2025-03-09T06:59:00.000Z"],
    ["3/9/2025 3:00", "2025-03-09T07:00:00.000Z"],
  ])("reads %s in New York as %s", (text, expected) => {
    expect(readAs(text, NEW_YORK)).toBe(expected);
  });

  it.each([
    "3/9/2025 2:00",
    "3/9/2025 2:30",
    "2025-03-09T02:59",
    "2/30/2025 0:00",
    "2/1/2025 24:00",
  ])("refuses %s in New York, where it did not exist", (text) => {
    expect(parseDatetime(text, NEW_YORK)).toBeNull();
  });

  it("reads back every time that formatDatetime writes, in whatever zone", () => {
    const thousand = Date.UTC(1000, 0, 1);
    const tenThousand = Date.UTC(10_000, 0, 1) - 1;
    fc.assert(
      fc.property(
        fc.integer({ min: thousand, max: tenThousand }),
        fc.constantFrom("UTC", NEW_YORK, "Asia/Kathmandu"),
        (timeMs, timezone) => {
          expect(parseDatetime(formatDatetime(timeMs), timezone)).toBe(timeMs);
        },
      ),
    );
  });
});

describe("formatDatetime", () => {
  it.each([
    [Date.UTC(2025, 1, 24, 0, 10), "2025-02-24T00:10:00Z"],
    [Date.UTC(2025, 1, 24, 0, 10, 5, 42), "2025-02-24T00:10:05.042Z"],
    [0, "1970-01-01T00:00:00Z"],
  ])("writes %i as %s", (timeMs, expected) => {
    expect(formatDatetime(timeMs)).toBe(expected);
  });
});

describe("isTimezone", () => {
  it.each(["UTC", NEW_YORK, "Europe/Madrid"])("knows %s", (name) => {
    expect(isTimezone(name)).toBe(true);
  });

  it.each(["", "Mars/Olympus", "New York", "UTC+25:00"])("does not know %j", (name) => {
    expect(isTimezone(name)).toBe(false);
  });
});
