/** Decisions calibrated on matured outcomes: the same whichever rows are decided, and however. */
import { describe, expect, it } from "vitest";
import type { RunConfigInput } from "../../graphs/run-config.ts";
import type { RowRecord } from "../../graphs/row-record.ts";
import { walkForward } from "../../graphs/walk-forward.ts";
import { unevenModel } from "../support/models.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";

const rows = worldRows(30);

async function decide(config: RunConfigInput, which: readonly number[], concurrency: number) {
  const { graph, turns } = pipelineOf({ rows, config, model: unevenModel() });
  const records: RowRecord[] = [];
  const onRow = (record: RowRecord): void => void records.push(record);
  await walkForward({ graph, turns, rows: which, concurrency, onRow });
  return records.toSorted((a, b) => a.row - b.row);
}

const sides = (records: readonly RowRecord[]) => records.map(({ decision }) => decision.action);
const all = rows.map((_, row) => row);

describe("calibrated decisions", () => {
  it("take the arbiter's side and hold no more than it asked for", async () => {
    const [stated, earned] = await Promise.all([
      decide({}, all, 8),
      decide({ calibrated: true }, all, 8),
    ]);
    expect(sides(earned)).toEqual(sides(stated));
    for (const [i, { decision }] of earned.entries()) {
      const asked = Math.abs(stated[i]?.decision.score ?? NaN);
      expect(Math.abs(decision.score ?? NaN)).toBeLessThanOrEqual(asked);
    }
    expect(earned.some(({ decision }) => decision.score !== 0)).toBe(true);
    expect(earned.map(({ usage }) => usage)).toEqual(stated.map(({ usage }) => usage));
  });

  it("are the same one by one, side by side, and for the last rows alone", async () => {
    const calibrated = true;
    const [alone, beside, last] = await Promise.all([
      decide({ calibrated }, all, 1),
      decide({ calibrated }, all, 16),
      decide({ calibrated }, all.slice(20), 4),
    ]);
    expect(beside).toEqual(alone);
    expect(last).toEqual(alone.slice(20));
  });
});
