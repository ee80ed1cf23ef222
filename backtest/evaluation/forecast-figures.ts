/** Whether the agent knows what comes, and whether it knows how sure it may be. */
import type { Label } from "../../data/row.ts";
import { type Share, shareOf } from "../recall/luck.ts";
import { type SignalQuality, signalQuality } from "../signal-quality.ts";
import { type BrierScore, brierScore } from "../statistics/brier.ts";
import {
  type CalibrationError,
  expectedCalibrationError,
} from "../statistics/calibration-error.ts";
import { type CoverageAccuracy, coverageAccuracy } from "../statistics/coverage-accuracy.ts";
import { type DirectionTest, pesaranTimmermann } from "../statistics/pesaran-timmermann.ts";
import { type ReliabilityPoint, reliabilityDiagram } from "../statistics/reliability-diagram.ts";
import { type EvaluatedSeries, type EvaluationOptions, outcomesOf } from "./evaluated-series.ts";

/** Actions against what the market did. */
export interface DirectionFigures {
  /** Actions with the sign of the next bar's return. */
  readonly nextBar: DirectionTest & { readonly right: Share };
  /** Actions with the sign of the return over the horizon; outcomes of neighbouring rows overlap. */
  readonly horizon: DirectionTest & { readonly right: Share };
  /** Actions and signs of scores against the labels: another question than what was earned. */
  readonly signal: { readonly action: SignalQuality; readonly score: SignalQuality };
}

/** Stated probability that the action is right, against whether it was over the horizon. */
export interface CalibrationFigures {
  /** Rows with an action, a confidence and a known move. */
  readonly rows: number;
  readonly meanConfidence: number | null;
  readonly right: Share;
  readonly brier: BrierScore;
  readonly calibrationError: CalibrationError;
  readonly reliability: readonly ReliabilityPoint[];
  readonly coverage: CoverageAccuracy;
}

const BINS = 10;

/** Figures of the decisions as made; rows without an action are left out. */
export function directionFigures(
  { closes, decisions, labels, horizonBars }: EvaluatedSeries,
  options: EvaluationOptions,
): DirectionFigures {
  const actions = decisions.map(({ action }) => action);
  const scores = decisions.map(({ score }) => score);
  return {
    nextBar: against(actions, outcomesOf({ closes, horizonBars: 1 }), 1),
    horizon: against(actions, outcomesOf({ closes, horizonBars }), horizonBars),
    signal: {
      action: signalQuality(actions, labels, options),
      score: signalQuality(scores, labels, options),
    },
  };
}

function against(
  actions: readonly (Label | null)[],
  outcomes: readonly (number | null)[],
  horizonBars: number,
): DirectionFigures["nextBar"] {
  const calls = actions.flatMap((action, row) => {
    const move = Math.sign(outcomes[row] ?? 0);
    return action === null || move === 0 ? [] : [action === move];
  });
  // Outcomes over h bars overlap h - 1 neighbours.
  const options = horizonBars > 1 ? { lagBars: horizonBars - 1 } : {};
  return {
    ...pesaranTimmermann(actions, outcomes, options),
    right: shareOf(calls.filter(Boolean).length, calls.length),
  };
}

/** Figures of the confidences. */
export function calibrationFigures(
  series: EvaluatedSeries,
  options: EvaluationOptions,
): CalibrationFigures {
  const outcomes = outcomesOf(series);
  const rows = series.decisions.flatMap(({ action, confidence }, row) => {
    const move = Math.sign(outcomes[row] ?? 0);
    return action === null || confidence === null || move === 0
      ? []
      : [{ confidence, right: Number(action === move) }];
  });
  const probabilities = Float64Array.from(rows, ({ confidence }) => confidence);
  const right = rows.map((row) => row.right);
  const forecasts = { probabilities, outcomes: right };
  const hits = right.filter(Boolean).length;
  const lagBars = Math.max(series.horizonBars - 1, 1);
  return {
    rows: rows.length,
    meanConfidence:
      rows.length === 0 ? null : probabilities.reduce((sum, p) => sum + p, 0) / rows.length,
    right: shareOf(hits, rows.length),
    brier: brierScore(forecasts, { bins: BINS, lagBars }),
    calibrationError: expectedCalibrationError(forecasts, {
      ...options,
      bins: BINS,
      meanBlockBars: Math.max(series.horizonBars, Math.ceil(Math.cbrt(rows.length))),
    }),
    reliability: reliabilityDiagram(forecasts, { bins: BINS }),
    coverage: coverageAccuracy(probabilities, right),
  };
}
