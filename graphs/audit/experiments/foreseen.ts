/** Truncation, perturbation and unknowable cells: does what lies ahead of a row change anything at that row? */
import { garbledRow } from "../../../data/counterfactuals/garbled-row.ts";
import {
  withOtherLabel,
  withOtherOutcome,
} from "../../../data/counterfactuals/unknowable-cells.ts";
import type { MarketRow } from "../../../data/row.ts";
import { maturityOf } from "../../pipeline.ts";
import { ArrivingRows, type Counterfactual, rowsAsOf } from "../arriving-rows.ts";
import { type Experiment, type Outcome, type Trial, clean, leak } from "../experiment.ts";
import { firstDifference } from "../first-difference.ts";
import type { RowEvidence } from "../row-evidence.ts";
import { openUniverse } from "../universe.ts";

/** A counterfactual by name, and what a difference under it means. */
interface Foresight extends Counterfactual {
  readonly name: string;
  readonly meaning: string;
}

const asItIs = (row: MarketRow): MarketRow => row;

/** The rows after t do not exist. */
export const truncation: Experiment = (trial) =>
  foresee(trial, {
    name: "truncation",
    meaning: "with the later rows, and without them",
    ahead: () => null,
    unlabelled: asItIs,
  });

/** The rows after t are there, every cell of them another. */
export const perturbation: Experiment = (trial) =>
  foresee(trial, {
    name: "perturbation",
    meaning: "with the later rows as they are, and with all of their cells changed",
    ahead: (row) => garbledRow(row),
    unlabelled: asItIs,
  });

/** Only labels that are not known at t and closes after t are others; labels of rows before t, too. */
export const unknowable: Experiment = (trial) =>
  foresee(trial, {
    name: "unknowable",
    meaning: "with labels and outcomes as they will be, and with those that are unknown turned",
    ahead: withOtherOutcome,
    unlabelled: withOtherLabel,
  });

/** Rows at which a pipeline is built anew, at most: each build costs as much as the rows before it. */
const MAX_REBUILDS = 2000;

/**
 * One pipeline goes through all rows, while they arrive: a decision a row. A difference must show again in a pipeline
 * built for that row alone. Where it does not, the subject computes something ahead, from all rows it is built over,
 * which says nothing against it; from there on a pipeline is built for each row, at no more than 2,000 rows.
 */
async function foresee(trial: Trial, foresight: Foresight): Promise<Outcome> {
  const { subject, truth, from, to, baseline, rewire } = trial;
  const maturity = maturityOf(subject.config);
  const arriving = new ArrivingRows(truth, maturity, foresight);
  arriving.advance(from);
  const { rows, history } = arriving;
  const universe = await openUniverse(subject, { name: foresight.name, rows, history, rewire });
  for (let row = from; row < to; row += 1) {
    arriving.advance(row);
    const expected = await baseline.of(row);
    const was = await universe.decide(row);
    trial.onRow();
    if (firstDifference(expected, was) === null) continue;
    const exact = await decideAlone(trial, foresight, row, maturity.labelLagBars);
    const difference = firstDifference(expected, exact);
    if (difference) return leak(difference, row - from + 1, foresight.meaning);
    return rebuildFrom(trial, foresight, row + 1, maturity.labelLagBars);
  }
  return clean(to - from);
}

async function rebuildFrom(
  trial: Trial,
  foresight: Foresight,
  start: number,
  labelLagBars: number,
): Promise<Outcome> {
  const { from, to, truth, baseline, onRow } = trial;
  const cuts = chooseCuts(truth, start, to);
  for (const row of cuts) {
    const exact = await decideAlone(trial, foresight, row, labelLagBars);
    onRow();
    const difference = firstDifference(await baseline.of(row), exact);
    if (difference) return leak(difference, row - from + 1, foresight.meaning);
  }
  const skipped = to - start - cuts.length;
  const note = "something is computed ahead from all rows, so it was built anew at each row";
  return clean(to - from - skipped, skipped === 0 ? note : `${note} but ${skipped}`);
}

async function decideAlone(
  { subject, truth, rewire }: Trial,
  foresight: Foresight,
  row: number,
  labelLagBars: number,
): Promise<RowEvidence> {
  const rows = rowsAsOf(truth, row, labelLagBars, foresight);
  const name = `${foresight.name} at ${row}`;
  return (await openUniverse(subject, { name, rows, rewire })).decide(row);
}

/** All rows where they are few; else those beside an empty cell, which a filled gap would show at, and an even spread. */
function chooseCuts(truth: readonly MarketRow[], start: number, to: number): readonly number[] {
  const all = Array.from({ length: to - start }, (_, i) => start + i);
  if (all.length <= MAX_REBUILDS) return all;
  const gaps = all.filter((row) => Object.values(truth[row]?.observation ?? {}).includes(null));
  const chosen = new Set(gaps.slice(0, MAX_REBUILDS / 2));
  const others = all.filter((row) => !chosen.has(row));
  const left = MAX_REBUILDS - chosen.size;
  for (let i = 0; i < left; i += 1) {
    const row = others[Math.floor((i * others.length) / left)];
    if (row !== undefined) chosen.add(row);
  }
  return [...chosen].toSorted((a, b) => a - b);
}
