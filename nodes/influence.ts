/** Bounds what one voice can do: how much capital an action may commit, by how many voices speak for it. */
import type { Action, RetrievedCase } from "../data/vocabulary.ts";
import { knnVote } from "../retrieval/knn-vote.ts";
import type { AnalystReport } from "./channels.ts";

/** Most that an action may commit, by the number of voices for it. A full position stays inside (-1, 1). */
const MOST_BY_SUPPORT = [0.25, 0.5, 0.999, 0.999] as const;

/** A size as it was asked for, inside (-1, 1) even where it is a full position: for who has no voices beside it. */
export function largestSize(size: number): number {
  return Math.min(size, MOST_BY_SUPPORT[3]);
}

/** The three voices: each analyst's score, and the vote of the cases. */
export interface Voices {
  readonly sentiment: AnalystReport;
  readonly quant: AnalystReport;
  readonly cases: readonly RetrievedCase[];
}

/**
 * The size that code allows an arbiter. Whatever one analyst says, and whatever it was told to say by the news it
 * read, an action that it alone supports commits half a position at most, and one that nobody supports a quarter.
 * A voice supports the action that its sign points to; silence and zero support none.
 * @param size what the arbiter asked for, 0 to 1
 */
export function boundedSize(
  action: Action,
  size: number,
  { sentiment, quant, cases }: Voices,
): { readonly size: number; readonly supporters: number } {
  const voices = [sentiment.opinion?.score, quant.opinion?.score, knnVote(cases)];
  const supporters = voices.filter((voice) => Math.sign(voice ?? 0) === action).length;
  return { size: Math.min(size, MOST_BY_SUPPORT[supporters] ?? 0), supporters };
}
