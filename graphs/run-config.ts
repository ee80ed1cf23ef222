/** Everything that decides what a run comes to, validated, frozen and hashed. */
import { z } from "zod";
import { UsageError } from "../data/errors.ts";
import { NODE_NAMES } from "../data/vocabulary.ts";
import { schemaFaults } from "./schema-faults.ts";

const bars = z.int().min(1);

/** A run's configuration. Unknown keys are errors. Fractions are fractions; costs are per side. */
const runConfigSchema = z
  .strictObject({
    /** Model of the three model nodes: `simulated` or `openai:MODEL`. */
    llm: z.string().min(1).default("simulated"),
    /** `hash`, `use` or `openai:MODEL`. */
    embedder: z.string().min(1).default("hash"),
    /** Nodes switched off. */
    without: z.array(z.enum(NODE_NAMES)).default([]),
    /** Shows dates and price levels to the models; hidden by default, so that they cannot recognise the week. */
    unmasked: z.boolean().default(false),
    /** Rows to decide, from (included) to (excluded); null for all. */
    rows: z
      .strictObject({ from: z.int().min(0), to: z.int().min(1) })
      .nullable()
      .default(null),
    /** Bars until an outcome is known. */
    horizonBars: bars.default(6),
    /** Bars until a label is known; null for the horizon. */
    labelLagBars: bars.nullable().default(null),
    /** Bars at least between a row and its cases, and between cases; null for twice the horizon. */
    gapBars: z.int().min(0).nullable().default(null),
    /** Cases retrieved a row, at most. */
    cases: z.int().min(1).max(50).default(5),
    /** Share of the features in the similarity of cases; the rest is the text's. */
    featureWeight: z.number().min(0).max(1).default(0.5),
    /** 0 to 2^31 - 1. */
    seed: z.int32().min(0).default(1),
    /** Cost a side, as a fraction of the traded value. */
    commission: z.number().min(0).max(1).default(0.001),
    slippage: z.number().min(0).max(1).default(0),
    /** Starting capital in the quote currency. */
    capital: z.number().positive().default(10_000),
  })
  .readonly();

export type RunConfig = z.infer<typeof runConfigSchema>;
/** What a caller may leave out. */
export type RunConfigInput = z.input<typeof runConfigSchema>;

/** Validates a configuration and fills in defaults. @throws UsageError naming every field at fault */
export function parseRunConfig(input: RunConfigInput): RunConfig {
  const parsed = runConfigSchema.safeParse(input);
  if (parsed.success) return Object.freeze(parsed.data);
  throw new UsageError(`configuration: ${schemaFaults(parsed.error)}`);
}

/** Whether a configuration has a setting of this name. */
export function knowsSetting(name: string): boolean {
  return Object.hasOwn(runConfigSchema.unwrap().shape, name);
}

/** What is wrong with a value as a configuration, each fault with its path; none for a good one. */
export function faultsOfConfig(value: unknown): readonly z.core.$ZodIssue[] {
  return runConfigSchema.safeParse(value).error?.issues ?? [];
}
