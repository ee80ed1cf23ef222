/** A strategy's figures over the seeds of some trials, and the line of the table they make. */
import type { CostModel } from "../../backtest/reference.ts";
import { type Estimate, meanOverSeeds, ratioOverSeeds } from "../../backtest/seed-estimates.ts";
import { type Backtester, type SeedFigures, seedFigures } from "../../backtest/seed-figures.ts";
import { shiftDecisions } from "../../backtest/shifted-decisions.ts";
import { type Check, type Control, type ControlGroup, verdictOf } from "./control.ts";
import type { Trial } from "./trial.ts";

/** Who scores, and at what cost. */
export interface Scoring {
  readonly backtester: Backtester;
  readonly costs: CostModel;
}

/** Level of intervals that must lie above something, or only stand beside a figure. */
export const SHOWN_LEVEL = 0.95;

/** Half-width at which an interval of a share holds nearly anything: half of what full foresight adds to 1/2. */
export const SHARE_BLUR = 0.25;

/** The same for gross a bar: half of what is earned by who is right at every bar. */
export function grossBlur(figures: readonly SeedFigures[]): number {
  return figures.reduce((sum, { foresight }) => sum + foresight, 0) / (2 * figures.length);
}

/** Figures of one strategy, in seed order; empty where no trial has it. @param shift bars its decisions are moved by */
export function figuresOf(
  trials: readonly Trial[],
  strategy: string,
  scoring: Scoring,
  shift = 0,
): readonly SeedFigures[] {
  return trials.flatMap(({ closes, positions }) => {
    const held = positions[strategy];
    if (held === undefined) return [];
    return [seedFigures({ ...scoring, closes, positions: shiftDecisions(held, shift) })];
  });
}

/** Gross a bar over seeds. */
export function grossOver(figures: readonly SeedFigures[], level = SHOWN_LEVEL): Estimate {
  return meanOverSeeds(
    figures.map(({ gross }) => gross),
    level,
  );
}

/** Gross of one series as a share of another's on the same seeds. */
export function grossShare(
  part: readonly SeedFigures[],
  whole: readonly SeedFigures[],
  level = SHOWN_LEVEL,
): Estimate {
  return ratioOverSeeds(
    part.map(({ gross }) => gross),
    whole.map(({ gross }) => gross),
    level,
  );
}

/** A line of the table. @param level of the intervals of gross and skill; @default 0.95 */
export function lineOf(
  group: ControlGroup,
  subject: string,
  figures: readonly SeedFigures[],
  checks: readonly Check[],
  level = SHOWN_LEVEL,
): Control {
  const mean = (of: (figure: SeedFigures) => number | null): Estimate =>
    meanOverSeeds(figures.map(of), level);
  return {
    group,
    subject,
    seeds: figures.length,
    gross: grossOver(figures, level),
    net: mean(({ net }) => net).figure,
    costs: mean(({ costs }) => costs).figure,
    skill: mean(({ skill }) => skill),
    checks,
    verdict: verdictOf(checks),
  };
}
