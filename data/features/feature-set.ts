/** The shape in which features travel: through the graph, into prompts and into case vectors. */
import { z } from "zod";

/** Why a feature has no value at a row. */
const ABSENCE_REASONS = ["warm-up", "missing input", "undefined", "switched off"] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** One computed number; `absence` says why `value` is null. */
const featureSchema = z.strictObject({
  name: z.string(),
  value: z.number().nullable(),
  absence: z.enum(ABSENCE_REASONS).nullable(),
});
export type Feature = Readonly<z.infer<typeof featureSchema>>;

/** All features of one row, as of its close. */
export const featureSetSchema = z.strictObject({
  row: z.int().min(0),
  /** Time and price level of the bar, for prompts that show them; absent when features are off. */
  bar: z.strictObject({ timeMs: z.number(), close: z.number() }).readonly().exactOptional(),
  features: z.array(featureSchema).readonly(),
  /**
   * Dimensionless form for case vectors: fixed length and order, each clipped to [-4, 4], null where absent.
   * Scaled by moments of the past only.
   */
  scaled: z.array(z.number().nullable()).readonly(),
});
export type FeatureSet = Readonly<z.infer<typeof featureSetSchema>>;
