/** What a control is: figures of one strategy in one kind of world, what must hold of them, and whether it does. */
import type { Interval } from "../../backtest/bootstrap.ts";
import type { Estimate } from "../../backtest/seed-estimates.ts";

/** The parts of the table. */
export type ControlGroup = "null world" | "edge world" | "texts and labels" | "shifted decisions";

/** `n/a`: nothing to measure, or too few seeds to tell. */
export type Verdict = "holds" | "fails" | "n/a";

/** What a check measures. Figures are fractions or shares; `coverage` is a share of seeds. */
export type CheckName =
  | "gross"
  | "coverage"
  | "skill"
  | "books"
  | "bootstrap coverage"
  | "expected gross"
  | "share of the reader"
  | "timing"
  | "loss of gross"
  | "label agreement"
  | "share of all moves"
  | "share kept";

/** One figure that must be something. */
export interface Check {
  readonly name: CheckName;
  readonly figure: number | null;
  readonly interval: Interval | null;
  /** The value that the interval must hold; null for other checks. */
  readonly target: number | null;
  /** In words, such as "an interval that holds 0"; null for a figure that is shown for comparison. */
  readonly must: string | null;
  /** Null for a figure that is shown for comparison. */
  readonly verdict: Verdict | null;
  /** Why the verdict is `n/a`; null otherwise. */
  readonly why: string | null;
  /** Whether chance alone may break it, so that it takes its part of the rate of false alarms. */
  readonly chance: boolean;
}

/** One line of the table. */
export interface Control {
  readonly group: ControlGroup;
  /** Whose decisions, and what was done to them or to the world. */
  readonly subject: string;
  readonly seeds: number;
  /** Per bar, before costs. */
  readonly gross: Estimate;
  /** Per bar, means over seeds; `costs` are reckoned apart from `net`. */
  readonly net: number | null;
  readonly costs: number | null;
  /** Share of bars won, less 1/2. */
  readonly skill: Estimate;
  readonly checks: readonly Check[];
  /** Fails if a check does, holds if all do; null where all is for comparison. */
  readonly verdict: Verdict | null;
}

/** The verdict of a line from those of its checks. */
export function verdictOf(checks: readonly Check[]): Verdict | null {
  const verdicts = new Set(checks.map(({ verdict }) => verdict));
  return (["fails", "n/a", "holds"] as const).find((verdict) => verdicts.has(verdict)) ?? null;
}

export const TOO_FEW = "too few seeds or rows to tell";

/** A figure with its name. */
export type Measured = Pick<Check, "name" | "figure" | "interval">;

/** An estimate under a name. */
export function measured(name: CheckName, { figure, interval }: Estimate): Measured {
  return { name, figure, interval };
}

/** A check that holds or fails. @param chance whether chance alone may break it */
export function judged(what: Measured, must: string, holds: boolean, chance = false): Check {
  return { ...what, target: null, must, verdict: holds ? "holds" : "fails", why: null, chance };
}

/** A check that nothing can be said of, and why. */
export function unjudged(what: Measured, must: string, why: string): Check {
  return { ...what, target: null, must, verdict: "n/a", why, chance: false };
}

/** A figure for comparison. */
export function compared(what: Measured): Check {
  return { ...what, target: null, must: null, verdict: null, why: null, chance: false };
}

/** A value that an interval must hold. */
export interface Target {
  readonly value: number;
  /** The value in words. @default its digits */
  readonly spoken?: string;
  /** Half-width from which an interval would hold nearly anything: to hold the value then says nothing. */
  readonly blur: number;
}

/** A check whose interval must hold a value; chance may break it. */
export function mustHold(what: Measured, { value, spoken = String(value), blur }: Target): Check {
  const must = `an interval that holds ${spoken}`;
  if (what.interval === null) return unjudged(what, must, "no position was taken");
  const { low, high } = what.interval;
  const holds = low <= value && value <= high;
  const blurred = holds && (high - low) / 2 >= blur;
  const check = blurred ? unjudged(what, must, TOO_FEW) : judged(what, must, holds);
  return { ...check, target: value, chance: true };
}

/**
 * A check that may be shown to hold, or shown to fail; between the two there is too little to tell.
 * @param chance whether the failure was judged at the corrected level, so that it takes its part of the false alarms
 */
export function shown(
  what: Measured,
  must: string,
  { holds, fails }: { readonly holds: boolean; readonly fails: boolean },
  chance = false,
): Check {
  if (holds || fails) return judged(what, must, holds, chance);
  return { ...unjudged(what, must, TOO_FEW), chance };
}

/** Whether the whole interval lies above a value; false without one. */
export function isAbove({ interval }: Pick<Estimate, "interval">, value: number): boolean {
  return interval !== null && interval.low > value;
}

/** Whether the whole interval lies below a value; false without one. */
export function isBelow({ interval }: Pick<Estimate, "interval">, value: number): boolean {
  return interval !== null && interval.high < value;
}
