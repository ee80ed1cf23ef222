import { describe, expect, it } from "vitest";
import { loadNumberColumn, loadRows } from "../../data/load-rows.ts";
import { sha256 } from "../../data/hash.ts";
import type { MarketRow } from "../../data/row.ts";
import { csvFile, lines } from "../support/csv-file.ts";

/** Four bars in the dataset's own shape: an unnamed index, uneven steps, a row without a mood, quotes in texts. */
const DATASET = lines(
  ",datetime,close,mvrv_btc_momentum,spot_volume_daily_sum,Signal,summary,next_news_prediction,sentiment,index,key_factors,dominant_emotions,dominant_sentiment,intensity,psychology_explanation",
  '0,2/24/2025 0:00,95439.81388,-0.003825082,4592772971,1,"El debate, según analistas: ¿más ""oro""?"," Upstream says:\nup.",Fear,40,"a, b",Caution,CONFUSION,6,Doubt.',
  "1,2/24/2025 0:20,95539.1,-1.5e-05,4599481100,-1,Plain.,Forecast.,Greed,67,c,Joy,Confusion,7,Hope.",
  "2,2/24/2025 0:30,95500,0,0,-1,Sparse.,Forecast.,,,,,OPTIMISM,0,None.",
  "3,2/24/2025 1:00,95501,+0.5,1,1,Last.,Forecast.,Fear,100,d,Fear,FEAR,10,Panic.",
);

function longText(row: number): string {
  return `ñ€😀 "${row}",\n${"é".repeat(997 + row)}`;
}

function longRecord(row: number): string {
  return `${row},"${longText(row).replaceAll('"', '""')}",x`;
}

function minuteOf(row: number): string {
  return new Date(row * 60_000).toISOString();
}

function column<T>(rows: readonly MarketRow[], pick: (row: MarketRow) => T): readonly T[] {
  return rows.map((row) => pick(row));
}

describe("loadRows on a file in the dataset's shape", () => {
  it("reads every cell of a row, as written", async () => {
    const { rows } = await loadRows(csvFile(DATASET));
    expect(rows[0]).toEqual({
      observation: {
        row: 0,
        timeMs: Date.UTC(2025, 1, 24),
        close: 95439.81388,
        mvrvMomentum: -0.003825082,
        volume: 4592772971,
        summary: 'El debate, según analistas: ¿más "oro"?',
        newsPrediction: "Upstream says:\nup.",
        sentiment: "Fear",
        sentimentIndex: 40,
        keyFactors: "a, b",
        dominantEmotions: "Caution",
        dominantSentiment: "CONFUSION",
        intensity: 6,
        psychology: "Doubt.",
      },
      label: 1,
    });
  });

  it("keeps missing cells null, zeros zero and case as it is", async () => {
    const { rows, absentFields, numbers } = await loadRows(csvFile(DATASET));
    expect(rows[2]?.observation).toMatchObject({
      mvrvMomentum: 0,
      volume: 0,
      sentiment: null,
      sentimentIndex: null,
      keyFactors: null,
      dominantEmotions: null,
      intensity: 0,
    });
    const moods = column(rows, ({ observation }) => observation.dominantSentiment);
    expect(moods).toEqual(["CONFUSION", "Confusion", "OPTIMISM", "FEAR"]);
    expect(column(rows, ({ label }) => label)).toEqual([1, -1, -1, 1]);
    expect([absentFields, numbers]).toEqual([[], null]);
  });

  it("keeps uneven steps and numbers rows by place, whatever the index column says", async () => {
    const { rows } = await loadRows(csvFile(DATASET.replace("\n1,", "\n77,")));
    const times = column(rows, ({ observation }) => observation.timeMs / 60_000);
    expect(times.map((minute) => minute - (times[0] ?? NaN))).toEqual([0, 20, 30, 60]);
    expect(column(rows, ({ observation }) => observation.row)).toEqual([0, 1, 2, 3]);
  });

  it("gives the hash of the bytes on disk", async () => {
    const { sha256: hash } = await loadRows(csvFile(DATASET));
    expect(hash).toBe(sha256(DATASET));
  });

  it.each([
    ["CRLF line ends", DATASET.replaceAll(/\n(?=\d|$)/g, "\r\n")],
    ["a byte order mark", `\uFEFF${DATASET}`],
    ["both", `\uFEFF${DATASET.replaceAll(/\n(?=\d|$)/g, "\r\n")}`],
    ["no end of the last line", DATASET.slice(0, -1)],
    ["empty lines at the end", `${DATASET}\n\n`],
    ["blanks around header names", DATASET.replace("datetime,close", " datetime , close")],
  ])("reads the same rows with %s", async (_what, content) => {
    const plain = await loadRows(csvFile(DATASET));
    const { rows, absentFields } = await loadRows(csvFile(content));
    expect(rows).toEqual(plain.rows);
    expect(absentFields).toEqual([]);
  });
});

