/** Where experiments are made: all in this process, or each in one of its own. */
import { type Baseline, DecidedBaseline } from "./baseline.ts";
import {
  type Experiment,
  type ExperimentName,
  type Outcome,
  type Trial,
  type TrialRows,
} from "./experiment.ts";
import { calendar } from "./experiments/calendar.ts";
import { canaries } from "./experiments/canaries.ts";
import { detached } from "./experiments/detached.ts";
import { perturbation, truncation, unknowable } from "./experiments/foreseen.ts";
import { order } from "./experiments/order.ts";
import { repeat } from "./experiments/repeat.ts";
import { wall } from "./experiments/wall.ts";
import { warmUp } from "./experiments/warm-up.ts";
import { type PeekReport, powerOf } from "./power.ts";
import type { AuditSubject } from "./subject.ts";

/** One experiment over all rows. */
export interface ExperimentReport {
  readonly name: ExperimentName;
  readonly outcome: Outcome;
  /** Peeks it had to catch; none where it found a leak, which shows its power, or did not run. */
  readonly peeks: readonly PeekReport[];
}

/** How an experiment is made. */
export interface Making {
  readonly name: ExperimentName;
  readonly checkPower: boolean;
  /** Told after each row. */
  readonly onRow: () => void;
}

export interface Laboratory {
  readonly baseline: Baseline;
  /** Experiments it can make at once, at least 1. */
  readonly concurrency: number;
  readonly make: (making: Making) => Promise<ExperimentReport>;
}

const EXPERIMENT: Readonly<Record<ExperimentName, Experiment>> = {
  wall,
  repeat,
  truncation,
  perturbation,
  unknowable,
  canaries,
  detached,
  calendar,
  "warm-up": warmUp,
  order,
};

/**
 * Makes them one after another in this process. Whatever the subject keeps outside of what `build` makes, such as a
 * variable of its module, is carried from one experiment into the next, and can hide a leak from all of them.
 */
export function localLaboratory(subject: AuditSubject, rows: TrialRows): Laboratory {
  const baseline = new DecidedBaseline(subject);
  return {
    baseline,
    concurrency: 1,
    make: (making) => makeExperiment(subject, rows, baseline, making),
  };
}

/** One experiment, and then its power where it found nothing. */
export async function makeExperiment(
  subject: AuditSubject,
  rows: TrialRows,
  baseline: Baseline,
  { name, checkPower, onRow }: Making,
): Promise<ExperimentReport> {
  const experiment = EXPERIMENT[name];
  const truth = subject.data.rows;
  const trial: Trial = { subject, truth, ...rows, baseline, rewire: undefined, onRow };
  const outcome = await experiment(trial);
  const isOpen = checkPower && outcome.verdict === "clean";
  return { name, outcome, peeks: isOpen ? await powerOf(name, experiment, trial) : [] };
}
