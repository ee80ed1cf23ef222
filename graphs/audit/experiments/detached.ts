/** Detached: does something change from row to row that does not come from the rows at all? */
import { garbledWorld } from "../../../data/counterfactuals/garbled-row.ts";
import { type Experiment, type Outcome, type Trial, clean, leak } from "../experiment.ts";
import { visitLeaves } from "../first-difference.ts";
import { EMBEDDING, type Facet, type RowEvidence } from "../row-evidence.ts";
import { openUniverse } from "../universe.ts";

/** Changes from row to row below which a field that stays the same may do so by chance. */
const MIN_CHANGES = 8;

/** Channels that say what a row lacks, in words that recur. */
const SPARSE = new Set(["remarks", "error"]);
/** Fields that number rows, and say nothing of the data. */
const NUMBERING = /(?:^|\.)(?:row|barsAgo)$/;

/** One field over the rows. */
interface Tally {
  readonly place: Pick<Facet, "node" | "channel"> & { readonly field: string };
  last: string | number;
  /** Rows at which it differs from the row before. */
  changes: number;
  /** Whether the changed data ever changed it. */
  answers: boolean;
}

/**
 * Decides every row of data with all of its cells changed. A field that varies over the rows as they are, but never
 * answers to such a change, goes by the row's number: a counter, a coin tossed by it, or data that was brought along,
 * which no other experiment varies.
 */
export const detached: Experiment = async (trial) => {
  const { subject, truth, from, to, baseline, rewire, onRow } = trial;
  if (to - from <= MIN_CHANGES) {
    const why = `expected at least ${MIN_CHANGES + 1} rows, was ${to - from}`;
    return { verdict: "not run", why };
  }
  const rows = garbledWorld(truth);
  const universe = await openUniverse(subject, { name: "all changed", rows, rewire });
  const tallies = new Map<string, Tally>();
  for (let row = from; row < to; row += 1) {
    const others = leavesOf(await universe.decide(row));
    onRow();
    for (const [key, { place, value }] of leavesOf(await baseline.of(row))) {
      const tally = tallies.get(key) ?? { place, last: value, changes: 0, answers: false };
      tally.changes += tally.last === value ? 0 : 1;
      tally.last = value;
      tally.answers ||= others.get(key)?.value !== value;
      tallies.set(key, tally);
    }
  }
  return verdictOn([...tallies.values()], trial);
};

function verdictOn(tallies: readonly Tally[], { from, to }: Trial): Outcome {
  const found = tallies.find(({ changes, answers }) => changes >= MIN_CHANGES && !answers);
  if (found === undefined) return clean(to - from);
  const difference = {
    row: from,
    ...found.place,
    expected: "another value at some row",
    was: `the same at every row, though it changes ${found.changes} times over the rows`,
  };
  return leak(difference, to - from, "what a change of every cell does to it");
}

type Leaf = Pick<Tally, "place"> & { readonly value: string | number };

function leavesOf({ facets }: RowEvidence): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const { node, channel, value } of facets) {
    if (SPARSE.has(channel)) continue;
    const told = channel === EMBEDDING ? Object.keys(value ?? {}).join("\n") : value;
    visitLeaves(told, (leaf, field) => {
      if (NUMBERING.test(field)) return;
      leaves.set(`${node}.${channel}.${field}`, { place: { node, channel, field }, value: leaf });
    });
  }
  return leaves;
}
