/** Figures and curves of a run together, as one piece of work that can be done elsewhere. */
import { type Curves, curvesOf } from "./curves.ts";
import type { EvaluatedSeries, EvaluationOptions } from "./evaluated-series.ts";
import { type CountedTrials, type Performance, evaluatePerformance } from "./performance.ts";

/** What is appraised, and how. Plain values and typed arrays only. */
export interface AppraisalTask {
  readonly series: EvaluatedSeries;
  readonly trials: CountedTrials | null;
  readonly options: EvaluationOptions;
}

/** What came of it. */
export interface Appraisal {
  readonly performance: Performance;
  readonly curves: Curves;
}

/** Does the work here and now. @throws RangeError as `evaluatePerformance` */
export function appraise({ series, trials, options }: AppraisalTask): Appraisal {
  return {
    performance: evaluatePerformance(series, trials, options),
    curves: curvesOf(series, options),
  };
}
