/** Rows of which only that is changed which is not known yet: labels, and the closes that outcomes come from. */
import type { MarketRow } from "../row.ts";
import { otherLabel } from "./garbled-row.ts";

/** The row with its label turned. */
export function withOtherLabel({ observation, label }: MarketRow): MarketRow {
  return { observation, label: otherLabel(label) };
}

/** Larger than any move of one horizon: an outcome that ends in a changed row has another sign, or an absurd size. */
const FACTOR = 3;

/** A row that is still to come, with its label turned and another close: news and all other figures are as they are. */
export function withOtherOutcome({ observation, label }: MarketRow): MarketRow {
  const close = observation.close * (label === 1 ? 1 / FACTOR : FACTOR);
  return { observation: { ...observation, close }, label: otherLabel(label) };
}
