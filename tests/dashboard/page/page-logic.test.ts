import { describe, expect, it } from "vitest";
import {
  dollars,
  headlineFigures,
  intervalSentence,
} from "../../../dashboard/page/logic/headline.ts";
import { withRows } from "../../../dashboard/page/logic/live-series.ts";
import {
  emptyOutput,
  hasFailed,
  outputText,
  readOutput,
} from "../../../dashboard/page/logic/node-output.ts";
import { neighbour, placeByKey, placeOf, soughtRow } from "../../../dashboard/page/logic/places.ts";
import { rationaleParts } from "../../../dashboard/page/logic/rationale-parts.ts";
import { EVERY_ROW } from "../../../dashboard/page/logic/row-filter.ts";
import { safeLink } from "../../../dashboard/page/logic/safe-link.ts";
import { hashOf, viewOf } from "../../../dashboard/page/logic/view.ts";
import { NODE_NAMES } from "../../../data/vocabulary.ts";
import { NODE_OUTPUTS } from "../../../graphs/node-step.ts";
import type { RunSeries } from "../../../dashboard/wire/api.ts";
import { runHead } from "../../support/run-head.ts";

const series = (row: readonly number[], action: 1 | -1): RunSeries => ({
  row,
  timeMs: row.map((at) => at * 1000),
  close: row.map(() => 1),
  status: row.map(() => "decided"),
  action: row.map(() => action),
  score: row.map(() => null),
  confidence: row.map(() => null),
  position: row.map(() => 0),
  label: row.map(() => null),
  outcome: row.map(() => null),
  equity: [],
  band: null,
});

const judged = (start: number, text: string) => ({
  start,
  text,
  verdict: "supported" as const,
  ids: [],
  source: null,
  isSo: "",
});

describe("the address", () => {
  it("holds the whole view and gives it back", () => {
    const view = {
      run: "a b",
      other: "c&d",
      row: 12,
      filter: {
        statuses: ["abstained", "failed"],
        finding: "contradicted number",
        error: "cut off",
        disagreement: true,
        differing: true,
      },
    } as const;
    expect(viewOf(`#${hashOf(view)}`)).toEqual(view);
  });

  it("is empty for the first view, and leaves out what it does not know", () => {
    const first = { run: null, other: null, row: null, filter: EVERY_ROW };
    expect(hashOf(first)).toBe("");
    expect(viewOf("#row=-1&status=odd&finding=<script>&error=<b>&x=1")).toEqual(first);
  });
});

describe("steps through the list", () => {
  const places = Int32Array.of(2, 5, 9);

  it.each([
    [null, 1, 2],
    [null, -1, 9],
    [5, 1, 9],
    [5, -1, 2],
    [9, 1, null],
    [2, -1, null],
    [6, 1, 9],
    [6, -1, 5],
  ] as const)("from %s by %i go to %s", (from, step, to) => {
    expect(neighbour(places, from, step)).toBe(to);
  });

  it("go nowhere in an empty list", () => {
    expect(neighbour([], null, 1)).toBeNull();
    expect(placeOf([], 3)).toBe(-1);
  });
});

