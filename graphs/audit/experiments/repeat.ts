/** Repeat: does the same data give the same bytes again, at another time of day, in another year? */
import { type Experiment, clean, leak } from "../experiment.ts";
import { firstDifference } from "../first-difference.ts";
import { withMovedClock } from "../moved-clock.ts";
import { openUniverse } from "../universe.ts";

/** Builds and decides everything anew with the wall clock moved by 400 days. */
export const repeat: Experiment = async ({ subject, truth, from, to, baseline, rewire, onRow }) => {
  const options = { name: "as it is", rows: truth, rewire };
  const universe = await withMovedClock(() => openUniverse(subject, options));
  for (let row = from; row < to; row += 1) {
    const expected = await baseline.of(row);
    const was = await withMovedClock(() => universe.decide(row));
    onRow();
    const difference = firstDifference(expected, was);
    if (difference) return leak(difference, row - from + 1, "the first time, and the second");
  }
  return clean(to - from);
};
