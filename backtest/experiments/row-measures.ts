/** What is measured of each row by itself, where it is there: its mean over rows is a figure of a variant. */
import type { ExperimentGround, VariantRows } from "./variant-rows.ts";

/** A value a row; null where the row has none. */
export type RowMeasure = readonly (number | null)[];

/** By the figure that it is the mean of. */
export const ROW_MEASURES = {
  signalMatch: ({ labels }, { actions }) =>
    actions.map((action, row) => {
      const label = labels[row] ?? null;
      return action === null || label === null ? null : Number(action === label);
    }),
  ungroundedRate: (_ground, { ungrounded }) => ungrounded.map(asNumber),
  ungroundedVerdictRate: (_ground, { ungroundedVerdict }) => ungroundedVerdict.map(asNumber),
  brierScore: ({ closes, horizonBars }, { actions, confidence }) =>
    actions.map((action, row) => {
      const stated = confidence[row] ?? null;
      const move = Math.sign((closes[row + horizonBars] ?? NaN) - (closes[row] ?? NaN));
      // Nothing is known of the horizon, or nothing moved over it.
      if (action === null || stated === null || !(Math.abs(move) === 1)) return null;
      return (stated - Number(action === move)) ** 2;
    }),
} as const satisfies Readonly<
  Record<string, (ground: ExperimentGround, variant: VariantRows) => RowMeasure>
>;
export type MeasuredFigure = keyof typeof ROW_MEASURES;

export const MEASURED_FIGURES = [
  "signalMatch",
  "ungroundedRate",
  "ungroundedVerdictRate",
  "brierScore",
] as const satisfies readonly MeasuredFigure[];

/** Whether a figure is a mean over rows that a variant has by itself. */
export function isMeasured(name: string): name is MeasuredFigure {
  return Object.hasOwn(ROW_MEASURES, name);
}

function asNumber(flag: boolean | null): number | null {
  return flag === null ? null : Number(flag);
}
