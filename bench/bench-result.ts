/** What a benchmark reports: a ratio against a floor, and the ratio it promised. */

/** One measured claim; it holds when `ratio <= target`. */
export interface BenchResult {
  readonly name: string;
  /** Our time over the floor's time, dimensionless. */
  readonly ratio: number;
  readonly target: number;
  /** The measured times and what the floor is, in words. */
  readonly detail: string;
}
