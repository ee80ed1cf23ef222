/** The evaluation's charts as documents, and what their alternative texts say. */
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../data/errors.ts";
import { confusionChart } from "../../../dashboard/charts/confusion-chart.ts";
import { dotChart } from "../../../dashboard/charts/dot-chart.ts";
import { costChart, coverageChart } from "../../../dashboard/charts/number-charts.ts";
import { priceChart } from "../../../dashboard/charts/price-chart.ts";
import { reliabilityChart } from "../../../dashboard/charts/reliability-chart.ts";
import { drawdownChart, hitRateChart } from "../../../dashboard/charts/time-charts.ts";
import { elementNames } from "./well-formed.ts";

const TIMES = [0, 600_000, 1_200_000];
const HOSTILE = `<script>alert("1")</script> & ]]> '\u0000\uD800`;
const interval = { low: 0.4, high: 0.6 };

const charts = {
  drawdown: (name: string) =>
    drawdownChart({ title: name, timeMs: TIMES, series: [{ name, values: [0, -0.1, -0.05] }] }),
  "hit rate": (name: string) =>
    hitRateChart({
      title: name,
      timeMs: TIMES,
      share: [null, 0.5, 0.625],
      low: [null, 0.4, 0.5],
      high: [null, 0.6, 0.7],
      windowBars: 30,
      breakEven: 0.55,
    }),
  coverage: (name: string) =>
    coverageChart({
      title: name,
      points: [
        { coverage: 0.5, accuracy: 0.75, interval },
        { coverage: 1, accuracy: 0.5, interval: null },
      ],
    }),
  cost: (name: string) =>
    costChart({
      title: name,
      costBps: [0, 10, 50],
      series: [{ name, values: [0.02, -0.01, null] }],
      paidBps: 10,
      breakEvenBps: 6.66,
    }),
  reliability: (name: string) =>
    reliabilityChart({
      title: name,
      points: [
        { forecast: 0.55, observed: 0.5, interval, rows: 27 },
        { forecast: 0.9, observed: 0.5, interval, rows: 27 },
        { forecast: 0.5, observed: 0.5, interval: null, rows: 1 },
      ],
    }),
  confusion: (name: string) =>
    confusionChart({
      title: name,
      matrices: [
        {
          against: name,
          counts: [
            [90, 0],
            [7, 3],
          ],
        },
        {
          against: "nothing",
          counts: [
            [0, 0],
            [0, 0],
          ],
        },
      ],
    }),
  dots: (name: string) =>
    dotChart({
      title: name,
      series: [name, "measured"],
      label: name,
      percent: true,
      rows: [{ name, dots: [{ value: 0.3, interval }, { value: null }] }],
    }),
};

describe.each(Object.entries(charts))("%s", (_kind, chart) => {
  test("is a standalone SVG with a title and a description", () => {
    const text = String(chart("Plain title"));
    expect(elementNames(text).slice(0, 3)).toEqual(["svg", "title", "desc"]);
    expect(text).toContain("<title>Plain title</title>");
    expect(text).not.toContain("<desc>Plain title</desc>");
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(text).not.toContain("style=");
  });

  test("hostile text is text, and the same input gives the same bytes", () => {
    const text = String(chart(HOSTILE));
    expect(elementNames(text)).not.toContain("script");
    expect(text).toBe(String(chart(HOSTILE)));
  });
});

test.each([
  ["drawdown", "agent fell up to \u221210.0 % below its peak."],
  ["hit rate", "Between 50.0 % and 62.5 % of the last 30 bars were right, at the end 62.5 %;"],
  ["coverage", "Of the surest 50.0 % of decisions 75.0 % were right, of all 50.0 %;"],
  ["cost", "It breaks even at 6.7 basis points a side."],
  ["reliability", "stated 90 %, right 50 % of 27"],
  ["confusion", "agent: 93 of 100 right; said buy and buy came 90"],
  ["dots", "agent agent 30.0 % (40.0 % to 60.0 %), measured n/a."],
] as const)("the alternative text of %s tells its figures", (kind, told) => {
  expect(String(charts[kind]("agent"))).toContain(told);
});

test("fifty thousand rows draw about as much as a thousand", () => {
  const rows = Array.from({ length: 50_000 }, (_, row) => row);
  const text = String(
    priceChart({
      title: "long",
      timeMs: rows.map((row) => row * 600_000),
      closes: rows.map((row) => 1 + (row % 97)),
      positions: rows.map((row) => (row % 2 === 0 ? 1 : -1)),
    }),
  );
  expect(text.length).toBeLessThan(100_000);
});

test.each([
  ["no point", () => reliabilityChart({ title: "", points: [] })],
  ["no matrix", () => confusionChart({ title: "", matrices: [] })],
  ["no row", () => dotChart({ title: "", series: ["a"], label: "", rows: [] })],
])("%s is refused", (_name, draw) => {
  expect(draw).toThrow(UsageError);
});
