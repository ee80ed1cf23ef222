/** The first node: computes the row's features from its view. */
import { computeFeatures } from "../data/features/compute-features.ts";
import type { PointInTimeView } from "../data/history.ts";
import { NUMBER_FIELDS } from "../data/row.ts";
import type { DecisionNodes } from "./channels.ts";

/** Features of the row; remarks name the numeric cells it lacks. */
export function makeExtractFeatures(): DecisionNodes["extractFeatures"] {
  return (view) => ({
    features: computeFeatures(view),
    remarks: missingNumbers(view).map((what) => ({
      node: "extractFeatures",
      kind: "lacked",
      what,
    })),
  });
}

function missingNumbers(view: PointInTimeView): readonly string[] {
  const bar = view.current();
  return Object.entries(bar)
    .filter(([field, value]) => field in NUMBER_FIELDS && value === null)
    .map(([field]) => field);
}
