/** What a benchmark reports: a ratio against what it is held to, and the ratio it promised. */

/** One measured claim; it holds when `ratio <= target`. */
export interface BenchResult {
  readonly name: string;
  /** Our time over the floor's time, or errors measured over errors stated; dimensionless. */
  readonly ratio: number;
  readonly target: number;
  /** What was measured and what it is held against, in words. */
  readonly detail: string;
}
