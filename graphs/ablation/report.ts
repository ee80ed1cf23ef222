/** What an ablation found, as it is kept: `ablation.json`. */
import { z } from "zod";
import { comparisonSchema } from "../../backtest/experiments/comparison.ts";
import { MODEL_NODES } from "../../nodes/models/chat-model.ts";
import { readingSchema } from "./variant.ts";

/** The file's name within the directory of an experiment. */
export const ABLATION_FILE = "ablation.json";

/** Rows from (included) to (excluded). */
export const rowsSchema = z.strictObject({ from: z.int().min(0), to: z.int().min(1) });
export type Rows = Readonly<z.infer<typeof rowsSchema>>;

const variantReportSchema = z.strictObject({
  name: z.string(),
  explain: z.string(),
  positions: readingSchema,
  /** The run's directory within that of the experiment; variants of one configuration share it. */
  folder: z.string(),
  /** The run's name; null where it could not be decided. */
  run: z.string().nullable(),
  /** Settings that differ from the baseline's. */
  settings: z.record(z.string(), z.unknown()),
  /** Rows that ended without a decision, and rows that failed. */
  abstained: z.int().min(0),
  failed: z.int().min(0),
  /** Why there is nothing to compare: the reply that a replay lacks. Null where there is. */
  missed: z.string().nullable(),
  /** Probability that the true Sharpe ratio is above the luck of the best trial on the data; null where undefined. */
  deflatedSharpe: z.number().nullable(),
});
export type VariantReport = Readonly<z.infer<typeof variantReportSchema>>;

const selectionSchema = z.strictObject({
  /** Distinct ways to trade among the variants, the baseline included. */
  variants: z.int().min(1),
  /** Sample variance of their Sharpe ratios per bar; null for fewer than 2 that have one. */
  variance: z.number().nullable(),
  /** Sharpe ratio per bar that the best of as many useless variants would show; null where the variance is. */
  expectedBestSharpe: z.number().nullable(),
  /** Distinct trials on the data that the ledger holds, by action, and the runs they come from; null where nobody counts. */
  trials: z.int().nullable(),
  runs: z.int().nullable(),
});
export type Selection = Readonly<z.infer<typeof selectionSchema>>;

const protocolSchema = z.strictObject({
  /** What these rows are for. */
  stage: z.enum(["choose", "test"]),
  /** How the variant is chosen, as stated before anything is decided. */
  rule: z.string(),
  chosen: z.string(),
  /** Hash of the frozen choice. */
  hash: z.string(),
  chooseOn: rowsSchema,
  testOn: rowsSchema,
  /** How often the rows kept apart were looked at by a test, this one included; one that is resumed is one look. */
  peeks: z.int().min(0),
  /** Runs that decided some of the rows kept apart outside of a test, those that a test repeats later included. */
  otherRuns: z.int().min(0),
});
export type Protocol = Readonly<z.infer<typeof protocolSchema>>;

export const ablationReportSchema = z.strictObject({
  dataSha256: z.string(),
  rows: rowsSchema,
  /** Commission and slippage together, a fraction a side. */
  costPerSide: z.number(),
  /** Nodes of the baseline for which a stand-in, not a language model, answered. */
  simulatedNodes: z.array(z.enum(MODEL_NODES)).readonly(),
  /** The baseline first, then in the order given. */
  variants: z.array(variantReportSchema).readonly(),
  comparison: comparisonSchema,
  selection: selectionSchema,
  /**
   * Null without one: then all rows are for looking, and nothing is proved by the best of them; null, too, while failed
   * rows keep anything from being chosen.
   */
  protocol: protocolSchema.nullable(),
  conclusions: z.array(z.string()).readonly(),
});
/** A finished ablation. */
export type AblationReport = Readonly<z.infer<typeof ablationReportSchema>>;
