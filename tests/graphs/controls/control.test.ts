import { describe, expect, it } from "vitest";
import type { Interval } from "../../../backtest/bootstrap.ts";
import { compared, judged, mustHold, shown, verdictOf } from "../../../graphs/controls/control.ts";

const between = (low: number, high: number): Interval => ({ low, high, level: 0.95 });
const what = (interval: Interval | null) => ({ name: "gross", figure: 1, interval }) as const;
const target = { value: 0, blur: 2 };

describe("a check", () => {
  it.each([
    ["holds its value", between(-1, 1), "holds", null],
    ["leaves it out", between(0.1, 1), "fails", null],
    [
      "is so wide that it would hold anything",
      between(-2, 2),
      "n/a",
      "too few seeds or rows to tell",
    ],
    ["is wide and leaves it out all the same", between(1, 9), "fails", null],
    ["is none", null, "n/a", "no position was taken"],
  ] as const)("whose interval %s", (_, interval, verdict, why) => {
    expect(mustHold(what(interval), target)).toMatchObject({ verdict, why });
  });

  it("between shown to hold and shown to fail is open", () => {
    const told = [
      { holds: true, fails: false },
      { holds: false, fails: true },
      { holds: false, fails: false },
    ].map((shows) => shown(what(null), "x", shows).verdict);
    expect(told).toEqual(["holds", "fails", "n/a"]);
  });
});

describe("a line", () => {
  const [holds, fails] = [judged(what(null), "x", true), judged(what(null), "x", false)];
  const open = shown(what(null), "x", { holds: false, fails: false });
  const beside = compared(what(null));
  it.each([
    ["holds where all do", [holds, beside, holds], "holds"],
    ["fails where one does", [holds, open, fails], "fails"],
    ["is open where one is", [holds, open], "n/a"],
    ["has no verdict where all is for comparison", [beside], null],
    ["has none without checks", [], null],
  ] as const)("%s", (_, checks, verdict) => {
    expect(verdictOf(checks)).toBe(verdict);
  });
});
