/** The wall: did any node ask a view for what it must not know? */
import { type Experiment, clean, leak } from "../experiment.ts";

/** Looks through the decisions on the data as it is for reads that the view refused, swallowed ones included. */
export const wall: Experiment = async ({ from, to, baseline, onRow }) => {
  for (let row = from; row < to; row += 1) {
    const { refused } = await baseline.of(row);
    onRow();
    if (refused === null) continue;
    const { node, message } = refused;
    const place = { row, node, channel: "view", field: "" };
    return leak(
      { ...place, expected: "no such read", was: message },
      row - from + 1,
      "a read that the view refused",
    );
  }
  return clean(to - from);
};
