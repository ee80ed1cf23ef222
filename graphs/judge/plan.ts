/** What a judge is shown: a sample of rationales as they were written, and the same with planted faults. */
import { auditRow } from "../../backtest/reasoning/audit-row.ts";
import type { FindingKind } from "../../backtest/reasoning/finding.ts";
import { addFault } from "../../backtest/reasoning/mutations/add-fault.ts";
import { mutateRow } from "../../backtest/reasoning/mutations/mutate-row.ts";
import type { RowMutation } from "../../backtest/reasoning/mutations/mutation.ts";
import type { ReasonedRow } from "../../backtest/reasoning/reasoned-row.ts";
import { makeRandom } from "../../data/random.ts";

/** A text to be judged, and what is known of it. */
export interface PlannedText {
  readonly text: ReasonedRow;
  readonly planted: RowMutation | null;
  /** Whether the fault is in a sentence that was added. */
  readonly added: boolean;
  /** What the audit finds in it, each kind once. */
  readonly audit: readonly FindingKind[];
}

/**
 * Draws rows by the seed, and plants in each that the audit finds clean one fault of each kind, in its own
 * words where they have a place for it, else in a sentence added to them. A fault in a text that is faulty already
 * would measure nothing.
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
    const written = planned(row, row, null);
    if (written.audit.length > 0) return [written];
    const mutants = mutations.flatMap((kind) => {
      const random = makeRandom(seed, `judge ${kind} ${row.row}`);
      const mutant = mutateRow(kind, row, random) ?? addFault(kind, row, random);
      return mutant === null ? [] : [planned(mutant, row, kind)];
    });
    return [written].concat(mutants);
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

function planned(
  text: ReasonedRow,
  { rationale }: ReasonedRow,
  planted: RowMutation | null,
): PlannedText {
  // How nodes answered is not what the rationale says.
  const said = auditRow(text).findings.filter(({ at }) => at !== null);
  const added = text.rationale !== rationale && text.rationale.startsWith(rationale);
  return { text, planted, added, audit: [...new Set(said.map(({ kind }) => kind))] };
}
