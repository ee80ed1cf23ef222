/** A row's news as the classifier sees it: the text's embedding, the sentiment index, and a constant. */
import type { Observation } from "../../data/row.ts";
import { caseText } from "../../retrieval/case-text.ts";

/** The text that is embedded: the same as that by which cases are compared; "" for a row without news. */
export const newsText: (bar: Observation) => string = caseText;

/**
 * embedding ‖ (index - 50)/50 ‖ 1. The index is 0 where it is missing, which is its middle. The constant is penalised
 * like everything else: without evidence the probability of a rise is one half.
 */
export function newsVector(bar: Observation, embedding: Float32Array): Float64Array {
  const index = bar.sentimentIndex === null ? 0 : (bar.sentimentIndex - 50) / 50;
  return Float64Array.of(...embedding, index, 1);
}
