import { describe, expect, it } from "vitest";
import { type DataReport, countValues, reportData } from "../../data/data-report.ts";
import type { ColumnField } from "../../data/load-rows.ts";
import { type ColumnSketch, makeRows } from "../support/rows.ts";

function reportOf(sketch: ColumnSketch, absentFields: readonly ColumnField[] = []): DataReport {
  const rows = makeRows(sketch);
  return reportData({
    file: "rows.csv",
    sha256: "abc",
    rows,
    columnMap: {},
    timezone: "UTC",
    absentFields,
    numbers: null,
  });
}

describe("reportData", () => {
  it("says what the file is and how its bars are spaced", () => {
    const report = reportOf({
      close: [1, 2, 3, 4, 5, 6],
      minutes: [0, 10, 20, 50, 60, 65],
    });
    expect(report).toMatchObject({
      file: "rows.csv",
      sha256: "abc",
      rows: 6,
      from: "1970-01-01T00:00:00Z",
      to: "1970-01-01T01:05:00Z",
      stepsMinutes: [
        { value: "10", count: 3 },
        { value: "30", count: 1 },
        { value: "5", count: 1 },
      ],
      gaps: 1,
    });
  });

  it("counts missing cells by column, apart from columns that are not there", () => {
    const report = reportOf(
      { close: [1, 2, 3], label: [1, null, -1], intensity: [1, null, null], volume: [1, 2, 3] },
      ["summary", "psychology"],
    );
    expect(report.absentColumns).toEqual(["summary", "psychology_explanation"]);
    expect(report.missing).toMatchObject({ Signal: 1, intensity: 2, index: 3 });
    expect(Object.keys(report.missing)).not.toContain("spot_volume_daily_sum");
    expect(Object.keys(report.missing)).not.toContain("summary");
  });

  it("names columns of one value, an empty column not among them", () => {
    const report = reportOf({
      close: [7, 7],
      intensity: [5, 5],
      sentimentIndex: [5, 6],
      volume: [5, null],
      sentiment: ["Fear", "Fear"],
    });
    expect(report.constantColumns).toEqual(["close", "sentiment", "intensity"]);
    expect(reportOf({ close: [7] }).constantColumns).toEqual([]);
  });

  it("finds spellings that differ in case only", () => {
    const report = reportOf({
      close: [1, 2, 3, 4],
      dominantSentiment: ["FEAR", "Fear", "FEAR", "HOPE"],
      sentiment: ["Greed", "Greed", null, "Fear"],
    });
    expect(report.caseVariants).toEqual([
      {
        column: "dominant_sentiment",
        spellings: [
          { value: "FEAR", count: 2 },
          { value: "Fear", count: 1 },
        ],
      },
    ]);
  });

  it("tells the languages of the summaries", () => {
    const report = reportOf({
      close: [1, 2, 3, 4],
      summary: [
        "The market opened higher today as investors returned after the long weekend.",
        "El mercado abrió al alza hoy mientras los inversores volvían tras el largo fin de semana.",
        "ok",
        null,
      ],
    });
    expect(report.languages.toSorted((a, b) => (a.value < b.value ? -1 : 1))).toEqual([
      { value: "eng", count: 1 },
      { value: "spa", count: 1 },
      { value: "unknown", count: 1 },
    ]);
  });

  it.each([
    ["nine in ten agree", 9, true],
    ["fewer do", 8, false],
  ])("says whether the upstream confidence says anything: %s", (_what, eights, nearConstant) => {
    const texts = Array.from({ length: 10 }, (_, i) =>
      i < eights ? `ARTICLE. CONFIDENCE SCORE: 8/10. ${i}` : "Confidence 6.5 of 10",
    );
    const report = reportOf({ close: Array(12).fill(1), newsPrediction: [...texts, "none", null] });
    expect(report.upstreamConfidences).toEqual([
      { value: "8", count: eights },
      { value: "6.5", count: 10 - eights },
    ]);
    expect(report.upstreamConfidenceNearConstant).toBe(nearConstant);
  });

  it("does not call one stated confidence near constant", () => {
    const report = reportOf({ close: [1], newsPrediction: ["CONFIDENCE: 8"] });
    expect(report.upstreamConfidenceNearConstant).toBe(false);
  });

  it("gives mean lengths of the texts there are", () => {
    const report = reportOf({ close: [1, 2, 3], summary: ["ab", "abcd", null] }, ["psychology"]);
    expect(report.meanTextLength).toMatchObject({ summary: 3, sentiment: 0 });
    expect(report.meanTextLength).not.toHaveProperty("psychology_explanation");
  });
});

describe("countValues", () => {
  it("orders by count, then by value", () => {
    expect(countValues(["b", "c", "a", "c", "b", "c"])).toEqual([
      { value: "c", count: 3 },
      { value: "b", count: 2 },
      { value: "a", count: 1 },
    ]);
    expect(countValues([])).toEqual([]);
  });
});
