import { describe, expect, it } from "vitest";
import { withMovedClock } from "../../../graphs/audit/moved-clock.ts";

const DAY_MS = 86_400_000;

describe("a moved clock", () => {
  it("is 400 days ahead while the work is done, and not after", async () => {
    const before = Date.now();
    const seen = await withMovedClock(async () => [
      Date.now(),
      new Date().getTime(),
      Date.parse(Date()),
    ]);
    for (const time of seen) expect((time - before) / DAY_MS).toBeCloseTo(400.3, 1);
    expect(Math.abs(Date.now() - before)).toBeLessThan(60_000);
  });

  it("leaves given times and other uses of dates alone", async () => {
    await withMovedClock(async () => {
      expect(new Date(0).toISOString()).toBe("1970-01-01T00:00:00.000Z");
      expect(Date.UTC(2025, 1, 24)).toBe(1_740_355_200_000);
      expect(new Date(2025, 1, 24).getMonth()).toBe(1);
      expect(new Date()).toBeInstanceOf(Date);
    });
  });

  it("is set right again when the work fails", async () => {
    const trueDate = globalThis.Date;
    await expect(withMovedClock(() => Promise.reject(new Error("broke")))).rejects.toThrow("broke");
    expect(globalThis.Date).toBe(trueDate);
  });
});
