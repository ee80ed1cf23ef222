/** How often the vote of the retrieved cases has been right so far: retrieval held against matured outcomes. */
import type { PointInTimeView } from "../data/history.ts";
import type { RetrievedCase } from "../data/vocabulary.ts";
import { knnVote } from "./knn-vote.ts";
import { SerialQueue } from "./serial-queue.ts";

/** Outcomes that do not overlap, half of them right, which the record is mixed with: few outcomes say little. */
const PRIOR_OUTCOMES = 10;

/** Votes with a side on rows whose outcome has one, and how many were right. */
export interface VoteCount {
  readonly votes: number;
  readonly hits: number;
}

/**
 * Hit rate shrunk towards 1/2, in (0, 1): (hits/h + m/2) / (votes/h + m) with m = 10. Outcomes over h bars of rows next
 * to each other share all but one bar, so that h of them count as one. The mean of a Beta(m/2, m/2) prior's posterior.
 */
export function shrunkHitRate({ votes, hits }: VoteCount, horizonBars: number): number {
  return (hits / horizonBars + PRIOR_OUTCOMES / 2) / (votes / horizonBars + PRIOR_OUTCOMES);
}

/** The shrunk hit rate as of the view's row. */
export type VoteRecord = (view: PointInTimeView) => Promise<number>;

/**
 * A record of the votes that were or would have been cast at every earlier row, each by the cases known there, on rows
 * whose outcome has matured as of the view. It depends on data alone: on which rows are decided, in which order and
 * how many at once it does not. Votes are worked out as their outcomes mature; a row behind that front is answered by
 * a record made anew, so that rows in order are much the cheapest.
 * @param makeRetrieve a retriever of its own, asked in row order from row 0 on
 */
export function makeVoteRecord(
  makeRetrieve: () => (view: PointInTimeView) => Promise<readonly RetrievedCase[]>,
): VoteRecord {
  const gate = new SerialQueue();
  let retrieve = makeRetrieve();
  /** -1, 0 or 1 by row. */
  let sides: number[] = [];
  return (view) =>
    gate.run(async () => {
      if (sides.length > 0 && !view.hasOutcome(sides.length - 1)) {
        sides = [];
        retrieve = makeRetrieve();
      }
      while (view.hasOutcome(sides.length)) {
        sides.push(Math.sign(knnVote(await retrieve(view.back(sides.length))) ?? 0));
      }
      const right = sides.map((side, row) => side * Math.sign(view.outcome(row)));
      const votes = right.filter((product) => product !== 0).length;
      const hits = right.filter((product) => product > 0).length;
      return shrunkHitRate({ votes, hits }, view.horizonBars);
    });
}
