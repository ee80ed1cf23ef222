/**
 * Writes the shipped sample anew: figures are kept cell by cell, every text is written by the news writer.
 * Run it with `npx tsx tests/support/write-sample.ts`; the same figures give the same bytes.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readCsv } from "../../data/csv-records.ts";
import { sha256 } from "../../data/hash.ts";
import { loadRows } from "../../data/load-rows.ts";
import { shippedFile } from "../../data/package-root.ts";
import type { MarketRow } from "../../data/row.ts";
import { CSV_HEADER, writeCsv } from "../../data/write-rows.ts";
import type { PastMove } from "../../data/worlds/news/move-slots.ts";
import { type News, writeNews } from "../../data/worlds/news-writer.ts";
import { makeRandom } from "../../data/random.ts";

/** Seed of the sample's texts. */
const SEED = 24;
/** One summary in this many is Spanish. */
const SPANISH_ONE_IN = 9;
/** Bars a text may look back when it speaks of the price: about 1, 2, 6 and 24 hours. */
const LOOKBACK_BARS = [6, 12, 12, 36, 144];

/** Columns the news writer fills, by field. */
const TEXT_COLUMNS = {
  summary: "summary",
  newsPrediction: "next_news_prediction",
  keyFactors: "key_factors",
  dominantEmotions: "dominant_emotions",
  psychology: "psychology_explanation",
} as const satisfies Record<keyof News, string>;

/**
 * Reads the figures of a sample and writes `sample.csv` and `sample.metadata.json` to a folder.
 * A row without a sentiment word gets no key factors and no emotions, as in the data it stands for.
 */
export async function writeSample(from: string, toFolder: string): Promise<void> {
  const { rows } = await loadRows(from);
  const file = join(toFolder, "sample.csv");
  mkdirSync(toFolder, { recursive: true });
  const records = await rewrite(from, writeTexts(rows));
  await writeCsv(file, CSV_HEADER, records);
  writeFileSync(join(toFolder, "sample.metadata.json"), describe(records, readFileSync(file)));
}

function writeTexts(rows: readonly MarketRow[]): readonly News[] {
  const random = makeRandom(SEED, "sample");
  const seen = new Set<string>();
  return rows.map(({ observation: mood }, row) => {
    const language = random.below(SPANISH_ONE_IN) === 0 ? "es" : "en";
    const context = pastMove(rows, row, random.pick(LOOKBACK_BARS));
    let news = writeNews({ random, mood, language, context });
    while (seen.has(news.summary)) news = writeNews({ random, mood, language, context });
    seen.add(news.summary);
    return news;
  });
}

function pastMove(rows: readonly MarketRow[], row: number, lookback: number): PastMove | null {
  const now = rows[row]?.observation;
  const then = rows[Math.max(0, row - lookback)]?.observation;
  if (!now || !then || then.row === now.row) return null;
  return {
    close: now.close,
    change: now.close / then.close - 1,
    spanMs: now.timeMs - then.timeMs,
  };
}

async function rewrite(from: string, texts: readonly News[]): Promise<readonly string[][]> {
  const rewritten: string[][] = [];
  await readCsv(
    from,
    (header) => {
      if (header.join() !== CSV_HEADER.join()) {
        throw new RangeError(`expected the columns ${CSV_HEADER.join()}, were ${header.join()}`);
      }
    },
    (record, row) => {
      const news = texts[row];
      if (!news) throw new RangeError(`expected ${texts.length} rows, were more`);
      const cells = [...record];
      cells[columnOf(TEXT_COLUMNS.summary)] = news.summary;
      cells[columnOf(TEXT_COLUMNS.newsPrediction)] = news.newsPrediction;
      cells[columnOf(TEXT_COLUMNS.psychology)] = news.psychology;
      const rated = record[columnOf("sentiment")] !== "";
      cells[columnOf(TEXT_COLUMNS.keyFactors)] = rated ? news.keyFactors : "";
      cells[columnOf(TEXT_COLUMNS.dominantEmotions)] = rated ? news.dominantEmotions : "";
      rewritten.push(cells);
    },
  );
  return rewritten;
}

function columnOf(name: string): number {
  return CSV_HEADER.indexOf(name);
}

function describe(records: readonly string[][], bytes: Uint8Array): string {
  const texts = Object.values(TEXT_COLUMNS);
  const metadata = {
    file: "sample.csv",
    sha256: sha256(bytes),
    bytes: bytes.length,
    rows: records.length,
    firstDatetime: records[0]?.[1] ?? null,
    lastDatetime: records.at(-1)?.[1] ?? null,
    timezone: "UTC",
    real: {
      columns: CSV_HEADER.filter((name) => name !== "" && !texts.some((text) => text === name)),
      source:
        "Facts carried over from a public dataset of 10-minute BTC bars of 24-25 February 2025, digit for digit: times, prices, volumes, MVRV momentum, labels and scores.",
    },
    synthetic: {
      columns: texts,
      seed: SEED,
      source:
        "Written by the project's own generator (data/worlds/news-writer.ts). No sentence is taken from elsewhere; names are invented and the events did not happen. Only the price moves a text mentions are real, and they lie in that row's past.",
    },
    license: "MIT for the texts; the figures are facts",
    rewrite: "npx tsx tests/support/write-sample.ts",
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const folder = shippedFile("data", "sample");
  await writeSample(join(folder, "sample.csv"), folder);
}
