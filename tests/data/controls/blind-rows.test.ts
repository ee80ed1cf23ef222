import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constantNews, shuffledNews } from "../../../data/controls/news-swap.ts";
import { permutedLabels } from "../../../data/controls/permuted-labels.ts";
import { COLUMNS, type MarketRow } from "../../../data/row.ts";
import { worldRows } from "../../support/pipeline.ts";
import { someRows } from "../../support/row-arbitrary.ts";

const BAR = ["row", "timeMs", "close", "mvrvMomentum", "volume"] as const;

function barOf({ observation }: MarketRow): readonly unknown[] {
  return BAR.map((field) => observation[field]);
}

/** Everything that is not of the bar, by the schema's own list of fields. */
function newsOf({ observation }: MarketRow): string {
  const bar = new Set<string>([...BAR, "label"]);
  const fields = Object.entries(observation).filter(([field]) => !bar.has(field));
  return JSON.stringify(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const rowsArbitrary = someRows(0, 25);

describe("shuffledNews", () => {
  it("keeps bars and labels, and the news as whole bundles", () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.nat(), (rows, seed) => {
        const shuffled = shuffledNews(rows, seed);
        expect(shuffled.map(barOf)).toEqual(rows.map(barOf));
        expect(shuffled.map(({ label }) => label)).toEqual(rows.map(({ label }) => label));
        expect(shuffled.map(newsOf).toSorted()).toEqual(rows.map(newsOf).toSorted());
        expect(shuffledNews(rows, seed)).toEqual(shuffled);
      }),
    );
  });

  it("moves every column of the news, and by another seed otherwise", () => {
    const rows = worldRows(60);
    const shuffled = shuffledNews(rows, 1);
    const kept = Object.keys(COLUMNS).filter((field) => field !== "label" && !isIn(BAR, field));
    const still = kept.filter((field) =>
      rows.every((row, i) => valueOf(row, field) === valueOf(shuffled[i] ?? row, field)),
    );
    expect(kept).toHaveLength(9);
    expect(still).toEqual([]);
    expect(shuffledNews(rows, 2)).not.toEqual(shuffled);
  });
});

describe("constantNews", () => {
  it("gives every row the news of row 0, and keeps bars and labels", () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const constant = constantNews(rows);
        expect(constant.map(barOf)).toEqual(rows.map(barOf));
        expect(constant.map(({ label }) => label)).toEqual(rows.map(({ label }) => label));
        expect(constant.map(newsOf)).toEqual(rows.map(() => rows[0] && newsOf(rows[0])));
      }),
    );
  });
});

describe("permutedLabels", () => {
  it("keeps the observations and the labels that there are", () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.nat(), (rows, seed) => {
        const permuted = permutedLabels(rows, seed);
        expect(permuted.map(({ observation }) => observation)).toEqual(
          rows.map(({ observation }) => observation),
        );
        expect(labelsOf(permuted).toSorted()).toEqual(labelsOf(rows).toSorted());
        expect(permutedLabels(rows, seed)).toEqual(permuted);
      }),
    );
  });

  it("moves them", () => {
    const rows = worldRows(60);
    expect(labelsOf(permutedLabels(rows, 1))).not.toEqual(labelsOf(rows));
  });
});

function isIn(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function labelsOf(rows: readonly MarketRow[]): readonly string[] {
  return rows.map(({ label }) => String(label));
}

function valueOf({ observation }: MarketRow, field: string): unknown {
  return new Map<string, unknown>(Object.entries(observation)).get(field);
}
