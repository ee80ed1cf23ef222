/** What a judge is shown: a sample of rationales as they were written, and the same with planted faults. */
import { auditRow } from "../../backtest/reasoning/audit-row.ts";
import type { FindingKind } from "../../backtest/reasoning/finding.ts";
import { type RowMutation, mutateRow } from "../../backtest/reasoning/mutations/mutate-row.ts";
import type { ReasonedRow } from "../../backtest/reasoning/reasoned-row.ts";
import { makeRandom } from "../../data/random.ts";

/** A text to be judged, and what is known of it. */
export interface PlannedText {
  readonly text: ReasonedRow;
  readonly planted: RowMutation | null;
  /** What the audit finds in it, each kind once. */
  readonly audit: readonly FindingKind[];
}

/**
 * Draws rows by the seed, and plants in each that the audit finds clean one fault of each kind it has a place for:
 * a fault in a text that is faulty already would measure nothing.
 * @returns by row in order, each as it was written before its mutants
 */
export function planJudging(
  rows: readonly ReasonedRow[],
  {
    sample,
    seed,
    mutations,
  }: {
    readonly sample: number;
    readonly seed: number;
    readonly mutations: readonly RowMutation[];
  },
): readonly PlannedText[] {
  return drawn(rows, sample, seed).flatMap((row) => {
    const written = planned(row, null);
    if (written.audit.length > 0) return [written];
    const mutants = mutations.flatMap((kind) => {
      const mutant = mutateRow(kind, row, makeRandom(seed, `judge ${kind} ${row.row}`));
      return mutant === null ? [] : [planned(mutant, kind)];
    });
    return [written, ...mutants];
  });
}

/** So many rows, each as likely as any other, whatever further rows there are. */
function drawn(rows: readonly ReasonedRow[], sample: number, seed: number): readonly ReasonedRow[] {
  return rows
    .map((row) => ({ row, lot: makeRandom(seed, `judge ${row.row}`).uniform() }))
    .toSorted((a, b) => a.lot - b.lot)
    .slice(0, sample)
    .map(({ row }) => row)
    .toSorted((a, b) => a.row - b.row);
}

function planned(text: ReasonedRow, planted: RowMutation | null): PlannedText {
  // How nodes answered is not what the rationale says.
  const said = auditRow(text).findings.filter(({ at }) => at !== null);
  return { text, planted, audit: [...new Set(said.map(({ kind }) => kind))] };
}
