/** The text by which cases are compared. */
import type { Observation } from "../data/row.ts";

/** Summary and key factors, a line each; "" when both are missing. No forecast and no mood enters. */
export function caseText({ summary, keyFactors }: Observation): string {
  return [summary, keyFactors].filter((part) => part !== null).join("\n");
}
