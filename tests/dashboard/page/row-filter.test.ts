import { describe, expect, it } from "vitest";
import { pairRuns, alignedColumn } from "../../../dashboard/page/logic/pairing.ts";
import {
  EVERY_ROW,
  countRows,
  errorsByRow,
  findingsIn,
  isDisagreement,
  passingRows,
  rowBits,
} from "../../../dashboard/page/logic/row-filter.ts";
import type { RunMarks } from "../../../dashboard/wire/api.ts";

const series = {
  row: [10, 11, 12, 13, 14],
  status: ["decided", "decided", "failed", "abstained", "decided"],
} as const;
const marks: RunMarks = {
  findings: { "contradicted number": [11, 14], quote: [11] },
  errors: { "not JSON": [11, 12], failed: [12] },
  evaluated: true,
  disagreement: [12, 14],
};
const bits = rowBits(series, marks);
const ground = { series, bits, errors: marks.errors, differs: Uint8Array.of(0, 1, 0, 0, 1) };

describe("marks of a run", () => {
  it("are laid on its rows", () => {
    expect([...bits].map(findingsIn)).toEqual([
      [],
      ["contradicted number", "quote"],
      [],
      [],
      ["contradicted number"],
    ]);
    expect([...bits].map(isDisagreement)).toEqual([false, false, true, false, true]);
  });

  it("name the classes of errors of a row", () => {
    expect([...errorsByRow(marks.errors)]).toEqual([
      [11, ["not JSON"]],
      [12, ["not JSON", "failed"]],
    ]);
  });

  it("of rows that the run does not have are left out", () => {
    const stray = { ...marks, disagreement: [9, 15, 99] };
    expect([...rowBits(series, stray)].some(isDisagreement)).toBe(false);
  });

  it("are none until they are there", () => {
    expect([...rowBits(series, null)]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("a filter", () => {
  it.each([
    [{}, [0, 1, 2, 3, 4]],
    [{ statuses: ["failed", "abstained"] }, [2, 3]],
    [{ finding: "any" }, [1, 4]],
    [{ finding: "quote" }, [1]],
    [{ error: "any" }, [1, 2]],
    [{ error: "failed" }, [2]],
    [{ error: "refusal" }, []],
    [{ disagreement: true }, [2, 4]],
    [{ differing: true }, [1, 4]],
    [{ disagreement: true, finding: "any", differing: true }, [4]],
    [{ statuses: ["rule"] }, []],
  ] as const)("%j lets rows at %j pass", (part, places) => {
    expect([...passingRows(ground, { ...EVERY_ROW, ...part })]).toEqual(places);
  });

  it("for differing rows lets all pass where no run is beside", () => {
    const filter = { ...EVERY_ROW, differing: true };
    expect(passingRows({ ...ground, differs: null }, filter)).toHaveLength(5);
  });

  it("has the rows of each sort counted", () => {
    const counts = countRows(ground);
    expect(counts.statuses).toEqual({ decided: 3, rule: 0, abstained: 1, failed: 1 });
    expect([counts.findings.get("any"), counts.findings.get("quote")]).toEqual([2, 1]);
    expect([...counts.errors]).toEqual([
      ["any", 2],
      ["not JSON", 2],
      ["failed", 1],
    ]);
    expect([counts.disagreement, counts.differing]).toEqual([2, 2]);
  });
});

describe("two runs", () => {
  const first = {
    timeMs: [1, 2, 3, 4],
    action: [1, -1, null, 1],
    status: ["decided", "decided", "failed", "decided"],
  } as const;
  const second = {
    timeMs: [2, 3, 4, 5],
    action: [-1, null, -1, 1],
    status: ["decided", "abstained", "decided", "decided"],
  } as const;

  it("are paired by bar, and differ in action, or in why there is none", () => {
    const pairing = pairRuns(first, second);
    expect([...pairing.at]).toEqual([-1, 0, 1, 2]);
    expect([...pairing.differs]).toEqual([0, 0, 1, 1]);
    expect([pairing.shared, pairing.differing]).toEqual([3, 2]);
    expect(alignedColumn(pairing, [7, 8, 9, 10])).toEqual([null, 7, 8, 9]);
  });

  it("do not differ where a rule took the side that a model took, but where neither has one for another reason", () => {
    const timeMs = [0, 1, 2];
    const one = { timeMs, action: [1, null, 1], status: ["rule", "failed", "rule"] } as const;
    const two = {
      timeMs,
      action: [1, null, -1],
      status: ["decided", "abstained", "rule"],
    } as const;
    expect([...pairRuns(one, two).differs]).toEqual([0, 1, 1]);
  });

  it("that are one do not differ", () => {
    expect(pairRuns(first, first)).toMatchObject({ shared: 4, differing: 0 });
  });
});
