/** Fits retrieved cases into their share of a token budget: the least similar are left out. */
import type { RetrievedCase } from "../../data/vocabulary.ts";
import { caseLines } from "../evidence.ts";
import { estimateTokens } from "../models/cost/token-estimate.ts";

/** Share of the budget that cases may take. The news has the rest, and what they leave. */
const CASES_SHARE = 1 / 4;

/**
 * The most similar cases whose lines fit. The others leave the row altogether, so that no vote and no audit rests on
 * a case that no prompt shows.
 * @param contextTokens budget for news and cases, in estimated tokens
 */
export function fitCases(
  cases: readonly RetrievedCase[],
  contextTokens: number,
): readonly RetrievedCase[] {
  const fitting = cases.findLastIndex(
    (_, i) => estimateTokens(caseLines(cases.slice(0, i + 1))) <= contextTokens * CASES_SHARE,
  );
  return cases.slice(0, fitting + 1);
}
