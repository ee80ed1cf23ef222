/** News that tells nothing: the same texts in another order, or one row's texts everywhere. */
import type { MarketRow, Observation } from "../row.ts";
import { permutation } from "./permutation.ts";

/**
 * Everything a row's news says: the texts, and the scores that upstream read out of them. A planted mood reaches
 * all nine, so they move together; moving the texts alone would leave the mood in the index. What stays is the bar:
 * time, close, momentum, volume, label.
 */
const NEWS_FIELDS = [
  "summary",
  "newsPrediction",
  "sentiment",
  "sentimentIndex",
  "keyFactors",
  "dominantEmotions",
  "dominantSentiment",
  "intensity",
  "psychology",
] as const satisfies readonly (keyof Observation)[];

/**
 * The rows with their news in an order drawn by the seed: as good as true news in every way but what it says of
 * its own bar. Prices and labels stay.
 */
export function shuffledNews(rows: readonly MarketRow[], seed: number): readonly MarketRow[] {
  const order = permutation(rows.length, seed, "shuffled news");
  return rows.map((row, i) => withNewsOf(row, rows[order[i] ?? i] ?? row));
}

/** The rows, each with the news of row 0. Prices and labels stay. */
export function constantNews(rows: readonly MarketRow[]): readonly MarketRow[] {
  const [first] = rows;
  return first === undefined ? [] : rows.map((row) => withNewsOf(row, first));
}

function withNewsOf(row: MarketRow, { observation: source }: MarketRow): MarketRow {
  const news = Object.fromEntries(NEWS_FIELDS.map((field) => [field, source[field]]));
  return { ...row, observation: { ...row.observation, ...news } };
}
