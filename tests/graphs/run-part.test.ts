/** Runs over some of the rows: the same decisions as in a full run, whatever comes later. */
import { beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "../../data/errors.ts";
import type { MarketRow } from "../../data/row.ts";
import { runPipeline } from "../../graphs/run.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { filesOf, rows, wholeFiles } from "./small-runs.ts";

const csvBody = (text: string | undefined) => (text ?? "").split("\n").slice(1, -1);
const recordLines = (text: string | undefined) => (text ?? "").split("\n").slice(0, -1);

describe("some of the rows", () => {
  it("are decided as in a full run, byte for byte", async () => {
    const full = await wholeFiles();
    const part = await filesOf({ rows, config: { rows: { from: 15, to: 31 } } });
    expect(csvBody(part["decisions.csv"])).toEqual(csvBody(full["decisions.csv"]).slice(15, 31));
    expect(recordLines(part["records.jsonl"])).toEqual(
      recordLines(full["records.jsonl"]).slice(15, 31),
    );
  });

  it("are scored on their own bars", async () => {
    const { metrics } = await runPipeline(
      pipelineOf({ rows, config: { rows: { from: 15, to: 31 } } }),
    );
    const closes = rows.map(({ observation }) => observation.close);
    const held = (closes[30] ?? Number.NaN) / (closes[15] ?? Number.NaN) - 1;
    expect(metrics.rows).toBe(16);
    expect(metrics.baselines["always_long"]).toMatchObject({
      reference: { total_return: expect.closeTo(held, 12) },
    });
  });

  it.each([
    [0, 41],
    [40, 41],
    [5, 5],
    [6, 5],
  ])("that are not there, %i:%i, are refused", (from, to) => {
    expect(() => pipelineOf({ rows, config: { rows: { from, to } } })).toThrow(UsageError);
  });

  const later = 25;
  const futures: readonly (readonly [string, readonly MarketRow[]])[] = [
    ["cut from the file", rows.slice(0, later)],
    ["garbled", rows.map((row, i) => (i < later ? row : garbled(row)))],
    ["those of another world", [...rows.slice(0, later), ...worldRows(40, 8).slice(later)]],
  ];

  const upToLater = { rows: { from: 0, to: later } };
  let before: Awaited<ReturnType<typeof filesOf>>;
  beforeAll(async () => {
    before = await filesOf({ rows, config: upToLater });
  });

  it.each(futures)("do not change when later rows are %s", async (_what, changed) => {
    const after = await filesOf({ rows: changed, config: upToLater });
    for (const name of ["decisions.csv", "records.jsonl", "metrics.json"]) {
      expect({ [name]: after[name] }).toEqual({ [name]: before[name] });
    }
  });

  it("do change when an earlier row does, so that the comparison means something", async () => {
    const config = { rows: { from: 10, to: later } };
    const part = await filesOf({ rows, config });
    const after = await filesOf({
      rows: [...rows.slice(0, 9).map(garbled), ...rows.slice(9)],
      config,
    });
    expect(after["decisions.csv"]).not.toBe(part["decisions.csv"]);
  });
});

function garbled({ observation, label }: MarketRow): MarketRow {
  return {
    observation: {
      ...observation,
      close: observation.close * 3,
      volume: null,
      mvrvMomentum: 9e9,
      summary: "surge surge surge",
      keyFactors: null,
      sentimentIndex: 100,
    },
    label: label === 1 ? -1 : 1,
  };
}
