/** Scores a run: what `metrics.json` holds, every figure beside the trivial rules and beside luck. */
import type { Label } from "../data/row.ts";
import type { Action } from "../data/vocabulary.ts";
import { type CorrectedIntervals, correctedIntervals } from "./corrected-intervals.ts";
import { type CorrectedMetrics, correctedMetrics } from "./corrected.ts";
import { type RandomBaseline, randomBaseline } from "./random-baseline.ts";
import {
  type CostModel,
  labelCodes,
  type ReferenceMetrics,
  referenceMetrics,
} from "./reference.ts";
import { type SignalQuality, signalQuality } from "./signal-quality.ts";

/** Positions of a rule on the rows being scored. */
export interface RulePositions {
  /** Unique; its key under `baselines`. */
  readonly name: string;
  readonly explain: string;
  readonly positions: Float64Array;
}

/** The rows of a run, all series of one length. */
export interface ScoreInput {
  /** Bar closes, milliseconds since the epoch, strictly rising. */
  readonly timeMs: Float64Array;
  /** Close prices in the quote currency. */
  readonly closes: Float64Array;
  readonly labels: readonly (Label | null)[];
  /** Positions from actions, carried over where there was none. */
  readonly actionPositions: Float64Array;
  /** Positions from scores, carried over likewise. */
  readonly scorePositions: Float64Array;
  /** Actions as decided, for signal quality. @default the sign of `actionPositions`, carried-over rows included */
  readonly actions?: readonly (Action | null)[];
  /** Scores as decided, for their signal quality. @default `scorePositions`, carried-over rows included */
  readonly scores?: readonly (number | null)[];
  readonly rules: readonly RulePositions[];
  readonly costs: CostModel;
  readonly seed: number;
  /** Coin-flip paths, at least 1. @default 200 */
  readonly randomDraws?: number;
}

/** Corrected metrics with intervals for three of them. */
interface CorrectedScore extends CorrectedMetrics {
  readonly intervals: CorrectedIntervals;
}

/** One position series, scored both ways. */
export interface PositionScore {
  readonly reference: ReferenceMetrics;
  readonly corrected: CorrectedScore;
}

/** A rule's score. */
interface BaselineScore extends PositionScore {
  readonly explain: string;
}

/** The leaderboard under the run, by rule name. */
export interface Baselines {
  readonly [name: string]: BaselineScore | RandomBaseline;
  readonly random_matched_turnover: RandomBaseline;
}

/** The contents of `metrics.json`; write it with `metricsJson`, since a profit factor may be infinite. */
export interface RunScore extends PositionScore {
  readonly baselines: Baselines;
  readonly signal: SignalQuality;
  /** The continuous scores as positions, and their signs against the labels. */
  readonly continuous: PositionScore & { readonly signal: SignalQuality };
  readonly rows: number;
}

/**
 * Scores actions, scores, rules and coin flips on the same rows, costs and resamples.
 * @throws RangeError when lengths differ, a value is not finite, costs are out of range or a rule's name is taken
 */
export function scoreRun(input: ScoreInput): RunScore {
  const { actionPositions, scorePositions, labels, rules, seed } = input;
  const bars = {
    timeMs: input.timeMs,
    closes: input.closes,
    labels: labelCodes(labels),
    costs: input.costs,
  };
  const score = (positions: Float64Array): PositionScore => ({
    reference: referenceMetrics({ ...bars, positions }),
    corrected: {
      ...correctedMetrics({ ...bars, positions }),
      intervals: correctedIntervals({ ...bars, positions }, { seed }),
    },
  });
  requireUniqueNames(rules);
  const action = score(actionPositions);
  const flipProbability = action.corrected.flips / Math.max(1, bars.closes.length - 1);
  return {
    ...action,
    baselines: {
      ...Object.fromEntries(
        rules.map(({ name, explain, positions }) => [name, { explain, ...score(positions) }]),
      ),
      random_matched_turnover: randomBaseline(bars, flipProbability, seed, input.randomDraws),
    },
    signal: signalQuality(input.actions ?? actionPositions, labels, { seed }),
    continuous: {
      ...score(scorePositions),
      signal: signalQuality(input.scores ?? scorePositions, labels, { seed }),
    },
    rows: bars.closes.length,
  };
}

function requireUniqueNames(rules: readonly RulePositions[]): void {
  const taken = new Set(["random_matched_turnover"]);
  for (const { name } of rules) {
    if (taken.has(name)) throw new RangeError(`rules: expected unique names, was ${name} twice`);
    taken.add(name);
  }
}
