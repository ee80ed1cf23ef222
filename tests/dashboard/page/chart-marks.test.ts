import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markRanks, markShape, thinnedMarks } from "../../../dashboard/page/logic/chart-marks.ts";
import { curvesOf, firstShown, otherCurve } from "../../../dashboard/page/logic/curves.ts";
import { sparkline } from "../../../dashboard/page/logic/sparkline-path.ts";

const decided = {
  action: [1, 1, -1, null, -1, 1],
  status: ["decided", "decided", "decided", "failed", "decided", "rule"],
} as const;
const all = Int32Array.of(0, 1, 2, 3, 4, 5);

describe("marks on the price", () => {
  it("rank rows without a decision first, then changes of side", () => {
    expect([...markRanks(decided, all)]).toEqual([2, 1, 2, 3, 1, 2]);
    expect([0, 2, 3].map((at) => markShape(decided, at))).toEqual(["buy", "sell", "none"]);
  });

  it("leave out what the filter leaves out, and still know the side before", () => {
    expect([...markRanks(decided, Int32Array.of(1, 4))]).toEqual([0, 1, 0, 0, 1, 0]);
  });

  it("are all drawn where there is room", () => {
    expect(thinnedMarks(markRanks(decided, all), [0, 5], 6)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("are thinned to what tells most", () => {
    expect(thinnedMarks(markRanks(decided, all), [0, 5], 3)).toEqual([0, 3, 5]);
  });

  it("are never more than twice the room, always in sight, and stay while the chart is moved", () => {
    const ranks = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(ranks, fc.nat(299), fc.integer({ min: 1, max: 40 }), (values, from, limit) => {
        const own = Uint8Array.from(values);
        const to = Math.min(from + 100, own.length - 1);
        const kept = thinnedMarks(own, [from, to], limit);
        expect(kept.length).toBeLessThanOrEqual(limit + 1);
        expect(kept.every((at) => at >= from && at <= to && (own[at] ?? 0) > 0)).toBe(true);
      }),
    );
  });
});

describe("curves", () => {
  const equity = [
    { name: "agent", own: true, values: [1, 0.9], drawdown: [0, -0.1] },
    { name: "agent_by_score", own: true, values: [1, 0.95], drawdown: [0, -0.05] },
    ...["a", "b", "c", "d", "e", "f"].map((name, at) => ({
      name,
      own: false,
      values: [1, 1 + at / 10],
      drawdown: [0, 0],
    })),
  ];

  it("of the agent and of the hardest rules are drawn at first", () => {
    expect([...firstShown(curvesOf(equity))]).toEqual(["agent", "agent by score", "f", "e"]);
  });

  it("look different from one another", () => {
    const looks = [...curvesOf(equity), otherCurve("x", [1, null])].map(
      ({ tone, dash, wide }) => `${tone} ${dash} ${wide}`,
    );
    expect(new Set(looks).size).toBe(looks.length);
  });

  it("end where their last value is", () => {
    expect(otherCurve("x", [1, 1.5, null]).total).toBeCloseTo(0.5, 12);
    expect(otherCurve("x", [null]).total).toBeNull();
  });
});

describe("a sparkline", () => {
  it("keeps no change in sight", () => {
    expect(sparkline([0, 0.1, 0.2])).toEqual({ path: "M0 22L42 12L84 2", zero: 22 });
    expect(sparkline([0, -0.1])?.zero).toBe(2);
    expect(sparkline([0, 0])?.zero).toBe(12);
  });

  it("is none of fewer than two values", () => {
    expect(sparkline([0])).toBeNull();
    expect(sparkline([0, Number.NaN])).toBeNull();
  });
});
