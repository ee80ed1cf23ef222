/** What every experiment of an audit is given, and what it answers. */
import type { MarketRow } from "../../data/row.ts";
import type { Baseline } from "./baseline.ts";
import type { Difference } from "./first-difference.ts";
import type { AuditSubject } from "./subject.ts";
import type { Rewire } from "./universe.ts";

/** The experiments, in the order in which they run and are reported. */
export const EXPERIMENTS = [
  "wall",
  "repeat",
  "truncation",
  "perturbation",
  "unknowable",
  "canaries",
  "detached",
  "calendar",
  "warm-up",
  "order",
] as const;
export type ExperimentName = (typeof EXPERIMENTS)[number];

/** Share of rows with a broken node beyond which there is too little to see. */
export const MAX_FAILED_SHARE = 0.1;

/** Rows to decide: from (included) to (excluded). */
export interface TrialRows {
  readonly from: number;
  readonly to: number;
}

/** One subject under one experiment: the audited pipeline, or the same with a peek put in. */
export interface Trial extends TrialRows {
  readonly subject: AuditSubject;
  /** The rows as they are. */
  readonly truth: readonly MarketRow[];
  readonly baseline: Baseline;
  /** A peek, for a test of the experiment's power. */
  readonly rewire: Rewire | undefined;
  /** Told after each row that was decided. */
  readonly onRow: () => void;
}

/** The first place at which a decision showed that it can have seen what it must not. */
export interface Finding extends Difference {
  /** What `expected` and `was` are. */
  readonly meaning: string;
}

/** How an experiment ended. */
export type Outcome =
  | {
      readonly verdict: "clean";
      /** Rows compared. */
      readonly rows: number;
      /** What a reader must know about how they were. */
      readonly note: string | null;
    }
  | { readonly verdict: "leak"; readonly rows: number; readonly finding: Finding }
  | { readonly verdict: "not run"; readonly why: string };

/** Runs over a trial's rows, stops at the first finding. */
export type Experiment = (trial: Trial) => Promise<Outcome>;

/** The usual end of an experiment without a finding. */
export function clean(rows: number, note: string | null = null): Outcome {
  return { verdict: "clean", rows, note };
}

/** The end of an experiment at a difference after this many rows. */
export function leak(difference: Difference, rows: number, meaning: string): Outcome {
  return { verdict: "leak", rows, finding: { ...difference, meaning } };
}
