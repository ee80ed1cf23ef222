/** The first node: computes the row's features from its view. */
import { computeFeatures } from "../data/features/compute-features.ts";
import type { PointInTimeView } from "../data/history.ts";
import { COLUMNS, NUMBER_FIELDS, type NumberField } from "../data/row.ts";
import type { DecisionNodes } from "./channels.ts";

const FIELDS = Object.keys(NUMBER_FIELDS).filter(
  (field): field is NumberField => field in NUMBER_FIELDS,
);

/** Features of the row; remarks name the columns of the numbers it lacks. */
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
  return FIELDS.filter((field) => bar[field] === null).map((field) => COLUMNS[field]);
}
