/** Counts the trials on a dataset, and how far their Sharpe ratios lie apart: what a ratio is deflated by. */
import type { Trials } from "../../backtest/statistics/deflated-sharpe.ts";
import type { TrialLine } from "./trial-line.ts";

/** Trials of one kind of strategy, by action or by score. */
export interface TrialCount {
  /**
   * Distinct position series that were tried on the dataset, on whatever rows and at whatever costs; at least 1.
   * Runs that traded alike are one trial, whatever their code, configuration or number.
   */
  readonly trials: number;
  /** Those of them on the same rows whose Sharpe ratio before costs is defined. */
  readonly comparable: number;
  /**
   * Sample variance of the comparable ones' Sharpe ratios per bar, before costs: what trading more or less costs is no
   * luck. Null for fewer than 2.
   */
  readonly variance: number | null;
}

/** What was tried on a dataset, as seen from one run. */
export interface TrialsOnData {
  /** Runs by name, this one included. */
  readonly runs: number;
  /** Of them, those in which a stand-in answered for a language model. */
  readonly simulatedRuns: number;
  /** Lines of the ledger that could not be read, so that there may have been more trials. */
  readonly unread: number;
  readonly action: TrialCount;
  readonly score: TrialCount;
}

/**
 * Counts trials, whatever their order and however often each is there. A run with failed rows counts, since its
 * figures were seen, until the same run came to fewer: that is then the trial.
 * @param lines of the ledger; those on other data are passed over
 * @param own the run that asks; it counts whether it is in the ledger or not
 * @param unread lines that could not be read. @default 0
 */
export function countTrials(lines: readonly TrialLine[], own: TrialLine, unread = 0): TrialsOnData {
  const tried = settled([own, ...lines.filter(({ data }) => data === own.data)]);
  const runs = new Map(tried.map(({ run, simulated }) => [run, simulated]));
  return {
    runs: runs.size,
    simulatedRuns: [...runs.values()].filter(Boolean).length,
    unread,
    action: countOf(tried, own, "action"),
    score: countOf(tried, own, "score"),
  };
}

/** N and V as `deflatedSharpe` takes them; null where there are several trials and too few of them comparable. */
export function deflationOf({ trials, variance }: TrialCount): Trials | null {
  if (trials === 1) return { trials, variance: 0 };
  return variance === null ? null : { trials, variance };
}

/** Of each run, the lines with the fewest failed rows. */
function settled(lines: readonly TrialLine[]): readonly TrialLine[] {
  const fewest = new Map<string, number>();
  for (const { run, failed } of lines) {
    fewest.set(run, Math.min(failed, fewest.get(run) ?? Infinity));
  }
  return lines.filter(({ run, failed }) => failed === fewest.get(run));
}

function countOf(
  lines: readonly TrialLine[],
  own: TrialLine,
  kind: "action" | "score",
): TrialCount {
  const sharpes = new Map<string, number>();
  for (const line of lines) {
    const { series, gross } = line[kind];
    if (gross === null || !isComparable(line, own)) continue;
    sharpes.set(series, gross);
  }
  return {
    trials: new Set(lines.map((line) => line[kind].series)).size,
    comparable: sharpes.size,
    variance: sampleVariance([...sharpes.values()].toSorted((a, b) => a - b)),
  };
}

function isComparable(line: TrialLine, own: TrialLine): boolean {
  return line.rows.from === own.rows.from && line.rows.to === own.rows.to;
}

/** Summed in the order given, which must not be that of the ledger: the last digit depends on it. */
function sampleVariance(values: readonly number[]): number | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
}
