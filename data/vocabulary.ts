/** Words every room shares: what a decision is, and what a retrieved case is. */
import { z } from "zod";

/** The five nodes, in graph order. */
export const NODE_NAMES = [
  "extractFeatures",
  "retrieveCases",
  "analyzeSentiment",
  "analyzeQuant",
  "arbitrate",
] as const;
export type NodeName = (typeof NODE_NAMES)[number];

/** -1 sell, 1 buy. */
export type Action = -1 | 1;

/**
 * How a row ended. `decided`: by the arbiter; `rule`: by the fixed rule that stands in for it;
 * `abstained`: the arbiter ran and declined or answered unusably; `failed`: a node broke.
 */
const STATUSES = ["decided", "rule", "abstained", "failed"] as const;
export type Status = (typeof STATUSES)[number];

/** What one row's graph run came to. Action, score and confidence are null unless decided or rule-made. */
export const decisionSchema = z.strictObject({
  status: z.enum(STATUSES),
  action: z.literal([-1, 1]).nullable(),
  /** Continuous form of the action, in (-1, 1). */
  score: z.number().gt(-1).lt(1).nullable(),
  /** Stated probability that the action is right, 0 to 1. */
  confidence: z.number().min(0).max(1).nullable(),
  rationale: z.string(),
});
export type Decision = Readonly<z.infer<typeof decisionSchema>>;

/** A matured past row that retrieval brought back. */
export const retrievedCaseSchema = z.strictObject({
  row: z.int().min(0),
  /** Weighted cosine similarity, -1 to 1. */
  similarity: z.number(),
  barsAgo: z.int().min(1),
  /** Return over the horizon that followed, a fraction. */
  outcome: z.number(),
  /** Its label, null where the file has none. */
  label: z.literal([-1, 1]).nullable(),
});
export type RetrievedCase = Readonly<z.infer<typeof retrievedCaseSchema>>;
