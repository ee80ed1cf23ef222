/** Whether an experiment would see a leak on this data: the same configuration with a peek put in must be caught. */
import { type Baseline, DecidedBaseline } from "./baseline.ts";
import type { Experiment, ExperimentName, Trial } from "./experiment.ts";
import { firstDifference } from "./first-difference.ts";
import { PEEKS, type Peek } from "./peeks.ts";

/** A peek under an experiment that must catch it. */
export interface PeekReport {
  readonly peek: string;
  /** The row at which it was caught; null where it was not. */
  readonly caughtAt: number | null;
  /** Whether it changed anything on the data as it is. One that does not, such as news that no node reads, is no leak. */
  readonly bites: boolean;
}

/** Rows that a peek is given to show itself in. */
const SPAN = 64;

/** Puts in each peek that the configuration and the data have a place for. Ends with a peek at its first finding. */
export async function powerOf(
  name: ExperimentName,
  experiment: Experiment,
  trial: Trial,
): Promise<readonly PeekReport[]> {
  const reports: PeekReport[] = [];
  for (const peek of PEEKS.filter((each) => hasPlace(each, name, trial))) {
    const rewire = peek.rewire(trial.truth);
    const peeking: Trial = {
      ...trial,
      to: Math.min(trial.to, trial.from + SPAN),
      baseline: new DecidedBaseline(trial.subject, rewire),
      rewire,
      onRow: () => {},
    };
    const outcome = await experiment(peeking);
    const caughtAt = outcome.verdict === "leak" ? outcome.finding.row : null;
    const bites = caughtAt !== null || (await differs(peeking, trial.baseline));
    reports.push({ peek: peek.name, caughtAt, bites });
  }
  return reports;
}

async function differs({ from, to, baseline }: Trial, without: Baseline): Promise<boolean> {
  for (let row = from; row < to; row += 1) {
    if (firstDifference(await without.of(row), await baseline.of(row))) return true;
  }
  return false;
}

function hasPlace(peek: Peek, name: ExperimentName, { subject, truth }: Trial): boolean {
  const isOn = peek.needs === undefined || !subject.config.without.includes(peek.needs);
  return peek.caughtBy.includes(name) && isOn && (peek.isThere?.(truth, subject.config) ?? true);
}
