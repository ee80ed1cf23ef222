import { describe, expect, it } from "vitest";
import { studentT } from "../../backtest/student-t.ts";

describe("studentT", () => {
  // Fisher & Yates (1963), "Statistical Tables", table III; two-sided.
  it.each([
    [0.95, 1, 12.706],
    [0.95, 2, 4.303],
    [0.95, 3, 3.182],
    [0.95, 9, 2.262],
    [0.95, 19, 2.093],
    [0.95, 120, 1.98],
    [0.99, 10, 3.169],
    [0.999, 19, 3.883],
    [0.5, 1, 1],
  ])("level %d with %d degrees: %d", (level, degrees, t) => {
    expect(studentT(level, degrees)).toBeCloseTo(t, 3);
  });

  it("has closed forms at 1 and 2 degrees, far out, too", () => {
    const level = 0.9997;
    expect(studentT(level, 1)).toBeCloseTo(Math.tan((Math.PI / 2) * level), 3);
    expect(studentT(level, 2)).toBeCloseTo(level * Math.sqrt(2 / (1 - level ** 2)), 8);
  });

  it("comes to the normal quantile", () => {
    expect(studentT(0.95, 100_000)).toBeCloseTo(1.95996, 4);
  });

  it.each([
    [0, 5, "level"],
    [1, 5, "level"],
    [0.95, 0, "degrees"],
    [0.95, 1.5, "degrees"],
  ])("refuses level %d with %d degrees", (level, degrees, name) => {
    expect(() => studentT(level, degrees)).toThrow(`${name}: expected`);
  });
});
