/** One bar of the dataset as Hindcast holds it: the schema, the columns it comes from, and its types. */
import { z } from "zod";

const text = z.string().min(1).nullable();

/** Everything that is known at the bar's close. Missing cells are null; no cell is ever filled in. */
export const observationSchema = z.strictObject({
  /** 0-based number of the row in its file. */
  row: z.int().min(0),
  /** Bar close, milliseconds since the epoch. */
  timeMs: z.int(),
  /** Close price, in the quote currency. */
  close: z.number().positive(),
  mvrvMomentum: z.number().nullable(),
  /** Traded volume over the past day. */
  volume: z.number().min(0).nullable(),
  summary: text,
  newsPrediction: text,
  sentiment: text,
  /** Upstream fear-and-greed index, 0 to 100. */
  sentimentIndex: z.number().min(0).max(100).nullable(),
  keyFactors: text,
  dominantEmotions: text,
  dominantSentiment: text,
  /** Upstream emotional intensity, 0 to 10. */
  intensity: z.number().min(0).max(10).nullable(),
  psychology: text,
});

/** The label column: -1 sell, 1 buy. */
export const labelSchema = z.union([z.literal(-1), z.literal(1)]);

/** What a node may see of a row. It has no label field, so no prompt can hold one by accident. */
export type Observation = Readonly<z.infer<typeof observationSchema>>;
export type Label = z.infer<typeof labelSchema>;

/** A row of the file: the observation and, apart from it, its label (null where the file has none). */
export interface MarketRow {
  readonly observation: Observation;
  readonly label: Label | null;
}

/** A field of an observation that the file may lack. */
export type OptionalField = Exclude<keyof Observation, "row" | "timeMs" | "close">;

/** Canonical column names of the CSV, by the field each one fills; `label` is the label column. */
export const COLUMNS = {
  timeMs: "datetime",
  close: "close",
  mvrvMomentum: "mvrv_btc_momentum",
  volume: "spot_volume_daily_sum",
  label: "Signal",
  summary: "summary",
  newsPrediction: "next_news_prediction",
  sentiment: "sentiment",
  sentimentIndex: "index",
  keyFactors: "key_factors",
  dominantEmotions: "dominant_emotions",
  dominantSentiment: "dominant_sentiment",
  intensity: "intensity",
  psychology: "psychology_explanation",
} as const satisfies Record<Exclude<keyof Observation, "row"> | "label", string>;

/** Fields that hold numbers, with the range each must lie in and the words an error uses for it. */
export const NUMBER_FIELDS = {
  mvrvMomentum: { min: -Infinity, max: Infinity, expected: "a number" },
  volume: { min: 0, max: Infinity, expected: "a number of at least 0" },
  sentimentIndex: { min: 0, max: 100, expected: "a number from 0 to 100" },
  intensity: { min: 0, max: 10, expected: "a number from 0 to 10" },
} as const;

export type NumberField = keyof typeof NUMBER_FIELDS;
export type TextField = Exclude<OptionalField, NumberField>;

export const TEXT_FIELDS = [
  "summary",
  "newsPrediction",
  "sentiment",
  "keyFactors",
  "dominantEmotions",
  "dominantSentiment",
  "psychology",
] as const satisfies readonly TextField[];
