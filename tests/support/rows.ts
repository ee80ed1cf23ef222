/** Rows for tests, written as columns; every column that is not given is missing. */
import { MarketHistory, type MaturityRule, type PointInTimeView } from "../../data/history.ts";
import {
  type Label,
  type MarketRow,
  type Observation,
  type OptionalField,
  observationSchema,
} from "../../data/row.ts";

/** Columns of a test's rows; `close` says how many there are, a column that ends early is missing from there on. */
export type ColumnSketch = {
  readonly [Field in OptionalField]?: readonly Observation[Field][];
} & {
  readonly close: readonly number[];
  /** Minutes since the epoch. @default every ten minutes */
  readonly minutes?: readonly number[];
  readonly label?: readonly (Label | null)[];
};

/** Valid rows, numbered from 0. */
export function makeRows({
  close,
  minutes,
  label,
  ...columns
}: ColumnSketch): readonly MarketRow[] {
  return close.map((price, row) => ({
    observation: observationSchema.parse({
      ...MISSING,
      ...Object.fromEntries(
        Object.entries(columns).map(([field, values]) => [field, values[row] ?? null]),
      ),
      row,
      timeMs: (minutes?.[row] ?? row * 10) * 60_000,
      close: price,
    }),
    label: label?.[row] ?? null,
  }));
}

/** The same rows numbered from 0 again, as a file that starts later would hold them. */
export function renumbered(rows: readonly MarketRow[]): readonly MarketRow[] {
  return rows.map(({ observation, label }, row) => ({
    observation: { ...observation, row },
    label,
  }));
}

/** The view as of a row, the last one unless told; two bars of horizon and label lag unless told. */
export function viewOf(
  rows: readonly MarketRow[],
  row = rows.length - 1,
  maturity: MaturityRule = { horizonBars: 2, labelLagBars: 2 },
): PointInTimeView {
  return new MarketHistory(rows, maturity).asOf(row);
}

/** Every optional field of a row that has only a time and a close. */
export const MISSING = {
  mvrvMomentum: null,
  volume: null,
  summary: null,
  newsPrediction: null,
  sentiment: null,
  sentimentIndex: null,
  keyFactors: null,
  dominantEmotions: null,
  dominantSentiment: null,
  intensity: null,
  psychology: null,
} as const satisfies Record<OptionalField, null>;
