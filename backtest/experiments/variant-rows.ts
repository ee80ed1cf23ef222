/** What variants of one experiment did, row by row: all on the same bars, so that they can be compared in pairs. */
import type { Label } from "../../data/row.ts";
import type { Action } from "../../data/vocabulary.ts";
import type { CostModel } from "../reference.ts";

/** What every variant faced. All series have one value a row. */
export interface ExperimentGround {
  /** Close prices in the quote currency. */
  readonly closes: Float64Array;
  readonly labels: readonly (Label | null)[];
  readonly costs: CostModel;
  /** Bars over which a stated confidence is judged, at least 1. */
  readonly horizonBars: number;
}

/** One variant; one value a row of the ground in every series. */
export interface VariantRows {
  readonly name: string;
  /** As traded, a fraction of equity after each row's close. */
  readonly positions: Float64Array;
  /** The side decided on each row; null where none was, whatever position was carried over. */
  readonly actions: readonly (Action | null)[];
  /** Stated probability that the action is right over the horizon; null where none was. */
  readonly confidence: readonly (number | null)[];
  /** Whether the row's reasons cite what was not shown or is not so, any node's; null where no model gave reasons. */
  readonly ungrounded: readonly (boolean | null)[];
  /** The same of the deciding node's reasons alone. */
  readonly ungroundedVerdict: readonly (boolean | null)[];
  /** Price of the row's replies, US dollars, whoever paid for them; null where it is not known. */
  readonly costUsd: readonly (number | null)[];
  /** Milliseconds that the row's models took, branches side by side; null where it was not measured. */
  readonly latencyMs: readonly (number | null)[];
}

/** @throws RangeError naming the variant and the series whose length is another */
export function mustMatchGround({ closes, labels }: ExperimentGround, variant: VariantRows): void {
  const { name, ...own } = variant;
  const series = { labels, ...own };
  for (const [what, { length }] of Object.entries(series)) {
    if (length === closes.length) continue;
    throw new RangeError(`${name}, ${what}: expected ${closes.length} rows, was ${length}`);
  }
}
