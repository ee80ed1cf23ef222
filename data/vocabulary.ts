/** Words every room shares: what a decision is, and what a retrieved case is. */
import type { Label } from "./row.ts";

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
export const STATUSES = ["decided", "rule", "abstained", "failed"] as const;
export type Status = (typeof STATUSES)[number];

/** What one row's graph run came to. Action, score and confidence are null unless decided or rule-made. */
export interface Decision {
  readonly status: Status;
  readonly action: Action | null;
  /** Continuous form of the action, in (-1, 1). */
  readonly score: number | null;
  /** Stated probability that the action is right, 0 to 1. */
  readonly confidence: number | null;
  readonly rationale: string;
}

/** A matured past row that retrieval brought back. */
export interface RetrievedCase {
  readonly row: number;
  /** Weighted cosine similarity, -1 to 1. */
  readonly similarity: number;
  readonly barsAgo: number;
  /** Return over the horizon that followed, a fraction. */
  readonly outcome: number;
  /** Its label, null where the file has none. */
  readonly label: Label | null;
}
