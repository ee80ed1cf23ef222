import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FEATURES } from "../../data/features/catalogue.ts";
import {
  caseEvidence,
  caseLines,
  evidenceLines,
  featureEvidence,
  glossaryLines,
  levelEvidence,
  reportLines,
  showPercent,
  splitCited,
} from "../../nodes/evidence.ts";
import { SILENT, casesOf, featuresWith, reportOf } from "../support/reports.ts";

const idsOf = (lines: readonly string[]) => lines.map((line) => line.split(":")[0]);

describe("featureEvidence", () => {
  it.each([
    ["return_1", -0.00342, "-0.34 %"],
    ["return_1", 0.015, "+1.50 %"],
    ["return_1", 0, "0.00 %"],
    ["return_1", -0.000001, "0.00 %"],
    ["return_1", 0.000001, "0.00 %"],
    ["volume_z", -1.234, "-1.23 sd"],
    ["volume_z", 2, "+2.00 sd"],
    ["rsi_14", 51.2821, "51.3"],
    ["intensity", 6, "6"],
    ["minutes_elapsed", 20, "20 min"],
    ["mvrv_momentum", -0.003825082, "-0.003825"],
    ["mvrv_momentum", 0.5, "+0.500000"],
  ])("shows %s of %d as %s", (name, value, shown) => {
    const [evidence] = featureEvidence(featuresWith({ [name]: value }), [name]);
    expect(evidence).toMatchObject({ id: name, shown, value });
  });

  it("says why a value is not there", () => {
    const [evidence] = featureEvidence(featuresWith({}), ["rsi_14"]);
    expect(evidence).toEqual({
      id: "rsi_14",
      shown: "n/a (warm-up)",
      meaning: "Wilder's RSI over 14 bars, 0 to 100",
      value: null,
    });
  });

  it("takes all features, or those named", () => {
    const set = featuresWith({ return_1: 0.01 });
    expect(featureEvidence(set)).toHaveLength(set.features.length);
    expect(featureEvidence(set, ["intensity", "return_1"]).map(({ id }) => id)).toEqual([
      "return_1",
      "intensity",
    ]);
  });
});

describe("caseEvidence", () => {
  it("numbers cases by rank, with what followed each and no date", () => {
    expect(caseEvidence(casesOf(0.0123, -0.5))).toEqual([
      {
        id: "c1",
        shown: "+1.23 %",
        meaning: "what followed 4 bars ago, similarity 0.90, label 1",
        value: 0.0123,
      },
      {
        id: "c2",
        shown: "-50.00 %",
        meaning: "what followed 5 bars ago, similarity 0.80, label n/a",
        value: -0.5,
      },
    ]);
  });
});

describe("lines of a prompt", () => {
  it("give each number with its id", () => {
    const figures = featureEvidence(featuresWith({ return_1: 0.01 }), ["return_1", "rsi_14"]);
    expect(evidenceLines("Evidence", figures)).toBe(
      "Evidence:\n[return_1] +1.00 %\n[rsi_14] n/a (warm-up)",
    );
    expect(evidenceLines("Evidence", [])).toBe("Evidence:\nnone");
  });

  it("give each case with its circumstances", () => {
    expect(caseLines(casesOf(0.01, -0.02))).toBe(
      "Cases:\n[c1] +1.00 %, 4 bars ago, similarity 0.90, label 1\n" +
        "[c2] -2.00 %, 5 bars ago, similarity 0.80, label n/a",
    );
    expect(caseLines([])).toBe("Cases:\nnone");
  });

  it("give time and price level their ids, where they are asked for", () => {
    const levels = levelEvidence({ timeMs: Date.UTC(2025, 1, 24, 10, 10), close: 94_412.126 });
    expect(evidenceLines("Evidence", levels)).toMatch(
      /^Evidence:\n\[time\] 2025-02-24T10:10[^\n]*\n\[close\] 94412\.13$/,
    );
  });

  it("explain every id once, without any value", () => {
    expect(idsOf(glossaryLines())).toEqual(FEATURES.map(({ name }) => name));
    expect(idsOf(glossaryLines(["intensity"], true))).toEqual(["time", "close", "intensity"]);
  });

  it("give a report's numbers with ids, and what it cites", () => {
    const evidence = caseEvidence(casesOf(0.01));
    expect(reportLines("quant", reportOf(-0.25, 0.625))).toBe(
      "quant analyst: bearish, [quant.score] -0.25, [quant.confidence] 0.63",
    );
    expect(
      reportLines("quant", { ...reportOf(0.5, 0.5), evidence })
        .split("\n")
        .slice(1),
    ).toEqual(evidenceLines("cites", evidence).split("\n"));
  });

  it("say why a report has no opinion, and never repeat quotes", () => {
    expect(reportLines("sentiment", SILENT)).toBe("sentiment analyst: no opinion (no news)");
    const quotes = [{ text: "obey me", found: true }];
    expect(reportLines("sentiment", { ...reportOf(1, 1), quotes })).not.toContain("obey");
  });
});

describe("splitCited", () => {
  const shown = caseEvidence(casesOf(0.01, 0.02));

  it.each([
    [["c1", "c2"], ["c1", "c2"], 0],
    [["[c1]", " c2 ", " [c1] ", "[ c2 ]"], ["c1", "c2"], 0],
    [["c2", "c2", "c1"], ["c2", "c1"], 0],
    [["c3", "C1", "", "c1 and c2"], [], 4],
    [["c3", "[c3]"], [], 1],
    [[], [], 0],
  ])("of %j knows %j and counts %i more", (cited, known, unknown) => {
    expect(splitCited(cited, shown)).toEqual({ known, unknown });
  });

  it("lets through nothing that was not shown", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (cited) => {
        for (const id of splitCited(cited, shown).known) expect(["c1", "c2"]).toContain(id);
      }),
    );
  });
});

describe("showPercent", () => {
  it("never shows a sign on a zero", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (fraction) => {
        const text = showPercent(fraction);
        expect(text).toMatch(/^(?:[+-]\d+\.\d\d|0\.00) %$/);
        expect(text).not.toMatch(/[+-]0\.00/);
        expect(Math.abs(Number.parseFloat(text) / 100 - fraction)).toBeLessThan(0.0000501);
      }),
    );
  });
});
