import { describe, expect, it } from "vitest";
import { readRetryAfterMs } from "../../../../nodes/models/failures/retry-after.ts";

const NOW = Date.UTC(2025, 1, 24, 12, 0, 0);

describe("readRetryAfterMs", () => {
  it.each([
    [{}, null],
    [{ "Retry-After": "0" }, 0],
    [{ "Retry-After": "20" }, 20_000],
    [{ "Retry-After": " 1.5 " }, 1500],
    [{ "Retry-After": "Mon, 24 Feb 2025 12:00:30 GMT" }, 30_000],
    [{ "Retry-After": "Mon, 24 Feb 2025 11:00:00 GMT" }, 0],
    [{ "retry-after-ms": "250", "Retry-After": "20" }, 250],
    [{ "retry-after-ms": "soon", "Retry-After": "20" }, 20_000],
    [{ "Retry-After": "-5" }, null],
    [{ "Retry-After": "soon" }, null],
    [{ "Retry-After": "" }, null],
  ] as const)("reads %o as %s", (headers, expected) => {
    expect(readRetryAfterMs(new Headers(headers), NOW)).toBe(expected);
  });
});
