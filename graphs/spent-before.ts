/** Holds a run that is resumed to the limit it was begun with: what calls cost before counts, none of it as nothing. */
import { join } from "node:path";
import { UsageError } from "../data/errors.ts";
import { type CallLine, mostOfLine, totalLedger } from "../nodes/models/cost/ledger.ts";
import type { Pipeline } from "./pipeline.ts";

/**
 * Refuses a limit where nobody can say what was spent.
 * @param calls made in this directory before
 * @throws UsageError naming the ledger, how many of its calls cannot be bounded, and what to do
 */
export function mustBeBounded(
  { budget, prices }: Pipeline,
  calls: readonly CallLine[],
  directory: string,
): void {
  if (budget.maxUsd === null) return;
  const unbounded = calls.filter((line) => mostOfLine(line, prices) === null).length;
  if (unbounded === 0) return;
  throw new UsageError(
    `--max-cost: expected ${join(directory, "ledger.jsonl")} to say what was spent before, was unknown for ` +
      `${unbounded} of its ${calls.length} calls. Go on without --max-cost, or with it in another --out`,
  );
}

/** Sets the budget to what calls in a directory cost at most. Where that is unknown there is no limit to hold to. */
export function takeUpBudget({ budget, prices }: Pipeline, calls: readonly CallLine[]): void {
  const { atMostUsd } = totalLedger(calls, prices).total;
  if (atMostUsd !== null) budget.resume(atMostUsd);
}
