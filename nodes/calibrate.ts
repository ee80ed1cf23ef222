/** Calibration: confidence and size by what retrieval has been worth so far, in place of what the arbiter states. */
import type { Action } from "../data/vocabulary.ts";
import { knnVote } from "../retrieval/knn-vote.ts";
import type { DecisionNodes } from "./channels.ts";

/**
 * Probability that the action is right, by the vote of the cases and how often such votes have been right:
 * 1/2 + v·(r - 1/2), v the vote as far as it speaks for the action (-1 to 1), r the shrunk hit rate.
 */
export function calibratedConfidence(action: Action, vote: number, hitRate: number): number {
  return 0.5 + action * vote * (hitRate - 0.5);
}

/** Capital that a bet at even odds is worth by Kelly's rule: 2p - 1, none below p = 1/2. */
export function worthwhileSize(confidence: number): number {
  return Math.max(0, 2 * confidence - 1);
}

/**
 * An arbiter whose side is its own, but whose confidence is the calibrated one, and whose size is at most what that is
 * worth. No prompt changes. Without a record of votes, as where retrieval is off, the decision stays as it was made.
 */
export function calibrated(decide: DecisionNodes["arbitrate"]): DecisionNodes["arbitrate"] {
  return async (input) => {
    const made = await decide(input);
    const { decision, remarks = [] } = made;
    const { action, score } = decision;
    if (decision.status !== "decided" || action === null || score === null) return made;
    if (input.voteHitRate === undefined) {
      const what = "record of the cases' votes";
      return { ...made, remarks: [...remarks, { node: "arbitrate", kind: "lacked", what }] };
    }
    const confidence = calibratedConfidence(action, knnVote(input.cases) ?? 0, input.voteHitRate);
    const size = Math.min(Math.abs(score), worthwhileSize(confidence));
    const what = "size to what the cases' votes have been worth";
    return {
      ...made,
      decision: { ...decision, confidence, score: action * size },
      ...(size < Math.abs(score) && {
        remarks: [...remarks, { node: "arbitrate", kind: "bounded", what }],
      }),
    };
  };
}
