import { describe, expect, it } from "vitest";
import { equityText, priceText } from "../../../dashboard/page/logic/chart-text.ts";
import { curvesOf } from "../../../dashboard/page/logic/curves.ts";

const series = {
  row: [10, 11, 12, 13, 14],
  timeMs: [0, 10, 20, 30, 40].map((minute) => Date.UTC(2025, 1, 24, 0, minute)),
  close: [100, 90, 120, 110, 105],
  status: ["decided", "decided", "failed", "abstained", "decided"],
  action: [1, -1, null, null, 1],
  score: [],
  confidence: [],
  position: [1, -1, -1, -1, 0],
  label: [],
  outcome: [],
} as const;
const all = Uint8Array.of(2, 2, 3, 3, 2);

describe("the text of the price", () => {
  it("tells rows, closes, decisions and positions of all of it", () => {
    expect(priceText(series, all, [0, 4])).toBe(
      "In sight: all 5 rows, 10 to 14, 2025-02-24 00:00 to 2025-02-24 00:40 UTC. " +
        "Close: first 100.00, last 105.00, lowest 90.00 at row 11, highest 120.00 at row 12. " +
        "Decisions marked: 2 buy, 1 sell, 1 abstained, 1 failed. " +
        "Position: long after 1 bars, short after 3, none after 1.",
    );
  });

  it("tells only what is in sight and what the filter lets through", () => {
    const text = priceText(series, Uint8Array.of(2, 0, 3, 0, 2), [2, 4]);
    expect(text).toContain("In sight: 3 of 5 rows, 12 to 14,");
    expect(text).toContain("first 120.00, last 105.00, lowest 105.00 at row 14, highest 120.00");
    expect(text).toContain(
      "Decisions marked: 1 buy, 0 sell, 0 abstained, 1 failed; 1 filtered out.",
    );
  });

  it("says that there is nothing yet", () => {
    const none = { ...series, row: [], close: [], timeMs: [] };
    expect(priceText(none, new Uint8Array(), [0, -1])).toBe("No rows yet.");
  });
});

describe("the text of the equity", () => {
  const values = [1, 1.1, 0.9, 0.95, 0.99];
  const curves = curvesOf([
    { name: "agent", own: true, values, drawdown: [] },
    { name: "always_long", own: false, values: [1, 1, 1, 1, 1.2], drawdown: [] },
  ]);
  const drawdowns = new Map([["agent", [0, 0, -0.2 / 1.1, -0.15 / 1.1, -0.11 / 1.1]]]);

  it("tells each curve with its ends and bounds, and its deepest drawdown", () => {
    expect(equityText(series.row, curves, drawdowns, [0, 4]).replaceAll("\u00A0", " ")).toBe(
      "Equity, growth of 1 net of costs. " +
        "agent: first 1.000, last 0.990, lowest 0.900 at row 12, highest 1.100 at row 11; " +
        "−1.0 % over the whole run; deepest drawdown −18.2 % at row 12. " +
        "always long: first 1.000, last 1.200, lowest 1.000 at row 10, highest 1.200 at row 14; " +
        "20.0 % over the whole run.",
    );
  });

  it("tells of the rows in sight, a curve that has none of them as n/a, and that none is drawn", () => {
    const gap = curvesOf([{ name: "b", own: true, values: [1, 1], drawdown: [] }]);
    expect(equityText(series.row, curves.slice(0, 1), drawdowns, [3, 4])).toContain(
      "first 0.950, last 0.990, lowest 0.950 at row 13, highest 0.990 at row 14",
    );
    expect(equityText(series.row, gap, new Map(), [3, 4])).toContain("b: n/a.");
    expect(equityText(series.row, [], new Map(), [0, 4])).toContain("no curve is drawn");
  });
});
