/** The retriever port: what a node asks for the past that resembles the present. */
import type { PointInTimeView } from "../data/history.ts";
import type { RetrievedCase } from "../data/vocabulary.ts";

/** Matured past rows like the one being decided. */
export interface CaseRetriever {
  /** Cases for the view's row, most similar first; empty while nothing has matured. */
  retrieve(view: PointInTimeView): Promise<readonly RetrievedCase[]>;
}
