import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../data/csv-records.ts";
import { countRemarks, countStatuses, decisionsCsv } from "../../graphs/run-files.ts";
import type { RowRecord } from "../../graphs/row-record.ts";
import { newDirectory } from "../support/run-directory.ts";
import { dataOf, worldRows } from "../support/pipeline.ts";

const rows = worldRows(6);
const data = dataOf(rows);
const closes = rows.map(({ observation }) => observation.close);

function record(row: number, over: Partial<RowRecord> = {}): RowRecord {
  return {
    row,
    decision: { status: "decided", action: 1, score: 0.25, confidence: 0.7, rationale: "up" },
    cases: [],
    remarks: [],
    usage: [],
    ...over,
  };
}

function without(status: "abstained" | "failed", rationale: string): RowRecord["decision"] {
  return { status, action: null, score: null, confidence: null, rationale };
}

/** Records as a reader of the file sees them. */
async function readBack(csv: string): Promise<readonly (readonly string[])[]> {
  const file = join(newDirectory(), "decisions.csv");
  writeFileSync(file, csv);
  const found: (readonly string[])[] = [];
  await readCsv(
    file,
    () => {},
    (cells) => found.push(cells),
  );
  return found;
}

describe("decisions.csv", () => {
  it("has the documented header and one line a row", () => {
    const found = { similarity: 0.5, barsAgo: 3, outcome: 0.01, label: null };
    const csv = decisionsCsv(data, [
      record(3, {
        cases: [
          { ...found, row: 0 },
          { ...found, row: 12 },
        ],
      }),
      record(4, { decision: without("abstained", "no opinion") }),
      record(5, { decision: without("failed", "timeout") }),
    ]);
    expect(csv).toBe(
      [
        "row,datetime,close,action,score,confidence,status,rationale,cases",
        `3,2030-01-01T00:30:00Z,${closes[3]},1,0.25,0.7,decided,up,0 12`,
        `4,2030-01-01T00:40:00Z,${closes[4]},,,,abstained,no opinion,`,
        `5,2030-01-01T00:50:00Z,${closes[5]},,,,failed,timeout,`,
        "",
      ].join("\n"),
    );
  });

  it("is a header alone without rows", () => {
    expect(decisionsCsv(data, [])).toBe(
      "row,datetime,close,action,score,confidence,status,rationale,cases\n",
    );
  });

  it.each([
    'sell, "fast", now',
    "two\nlines",
    '"',
    "",
    " padded ",
    "Kursziel „90 k“ — ñ 🚀",
    "=cmd()",
  ])("keeps the rationale %j through a reader", async (rationale) => {
    const decision = { ...record(0).decision, rationale };
    const csv = decisionsCsv(data, [record(0, { decision }), record(1)]);
    const [first, second] = await readBack(csv);
    expect(first?.[7]).toBe(rationale);
    expect(second?.[0]).toBe("1");
    expect([first?.length, second?.length]).toEqual([9, 9]);
  });

  it("keeps every digit of a score", async () => {
    const score = 0.1 + 0.2;
    const decision = { ...record(0).decision, score };
    const [first] = await readBack(decisionsCsv(data, [record(0, { decision })]));
    expect(Number(first?.[4])).toBe(score);
    expect(Number(first?.[2])).toBe(closes[0]);
  });
});

describe("counts", () => {
  it("counts rows by status", () => {
    const records = [
      record(0),
      record(1, { decision: { ...record(1).decision, status: "rule" } }),
      record(2, { decision: without("failed", "x") }),
      record(3, { decision: without("failed", "y") }),
    ];
    expect(countStatuses(records)).toEqual({ decided: 1, rule: 1, abstained: 0, failed: 2 });
    expect(countStatuses([])).toEqual({ decided: 0, rule: 0, abstained: 0, failed: 0 });
  });

  it("counts remarks by what they say, in order of the text", () => {
    const lacked = { node: "retrieveCases", kind: "lacked", what: "matured cases" } as const;
    const standIn = { node: "arbitrate", kind: "stand-in", what: "fixed rule" } as const;
    const counts = countRemarks([
      record(0, { remarks: [lacked, standIn] }),
      record(1, { remarks: [lacked] }),
    ]);
    expect(Object.entries(counts)).toEqual([
      ["arbitrate, stand-in: fixed rule", 1],
      ["retrieveCases, lacked: matured cases", 2],
    ]);
  });
});
