/** How accuracy changes when only the more confident decisions are taken. */
import type { Interval } from "../bootstrap.ts";
import { wilsonInterval } from "../wilson.ts";
import { requireEqualLengths, requireFinite } from "../series-checks.ts";

/** Decisions of at least some confidence. */
export interface CoveragePoint {
  /** The least confidence that is still taken. */
  readonly threshold: number;
  /** Share of all rows that are taken, above 0 to 1. */
  readonly coverage: number;
  /** Share of those that are right, 0 to 1. */
  readonly accuracy: number;
  /** Wilson's 95 % interval of `accuracy`, as if rows were independent. */
  readonly interval: Interval | null;
  /** Rows taken, at least 1. */
  readonly rows: number;
}

/** The curve from the most confident decisions to all of them. */
export interface CoverageAccuracy {
  /** One point a distinct confidence, by falling threshold; empty without rows. */
  readonly points: readonly CoveragePoint[];
  /** Mean accuracy over coverages, 0 to 1; above the accuracy of all rows if confidence is worth anything. */
  readonly area: number | null;
}

/**
 * The complement of the risk–coverage curve: El-Yaniv, R. & Wiener, Y. (2010), "On the foundations of noise-free
 * selective classification", Journal of Machine Learning Research 11, 1605-1641. Rows of equal confidence come in
 * together, so that their order never matters.
 * @param confidences finite, more is surer
 * @param correct 1 where the decision was right, 0 where it was wrong
 * @throws RangeError when lengths differ, a confidence is not finite or `correct` is neither 0 nor 1
 */
export function coverageAccuracy(
  confidences: Float64Array,
  correct: ArrayLike<number>,
): CoverageAccuracy {
  requireEqualLengths(confidences, { correct });
  requireFinite({ confidences });
  const n = confidences.length;
  const sorted = Array.from(confidences, (confidence, row) => ({
    confidence,
    right: correct[row],
  }));
  const wrong = sorted.findIndex(({ right }) => right !== 0 && right !== 1);
  if (wrong >= 0) {
    throw new RangeError(`correct: expected 0 or 1, was ${correct[wrong]} in row ${wrong}`);
  }
  sorted.sort((a, b) => b.confidence - a.confidence);
  const points: CoveragePoint[] = [];
  let hits = 0;
  let area = 0;
  for (const [i, { confidence, right }] of sorted.entries()) {
    hits += right ?? NaN;
    const rows = i + 1;
    if (sorted[rows]?.confidence === confidence) continue;
    const accuracy = hits / rows;
    area += accuracy * (rows / n - (points.at(-1)?.coverage ?? 0));
    const interval = wilsonInterval(hits, rows);
    points.push({ threshold: confidence, coverage: rows / n, accuracy, interval, rows });
  }
  return { points, area: n === 0 ? null : area };
}
