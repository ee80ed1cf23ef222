/** Charts as documents: well-formed, named, and deaf to markup in the data. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../data/errors.ts";
import { spreadLabels, timeTick } from "../../../dashboard/charts/axis.ts";
import { holdings } from "../../../dashboard/charts/price-chart.ts";
import { barChart, equityChart, priceChart } from "../../../notebooks/kit.ts";
import { elementNames } from "./well-formed.ts";

const TIMES = [0, 600_000, 1_200_000];
const HOSTILE = `<script>alert("1")</script> & ]]> '\u0000\uD800`;

const charts = {
  equity: (name: string) =>
    equityChart({
      title: name,
      description: name,
      label: name,
      timeMs: TIMES,
      series: [
        { name, equity: [1, null, 1.1] },
        { name: "flat", equity: [1, 1, 1] },
      ],
      band: { name, low: [1, 0.9, 0.8], high: [1, 1.1, null] },
    }),
  price: (name: string) =>
    priceChart({ title: name, timeMs: TIMES, closes: [9, 10, 11], positions: [null, -0.5, 1] }),
  bars: (name: string) =>
    barChart({
      title: name,
      label: name,
      percent: true,
      bars: [
        { name, value: -0.071, interval: [-0.2, 0.03], accent: true },
        { name, value: null },
      ],
    }),
};

describe.each(Object.entries(charts))("%s", (_kind, chart) => {
  test("is a standalone SVG with a title and a description", () => {
    const text = String(chart("Plain title"));
    const names = elementNames(text);
    expect(names.slice(0, 3)).toEqual(["svg", "title", "desc"]);
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="760" height="\d+"/);
    expect(text).toContain('role="img"');
    expect(text).toContain("<title>Plain title</title>");
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("hostile text is text", () => {
    const names = elementNames(String(chart(HOSTILE)));
    expect(names).not.toContain("script");
  });

  test("any name gives a well-formed document", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(elementNames(String(chart(name)))[0]).toBe("svg");
      }),
      { numRuns: 20 },
    );
  });

  test("the same input gives the same bytes", () => {
    expect(String(chart("again"))).toBe(String(chart("again")));
  });
});

describe("what the figures say", () => {
  test("each line is named with its last defined value", () => {
    expect(String(charts.equity("agent"))).toContain(">agent  1.100<");
  });

  test("bars carry their value, a missing one n/a", () => {
    const text = String(charts.bars("agent"));
    expect(text).toContain(">\u22127.10 %<");
    expect(text).toContain(">n/a<");
  });

  test("bars of equal position join, and each is held to the next close", () => {
    const spans = holdings([0, 10, 20, 40, 50], [1, 1, null, -1, 1]);
    expect(spans.map(({ from, to, position }) => [from.getTime(), to.getTime(), position])).toEqual(
      [
        [0, 20, 1],
        [20, 40, null],
        [40, 50, -1],
      ],
    );
  });

  test("a date stands under the first tick of a day", () => {
    const ticks = ["2025-02-24T18:00Z", "2025-02-24T21:00Z", "2025-02-25T00:00Z"].map(
      (text) => new Date(text),
    );
    expect(ticks.map(timeTick)).toEqual(["18:00\n2025-02-24", "21:00", "00:00\n2025-02-25"]);
    expect([new Date(0)].map(timeTick)).toEqual(["1970-01-01"]);
  });
});

test("labels keep their order and their distance while there is room", () => {
  const heights = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 10 });
  fc.assert(
    fc.property(heights, (wanted) => {
      const placed = spreadLabels(wanted, 17, [0, 300]);
      const order = wanted.map((want, at) => ({ want, put: placed[at] ?? Number.NaN }));
      const down = order.toSorted((a, b) => a.want - b.want || a.put - b.put).map(({ put }) => put);
      const gaps = down.slice(1).map((put, at) => put - (down[at] ?? Number.NaN));
      expect(Math.min(300, ...down)).toBeGreaterThanOrEqual(0);
      expect(Math.max(0, ...down)).toBeLessThanOrEqual(300);
      expect(Math.min(17, ...gaps)).toBeGreaterThanOrEqual(17 - 1e-9);
    }),
  );
});

test.each([
  [
    "a short curve",
    () => equityChart({ title: "", timeMs: TIMES, series: [{ name: "", equity: [1] }] }),
  ],
  ["no curve", () => equityChart({ title: "", timeMs: TIMES, series: [] })],
  ["no close", () => priceChart({ title: "", timeMs: [0], closes: [null], positions: [1] })],
  ["no bar", () => barChart({ title: "", bars: [] })],
])("%s is refused", (_name, draw) => {
  expect(draw).toThrow(UsageError);
});
