import { describe, expect, it } from "vitest";
import type { PointInTimeView } from "../../data/history.ts";
import type { RetrievedCase } from "../../data/vocabulary.ts";
import { makeVoteRecord, shrunkHitRate } from "../../retrieval/vote-record.ts";
import { makeRows, viewOf } from "../support/rows.ts";

describe("the shrunk hit rate", () => {
  it.each([
    [{ votes: 0, hits: 0 }, 1, 0.5],
    // (8 + 5) / (10 + 10)
    [{ votes: 10, hits: 8 }, 1, 0.65],
    // Of overlapping outcomes two count as one: (4 + 5) / (5 + 10)
    [{ votes: 10, hits: 8 }, 2, 0.6],
    [{ votes: 4, hits: 0 }, 1, 5 / 14],
  ])("of %j over %i bars is %d", (count, horizonBars, rate) => {
    expect(shrunkHitRate(count, horizonBars)).toBeCloseTo(rate, 12);
  });
});

/** Over one bar: up, up, down, down, up. */
const ROWS = makeRows({ close: [100, 101, 102, 101, 100, 101] });
/** What the cases of each row vote for; none at row 3. */
const VOTES = [1, -1, -1, null, 1, 1];
const at = (row: number) => viewOf(ROWS, row, { horizonBars: 1, labelLagBars: 1 });

function recording() {
  const asked: number[] = [];
  let made = 0;
  const record = makeVoteRecord(() => {
    made += 1;
    return async ({ asOf }: PointInTimeView): Promise<readonly RetrievedCase[]> => {
      asked.push(asOf);
      const outcome = VOTES[asOf] ?? null;
      return outcome === null
        ? []
        : [{ row: 0, similarity: 0.5, barsAgo: 1, outcome, label: null }];
    };
  });
  return { record, asked, made: () => made };
}

describe("the record of votes", () => {
  it("counts votes on rows whose outcome has matured, and no others", async () => {
    const { record, asked } = recording();
    expect(await record(at(0))).toBe(0.5);
    expect(asked).toEqual([]);
    // Row 0 was right, row 1 wrong: (1 + 5) / (2 + 10).
    expect(await record(at(2))).toBe(0.5);
    expect(asked).toEqual([0, 1]);
    // Rows 0, 2 and 4 were right, row 1 wrong, row 3 silent: (3 + 5) / (4 + 10).
    expect(await record(at(5))).toBeCloseTo(8 / 14, 12);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
  });

  it("says the same whichever rows are asked for first, or at once", async () => {
    const { record, made } = recording();
    const [last, third] = await Promise.all([record(at(5)), record(at(3))]);
    expect(last).toBeCloseTo(8 / 14, 12);
    expect(third).toBeCloseTo(7 / 13, 12);
    expect(made()).toBe(2);
  });
});