describe("loadRows on other files", () => {
  it("needs datetime and close alone, and says what the file lacks", async () => {
    const content = lines("close,datetime", "1.5,2025-02-24T00:00:00Z", ".5,2025-02-24 00:10:00");
    const { rows, absentFields } = await loadRows(csvFile(content));
    expect(column(rows, ({ observation }) => observation.close)).toEqual([1.5, 0.5]);
    expect(column(rows, ({ label }) => label)).toEqual([null, null]);
    expect(absentFields).toEqual([
      "mvrvMomentum",
      "volume",
      "label",
      "summary",
      "newsPrediction",
      "sentiment",
      "sentimentIndex",
      "keyFactors",
      "dominantEmotions",
      "dominantSentiment",
      "intensity",
      "psychology",
    ]);
  });

  it("takes columns by the file's own names", async () => {
    const content = lines("Time,Price,close,Fear", "2025-02-24,7,wrong,55", "2025-02-25,8,wrong,");
    const { rows, absentFields } = await loadRows(csvFile(content), {
      columnMap: { datetime: "Time", close: "Price", index: "Fear" },
    });
    const seen = column(rows, ({ observation: { close, sentimentIndex } }) => [
      close,
      sentimentIndex,
    ]);
    expect(seen).toEqual([
      [7, 55],
      [8, null],
    ]);
    expect(absentFields).not.toContain("sentimentIndex");
  });

  it("reads naive times in the zone it is given, and only those", async () => {
    const content = lines("datetime,close", "2/24/2025 0:00,1", "2025-02-24T05:10:00Z,1");
    const { rows } = await loadRows(csvFile(content), { timezone: "America/New_York" });
    expect(column(rows, ({ observation }) => observation.timeMs)).toEqual([
      Date.UTC(2025, 1, 24, 5, 0),
      Date.UTC(2025, 1, 24, 5, 10),
    ]);
  });

  it("takes the usual words for nothing in number cells and labels, and no such word as text", async () => {
    const words = ["", "  ", "NaN", "null", "None", "NA", "n/a"];
    const { rows } = await loadRows(
      csvFile(
        lines(
          "datetime,close,index,Signal,summary",
          ...words.map((word, i) => `2025-02-2${i + 1},1,${word},${word},${word}`),
        ),
      ),
    );
    const seen = column(rows, ({ observation, label }) => [observation.sentimentIndex, label]);
    expect(seen).toEqual(words.map(() => [null, null]));
    expect(column(rows, ({ observation }) => observation.summary)).toEqual([
      null,
      null,
      "NaN",
      "null",
      "None",
      "NA",
      "n/a",
    ]);
  });

  it("reads labels written as numbers of any form", async () => {
    const content = lines("datetime,close,Signal", "2025-02-24,1,1.0", "2025-02-25,1,-1e0");
    const { rows } = await loadRows(csvFile(content));
    expect(column(rows, ({ label }) => label)).toEqual([1, -1]);
  });

  it("reads one more numeric column beside the rows", async () => {
    const content = lines("datetime,close,mine", "2025-02-24,1,-0.5", "2025-02-25,1,1e-3");
    const { numbers } = await loadRows(csvFile(content), { numberColumn: "mine" });
    expect(numbers).toEqual(Float64Array.of(-0.5, 0.001));
    expect(await loadNumberColumn(csvFile(content), "mine")).toEqual(numbers);
  });

  it("loses nothing where texts straddle the pieces in which a big file is read", async () => {
    const content = lines(
      "datetime,close,summary,sentiment",
      ...Array.from({ length: 300 }, (_, row) => `${minuteOf(row)},${longRecord(row + 1)}`),
    );
    const { rows, sha256: hash } = await loadRows(csvFile(content));
    expect(Buffer.byteLength(content)).toBeGreaterThan(600_000);
    expect(hash).toBe(sha256(content));
    expect(column(rows, ({ observation }) => observation.summary)).toEqual(
      Array.from({ length: 300 }, (_, row) => longText(row + 1)),
    );
  });
});
