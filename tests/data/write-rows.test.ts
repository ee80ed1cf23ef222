import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadRows } from "../../data/load-rows.ts";
import type { MarketRow } from "../../data/row.ts";
import { makeWorld } from "../../data/worlds/make-world.ts";
import { CSV_HEADER, csvRecord, writeRows } from "../../data/write-rows.ts";

const BARE: MarketRow = {
  observation: {
    row: 7,
    timeMs: Date.UTC(2025, 1, 4, 9, 5),
    close: 95439.81388,
    mvrvMomentum: -0.000021,
    volume: null,
    summary: 'He said "no", then\nleft.',
    newsPrediction: null,
    sentiment: "Fear",
    sentimentIndex: 0,
    keyFactors: null,
    dominantEmotions: null,
    dominantSentiment: null,
    intensity: null,
    psychology: null,
  },
  label: -1,
};

function* failingRows(): Generator<MarketRow> {
  yield BARE;
  throw new Error("no more rows");
}

describe("csvRecord", () => {
  it("follows the dataset's column order", () => {
    expect(CSV_HEADER.join(",")).toBe(
      ",datetime,close,mvrv_btc_momentum,spot_volume_daily_sum,Signal,summary,next_news_prediction,sentiment,index,key_factors,dominant_emotions,dominant_sentiment,intensity,psychology_explanation",
    );
  });

  it("leaves null cells empty, keeps 0, and writes times without leading zeros", () => {
    expect(csvRecord(BARE)).toEqual([
      "7",
      "2/4/2025 9:05",
      "95439.81388",
      "-0.000021",
      "",
      "-1",
      'He said "no", then\nleft.',
      "",
      "Fear",
      "0",
      "",
      "",
      "",
      "",
      "",
    ]);
  });

  it.each([
    [Date.UTC(2030, 11, 31, 23, 59, 7), "12/31/2030 23:59:07"],
    [Date.UTC(2030, 0, 1), "1/1/2030 0:00"],
  ])("writes %d as %s", (timeMs, cell) => {
    expect(csvRecord({ ...BARE, observation: { ...BARE.observation, timeMs } })[1]).toBe(cell);
  });

  it("refuses a time it cannot write", () => {
    const observation = { ...BARE.observation, timeMs: 1500 };
    expect(() => csvRecord({ ...BARE, observation })).toThrow(/whole second, was 1500/);
  });
});

describe("writeRows", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "write-rows-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes what loadRows reads back, digit for digit", async () => {
    const rows = [...makeWorld({ kind: "edge", rows: 300, seed: 5 })];
    const file = join(folder, "world.csv");
    await writeRows(file, rows);
    expect((await loadRows(file)).rows).toEqual(rows);
    expect(readdirSync(folder)).toEqual(["world.csv"]);
  });

  it("quotes commas, quotes and line breaks", async () => {
    const file = join(folder, "one.csv");
    await writeRows(file, [BARE]);
    expect(readFileSync(file, "utf8").split("\n").slice(1).join("\n")).toBe(
      '7,2/4/2025 9:05,95439.81388,-0.000021,,-1,"He said ""no"", then\nleft.",,Fear,0,,,,,\n',
    );
  });

  it("leaves the old file and no draft behind when the rows fail midway", async () => {
    const file = join(folder, "kept.csv");
    writeFileSync(file, "old");
    await expect(writeRows(file, failingRows())).rejects.toThrow("no more rows");
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["kept.csv"]);
  });
});
