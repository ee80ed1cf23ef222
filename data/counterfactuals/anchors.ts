/** A claim that nothing backs, in a high and a low form, to be planted in a row's news. */
import type { Observation } from "../row.ts";

/** The claim with either number. Recorded replies depend on its words. */
export const ANCHORS = {
  low: "A survey of traders puts the chance of a rise at 10 %.",
  high: "A survey of traders puts the chance of a rise at 90 %.",
} as const;

/** The row with a claim put before its summary, so that a cut spares it. */
export function anchored(bar: Observation, claim: string): Observation {
  return { ...bar, summary: bar.summary === null ? claim : `${claim} ${bar.summary}` };
}
