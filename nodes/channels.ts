/** Values that travel between nodes: opinions, remarks, model calls, and the contract of each node. */
import { z } from "zod";
import type { FeatureSet } from "../data/features/feature-set.ts";
import type { PointInTimeView } from "../data/history.ts";
import { type Decision, NODE_NAMES, type RetrievedCase } from "../data/vocabulary.ts";

export const STANCES = ["bearish", "neutral", "bullish"] as const;

/** What an analyst thinks: numbers, enums and evidence ids, no free text. */
const opinionSchema = z.strictObject({
  stance: z.enum(STANCES),
  /** -1 surely down to 1 surely up. */
  score: z.number().min(-1).max(1),
  /** Probability that the stance is right, 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** Ids of the evidence it rests on, all among those shown. */
  cited: z.array(z.string()),
});
export type Opinion = Readonly<z.infer<typeof opinionSchema>>;

/** A span an analyst quoted, and whether the text it read holds it. */
const quoteSchema = z.strictObject({ text: z.string(), found: z.boolean() });

/** One number that a prompt shows. */
const evidenceSchema = z.strictObject({
  id: z.string(),
  /** As shown, with its unit, such as "-0.34 %"; "n/a" with the reason when absent. */
  shown: z.string(),
  meaning: z.string(),
  /** The number behind it, in the feature's own unit. */
  value: z.number().nullable(),
});
export type Evidence = Readonly<z.infer<typeof evidenceSchema>>;

/** An analyst's channel. Without an opinion, `reason` says why: switched off, no input, or an unusable answer. */
export const analystReportSchema = z.strictObject({
  opinion: opinionSchema.nullable(),
  reason: z.string().nullable(),
  quotes: z.array(quoteSchema).readonly(),
  /** What it was shown and cited: all that the arbiter may see of its evidence. */
  evidence: z.array(evidenceSchema).readonly(),
  /** The row's news between its boundary lines: only from the stand-in of the single-call control, which reads it. */
  news: z.string().exactOptional(),
});
export type AnalystReport = Readonly<z.infer<typeof analystReportSchema>>;

/** How often the cases' votes have been right so far. */
export const voteHitRateSchema = z.number().min(0).max(1);

/** Something a reader of the record must know about how a node did its work. */
export const remarkSchema = z.strictObject({
  node: z.enum(NODE_NAMES),
  /**
   * `stand-in`: the node was off; `lacked`: an input was missing; `unusable`: a model's answer was;
   * `bounded`: code allowed less than the arbiter asked for; `sent back`: an ungrounded answer was;
   * `compressed`: a token budget left out some of the input.
   */
  kind: z.enum(["stand-in", "lacked", "unusable", "bounded", "sent back", "compressed"]),
  what: z.string(),
});
export type Remark = Readonly<z.infer<typeof remarkSchema>>;

/** One exchange with a model, as traced and accounted. Unknown tokens and cost are null. */
export const modelCallSchema = z.strictObject({
  node: z.enum(NODE_NAMES),
  model: z.string(),
  messages: z.array(z.strictObject({ role: z.string(), content: z.string() })).readonly(),
  reply: z.string(),
  promptTokens: z.number().nullable(),
  completionTokens: z.number().nullable(),
  costUsd: z.number().nullable(),
  /** UTF-8 bytes of the messages, and how many of them are the same for every row. */
  promptBytes: z.int(),
  staticBytes: z.int(),
  cached: z.boolean(),
  retries: z.int(),
  latencyMs: z.number().nullable(),
  /** Class of what was wrong with the reply, null for a usable one. */
  fault: z.string().nullable(),
});
export type ModelCall = Readonly<z.infer<typeof modelCallSchema>>;

/** What every node may add to its own channel. */
export interface NodeNotes {
  readonly remarks?: readonly Remark[];
  readonly calls?: readonly ModelCall[];
}

type Awaitable<T> = T | Promise<T>;

/**
 * The five nodes. Only the first three are given a view: the quant analyst and the arbiter
 * work on what earlier nodes computed, so raw text cannot reach them.
 */
export interface DecisionNodes {
  readonly extractFeatures: (
    view: PointInTimeView,
  ) => Awaitable<NodeNotes & { readonly features: FeatureSet }>;
  readonly retrieveCases: (
    input: { readonly features: FeatureSet },
    view: PointInTimeView,
  ) => Awaitable<
    NodeNotes & {
      readonly cases: readonly RetrievedCase[];
      /** How often the cases' votes have been right so far, 0 to 1; only where decisions are calibrated by it. */
      readonly voteHitRate?: number;
    }
  >;
  readonly analyzeSentiment: (
    input: { readonly features: FeatureSet; readonly cases: readonly RetrievedCase[] },
    view: PointInTimeView,
  ) => Awaitable<NodeNotes & { readonly sentiment: AnalystReport }>;
  readonly analyzeQuant: (input: {
    readonly features: FeatureSet;
    readonly cases: readonly RetrievedCase[];
  }) => Awaitable<NodeNotes & { readonly quant: AnalystReport }>;
  readonly arbitrate: (input: {
    readonly cases: readonly RetrievedCase[];
    readonly sentiment: AnalystReport;
    readonly quant: AnalystReport;
    readonly voteHitRate?: number;
  }) => Awaitable<NodeNotes & { readonly decision: Decision }>;
}
