/** The look-ahead audit: experiments on a pipeline that show whether any of its decisions can have seen the future. */
import { UsageError } from "../../data/errors.ts";
import { Baseline } from "./baseline.ts";
import {
  EXPERIMENTS,
  type Experiment,
  type ExperimentName,
  type Outcome,
  type Trial,
} from "./experiment.ts";
import { canaries } from "./experiments/canaries.ts";
import { detached } from "./experiments/detached.ts";
import { perturbation, truncation, unknowable } from "./experiments/foreseen.ts";
import { order } from "./experiments/order.ts";
import { repeat } from "./experiments/repeat.ts";
import { wall } from "./experiments/wall.ts";
import { warmUp } from "./experiments/warm-up.ts";
import { type PeekReport, powerOf } from "./power.ts";
import type { AuditSubject } from "./subject.ts";

export interface AuditOptions {
  /** @default all of them */
  readonly experiments?: readonly ExperimentName[] | undefined;
  /** Leave the power checks out: an audit without them may be blind and not know it. @default true */
  readonly checkPower?: boolean | undefined;
  /** Told after each row, with rows times experiments as the total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** One experiment over all rows. */
export interface ExperimentReport {
  readonly name: ExperimentName;
  readonly outcome: Outcome;
  /** Peeks it had to catch; none where it found a leak, which shows its power, or did not run. */
  readonly peeks: readonly PeekReport[];
}

/**
 * `leak`: some decision can have seen what it must not. `no power`: no leak was found, but a peek put in on purpose
 * was not either, or could not be put in. `clean`: none was found where all peeks were.
 */
export type AuditVerdict = "clean" | "leak" | "no power";

export interface AuditReport {
  readonly verdict: AuditVerdict;
  /** Rows audited: from (included) to (excluded). */
  readonly rows: { readonly from: number; readonly to: number };
  /** Rows at which a node broke on the data as it is; there is little to see there. */
  readonly failedRows: number;
  readonly experiments: readonly ExperimentReport[];
}

const RUN: Readonly<Record<ExperimentName, Experiment>> = {
  wall,
  repeat,
  truncation,
  perturbation,
  unknowable,
  canaries,
  detached,
  "warm-up": warmUp,
  order,
};

const UNSTEADY: Outcome = {
  verdict: "not run",
  why: "the same rows gave other bytes the second time",
};

/**
 * Decides every row of the configuration once an experiment, with a model that answers with a hash of its prompt, and
 * compares to the byte what each row's nodes embedded, retrieved, asked, were answered and decided. An experiment ends
 * at its first finding.
 * @throws UsageError for rows that are not there, or a subject that cannot be built
 */
export async function auditPipeline(
  subject: AuditSubject,
  options: AuditOptions = {},
): Promise<AuditReport> {
  const { experiments = EXPERIMENTS, checkPower = true, onProgress } = options;
  const truth = subject.data.rows;
  const { from, to } = subject.config.rows ?? { from: 0, to: truth.length };
  if (!(from < to && to <= truth.length)) {
    throw new UsageError(
      `rows: expected A:B with 0 <= A < B <= ${truth.length}, was ${from}:${to}`,
    );
  }
  const names = EXPERIMENTS.filter((name) => experiments.includes(name));
  const baseline = new Baseline(subject);
  const progress = makeProgress(names, to - from, onProgress);
  const reports: ExperimentReport[] = [];
  let steady = true;
  for (const name of names) {
    const experiment = RUN[name];
    const onRow = progress.onRow;
    const trial: Trial = { subject, truth, from, to, baseline, rewire: undefined, onRow };
    const outcome: Outcome = steady ? await experiment(trial) : UNSTEADY;
    const peeks =
      checkPower && outcome.verdict === "clean" ? await powerOf(name, experiment, trial) : [];
    reports.push({ name, outcome, peeks });
    progress.onExperiment();
    if (name === "repeat") steady = outcome.verdict !== "leak";
  }
  return {
    verdict: verdictOf(reports, checkPower),
    rows: { from, to },
    failedRows: await countFailed(baseline, from, to),
    experiments: reports,
  };
}

function verdictOf(reports: readonly ExperimentReport[], checkPower: boolean): AuditVerdict {
  if (reports.some(({ outcome }) => outcome.verdict === "leak")) return "leak";
  const blind = reports.filter(
    ({ outcome, peeks }) => outcome.verdict === "clean" && !sawAll(peeks),
  );
  const ran = reports.some(({ outcome }) => outcome.verdict === "clean");
  return !ran || (checkPower && blind.length > 0) ? "no power" : "clean";
}

/** Whether there was something to see, and all of it was seen. */
function sawAll(peeks: readonly PeekReport[]): boolean {
  const biting = peeks.filter(({ bites }) => bites);
  return biting.length > 0 && biting.every(({ caughtAt }) => caughtAt !== null);
}

async function countFailed(baseline: Baseline, from: number, to: number): Promise<number> {
  let failed = 0;
  for (let row = from; row < to; row += 1) failed += (await baseline.of(row)).failed ? 1 : 0;
  return failed;
}

/** Decisions an experiment makes a row. */
const PASSES: Partial<Record<ExperimentName, number>> = { order: 3 };

function makeProgress(
  names: readonly ExperimentName[],
  rows: number,
  tell: AuditOptions["onProgress"],
) {
  const shares = names.map((name) => (PASSES[name] ?? 1) * rows);
  const total = shares.reduce((sum, share) => sum + share, 0);
  let [experiment, floor, done] = [0, 0, 0];
  return {
    onRow: () => {
      done = Math.min(done + 1, floor + (shares[experiment] ?? 0));
      tell?.(done, total);
    },
    onExperiment: () => {
      floor += shares[experiment] ?? 0;
      experiment += 1;
      done = floor;
      tell?.(done, total);
    },
  };
}
