/** Everything that decides what a run comes to, validated, frozen and hashed. */
import { z } from "zod";
import { UsageError } from "../data/errors.ts";
import { NODE_NAMES } from "../data/vocabulary.ts";
import { schemaFaults } from "./schema-faults.ts";

/** Who may stand in the sentiment analyst's place. */
export const SENTIMENT_BY = ["model", "classifier"] as const;

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
    /** Who the sentiment analyst is: a language model, or a classifier that learns from matured rows. */
    sentimentBy: z.enum(SENTIMENT_BY).default("model"),
    /** How the classifier learns; rows are those that have matured, have news and whose price moved. */
    classifier: z
      .strictObject({
        /** Rows before it learns at all. */
        warmUpRows: z.int().min(2).default(36),
        /** Rows after which it is fitted anew. */
        retrainRows: z.int().min(1).default(12),
        /** Latest rows it is fitted on, at most. */
        trainRows: z.int().min(2).default(1000),
        /** Strength of its ridge penalty. */
        penalty: z.number().positive().default(1),
      })
      .prefault({}),
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
    /** Positions change only where the score has moved by so much, above 0 and at most 2; null for at every row. */
    hysteresis: z.number().gt(0).max(2).nullable().default(null),
    /** Confidence and size by how often the votes of retrieved cases have been right so far. */
    calibrated: z.boolean().default(false),
    /** Budget for news and cases in a prompt, in estimated tokens, at least 150; null for none. */
    contextTokens: z.int().min(150).nullable().default(null),
    /** Sends an arbiter's answer that rests on what was not shown back once; at a second one the row is abstained from. */
    groundingGate: z.boolean().default(false),
    /** Shows the arbiter the quant analyst's report before the sentiment analyst's. */
    quantFirst: z.boolean().default(false),
    /** One call sees all evidence and decides, in place of two analysts and an arbiter: a control. */
    singleCall: z.boolean().default(false),
    /** 0 to 2^31 - 1. */
    seed: z.int32().min(0).default(1),
    /** Cost a side, as a fraction of the traded value. */
    commission: z.number().min(0).max(1).default(0.001),
    slippage: z.number().min(0).max(1).default(0),
    /** Starting capital in the quote currency. */
    capital: z.number().positive().default(10_000),
  })
  .refine(({ singleCall, quantFirst }) => !(singleCall && quantFirst), {
    path: ["quantFirst"],
    error: "expected false with singleCall, which reads no reports, was true",
  })
  .refine(({ singleCall, sentimentBy }) => !(singleCall && sentimentBy === "classifier"), {
    path: ["sentimentBy"],
    error: 'expected "model" with singleCall, which reads the news itself, was "classifier"',
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
