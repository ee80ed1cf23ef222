/** A view whose current bar says something else. The wall around it stays. */
import type { PointInTimeView } from "../history.ts";
import type { Observation } from "../row.ts";

/** The same view with another bar in the place of the one that is being decided. */
export function viewWithBar(view: PointInTimeView, bar: Observation): PointInTimeView {
  const { asOf, horizonBars, labelLagBars } = view;
  return Object.freeze({
    asOf,
    horizonBars,
    labelLagBars,
    current: () => bar,
    bar: (row: number) => (row === asOf ? bar : view.bar(row)),
    closes: (count: number) => view.closes(count),
    hasOutcome: (row: number) => view.hasOutcome(row),
    outcome: (row: number) => view.outcome(row),
    label: (row: number) => view.label(row),
    back: (row: number) => (row === asOf ? viewWithBar(view, bar) : view.back(row)),
  });
}