describe("keys of the list", () => {
  const places = Int32Array.of(2, 5, 9, 11, 20);

  it.each([
    ["Home", 3, 2],
    ["End", -1, 20],
    ["PageDown", 1, 11],
    ["PageDown", 4, 20],
    ["PageDown", -1, null],
    ["PageUp", 3, 5],
    ["PageUp", 1, 2],
    ["PageUp", -1, null],
    ["x", 1, null],
    ["toString", 1, null],
  ])("%s from %i leads to %s", (key, open, place) => {
    expect(placeByKey(key, places, open, 2)).toBe(place);
  });

  it("lead nowhere in an empty list", () => {
    expect(["Home", "End", "PageDown", "PageUp"].map((key) => placeByKey(key, [], -1, 2))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("a row sought", () => {
  const rows = {
    row: [3, 4, 5],
    timeMs: ["2025-02-24T00:00Z", "2025-02-24T00:10Z", "2025-02-25T07:00Z"].map(Date.parse),
  };

  it.each([
    ["4", 4],
    ["99", 5],
    ["2025-02-25", 5],
    ["2025-02-24 00:05", 4],
    ["2025-02-24T0010", 4],
    ["2030-01-01", 5],
    ["yesterday", null],
    ["", null],
  ])("by %j is %s", (words, row) => {
    expect(soughtRow(words, rows)).toBe(row);
  });
});

describe("a run under way", () => {
  it("takes rows on, and takes a row that comes again as it came last", () => {
    const before = { series: series([0, 1, 2, 3], 1), rewinds: [1] };
    const both = withRows(before, series([2, 3, 4], -1));
    expect(both.series.row).toEqual([0, 1, 2, 3, 4]);
    expect(both.series.action).toEqual([1, 1, -1, -1, -1]);
    expect(both.rewinds).toEqual([1, 2]);
    expect(withRows(both, series([5], 1)).rewinds).toEqual([1, 2]);
  });

  it("stays the same object where nothing came", () => {
    const before = { series: series([0], 1), rewinds: [] };
    expect(withRows(before, series([], 1)).series).toBe(before.series);
  });
});

describe("a rationale", () => {
  it("is cut at its numbers, but for one that does not stand there, and whole again", () => {
    const text = "up 0.5 % after −1.2";
    const parts = rationaleParts(text, [judged(15, "1.2"), judged(3, "0.5 %")]);
    expect(parts.map((part) => part.text).join("")).toBe(text);
    expect(parts.filter((part) => part.judged).map((part) => part.text)).toEqual(["0.5 %"]);
  });

  it("leaves a number plain that overlaps another or stands elsewhere", () => {
    const parts = rationaleParts("1.25", [judged(0, "1.25"), judged(2, "25"), judged(9, "7")]);
    expect(parts).toHaveLength(1);
  });
});

describe("headline figures", () => {
  const head = runHead("a", {
    state: "under way",
    statuses: { decided: 2, rule: 0, abstained: 1, failed: 0 },
  });
  const totals = {
    totalReturn: -0.1,
    interval: { low: -0.2, high: 0.05 },
    buyAndHold: -0.07,
    maxDrawdown: -0.12,
    hitRate: null,
    costUsd: 0.0123,
  };

  it("are n/a where nothing is known, never nought", () => {
    const values = headlineFigures(head, []).map(({ value }) => value);
    expect(values).toEqual(["n/a", "n/a", "n/a", "n/a", "n/a", "2", "n/a"]);
  });

  it("call the hit rate one of single bars, which the horizon does not change", () => {
    const figures = headlineFigures({ ...head, totals: { ...totals, hitRate: 0.44 } }, []);
    expect(figures.find(({ name }) => name === "Hit rate")).toMatchObject({
      value: "44.0\u00A0%",
      note: "of single bars",
    });
  });

  it("put rules first and the interval beside the agent's return", () => {
    const rule = { name: "always_short", own: false, values: [1, 1.07], drawdown: [0, 0] };
    const figures = headlineFigures({ ...head, totals }, [rule]);
    expect(figures.slice(0, 3).map(({ value, note }) => `${value}; ${note}`)).toEqual([
      "−7.0\u00A0%; ",
      "7.0\u00A0%; always short",
      "−10.0\u00A0%; 95\u00A0%:\u00A0−20.0\u00A0% to 5.0\u00A0%".replaceAll(
        "% to 5",
        "%\u00A0to\u00A05",
      ),
    ]);
  });

  it("say what the interval says", () => {
    expect(intervalSentence({ totals })).toMatch(/does not tell the agent from chance/);
    expect(intervalSentence({ totals: null })).toBeNull();
    const interval = { low: 0.01, high: 0.2 };
    expect(intervalSentence({ totals: { ...totals, interval } })).toMatch(
      /compare it with the rules/,
    );
  });

  it("write dollars in full where they are few", () => {
    expect([null, 0, 0.0123, 12.5].map(dollars)).toEqual(["n/a", "$0", "$0.01230", "$12.50"]);
  });
});

describe("a node's output", () => {
  it("is edited without its remarks", () => {
    expect(outputText({ cases: [], remarks: [] })).toBe('{\n  "cases": []\n}');
  });

  it.each(NODE_NAMES)("of %s has an empty form to begin with where the node broke", (node) => {
    expect(hasFailed({ error: "503" })).toBe(true);
    const empty = emptyOutput(node, 3);
    expect(hasFailed(empty)).toBe(false);
    expect(NODE_OUTPUTS[node].safeParse(empty).error).toBeUndefined();
  });

  it("is read again, or is told what is wrong", () => {
    expect(readOutput('{"cases": []}')).toEqual({ output: { cases: [] }, fault: null });
    expect(readOutput("[]").fault).toMatch(/expected a JSON object/);
    expect(readOutput("{").fault).toMatch(/^not JSON: /);
  });
});

describe("a link", () => {
  it.each([
    ["https://smith.langchain.com/o/1", "https://smith.langchain.com/o/1"],
    ["http://localhost:1984/o/1", "http://localhost:1984/o/1"],
    ["ftp://smith.langchain.com/", null],
    ["javascript:alert(1)//https://x", null],
    ["https://user:pass@example.com/", null],
    ["//example.com", null],
    [null, null],
  ])("to %s is %s", (address, link) => {
    expect(safeLink(address)).toBe(link);
  });
});
