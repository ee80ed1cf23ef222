/** Guards controls against chance: many intervals are looked at, and some would miss at 95 %. */
import type { Control } from "./control.ts";

/** Controls at a rate of false alarms for each check that chance may break. */
export type ControlsAt = (falseAlarm: number) => readonly Control[];

/** Probability that chance breaks any control of a sound backtester, at most. */
const FALSE_ALARM = 0.01;

/** Controls, and how they were made safe against chance. */
export interface GuardedControls {
  readonly controls: readonly Control[];
  /** Probability that chance alone breaks any of them, at most. */
  readonly falseAlarm: number;
  /** Checks that chance may break; each has an equal part of the rate. */
  readonly chanceChecks: number;
  /** Level of their intervals: 1 - falseAlarm/chanceChecks (Bonferroni, so whatever the checks share does not matter). */
  readonly level: number;
}

/** Counts the checks that chance may break, and gives each an equal part of the rate of false alarms. */
export function guarded(parts: readonly ControlsAt[]): GuardedControls {
  const at = (falseAlarm: number): readonly Control[] => parts.flatMap((part) => part(falseAlarm));
  const chanceChecks = at(FALSE_ALARM)
    .flatMap(({ checks }) => checks)
    .filter(({ chance }) => chance).length;
  const each = FALSE_ALARM / Math.max(1, chanceChecks);
  return { controls: at(each), falseAlarm: FALSE_ALARM, chanceChecks, level: 1 - each };
}
