/** What the subject decides on the data as it is: the measure of every experiment. */
import { UsageError } from "../../data/errors.ts";
import type { RowEvidence } from "./row-evidence.ts";
import type { AuditSubject } from "./subject.ts";
import { type Rewire, type Universe, openUniverse } from "./universe.ts";

/** Evidence by row, from wherever it was decided. */
export interface Baseline {
  readonly of: (row: number) => Promise<RowEvidence>;
}

/** Decides rows when they are first asked for, and keeps them. */
export class DecidedBaseline implements Baseline {
  readonly #universe: Promise<Universe>;
  readonly #kept = new Map<number, RowEvidence>();

  constructor(subject: AuditSubject, rewire?: Rewire) {
    this.#universe = openUniverse(subject, { name: "as it is", rows: subject.data.rows, rewire });
    // Whoever asks for a row is told; until then nobody is.
    this.#universe.catch(() => {});
  }

  /** @throws HindcastError as `openUniverse`, and when the subject cannot be built over the data as it is */
  async of(row: number): Promise<RowEvidence> {
    const known = this.#kept.get(row);
    if (known) return known;
    const made = await (await this.#universe).decide(row);
    const [first] = made.facets;
    if (first?.node === "graph") {
      throw new UsageError(
        `audit: expected a pipeline, its building broke: ${String(first.value)}`,
      );
    }
    this.#kept.set(row, made);
    return made;
  }
}
