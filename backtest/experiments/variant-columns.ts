/** Lays a variant out as columns whose sums give every figure that variants are compared by. */
import { barReturns } from "../bar-returns.ts";
import { sharpeFromSums } from "../statistics/sharpe.ts";
import { ROW_MEASURES, type RowMeasure } from "./row-measures.ts";
import type { ExperimentGround, VariantRows } from "./variant-rows.ts";

/** Columns of one variant, in this order; each has one value a row, that of the last row's bar being 0. */
const COLUMNS = [
  "bars",
  "net",
  "squares",
  "growth",
  "right",
  "calls",
  "matches",
  "compared",
  "ungrounded",
  "reasoned",
  "ungroundedVerdicts",
  "verdicts",
  "misjudged",
  "judged",
  "rows",
  "cost",
  "costed",
  "latency",
  "timed",
  "buys",
  "sells",
] as const;
type Column = (typeof COLUMNS)[number];

/** Sums of a variant's columns. */
export type VariantSums = Readonly<Record<Column, number>>;

/** A variant as columns, with the returns they are made of. */
export interface VariantColumns {
  readonly columns: readonly Float64Array[];
  /** Net returns by bar, one fewer than rows. */
  readonly net: Float64Array;
}

/** How many columns a variant has. */
export const WIDTH = COLUMNS.length;

/** Figures of a variant as functions of its sums; NaN where undefined. */
export const FIGURES = {
  totalReturn: ({ growth }) => Math.expm1(growth),
  sharpePerBar: ({ net, squares, bars }) => sharpeFromSums(net, squares, bars),
  hitRate: ({ right, calls }) => right / calls,
  signalMatch: ({ matches, compared }) => matches / compared,
  ungroundedRate: ({ ungrounded, reasoned }) => ungrounded / reasoned,
  ungroundedVerdictRate: ({ ungroundedVerdicts, verdicts }) => ungroundedVerdicts / verdicts,
  brierScore: ({ misjudged, judged }) => misjudged / judged,
  // A mean over some of the rows would be another variant's figure: all must be known.
  costPerRowUsd: ({ cost, costed, rows }) => (costed === rows ? cost / rows : NaN),
  latencyPerRowMs: ({ latency, timed }) => latency / timed,
  buyShare: ({ buys, rows }) => buys / rows,
} as const satisfies Readonly<Record<string, (sums: VariantSums) => number>>;
export type FigureName = keyof typeof FIGURES;

export const FIGURE_NAMES = [
  "totalReturn",
  "sharpePerBar",
  "hitRate",
  "signalMatch",
  "ungroundedRate",
  "ungroundedVerdictRate",
  "brierScore",
  "costPerRowUsd",
  "latencyPerRowMs",
  "buyShare",
] as const satisfies readonly FigureName[];

/** The columns of a variant. @throws RangeError as `barReturns` */
export function variantColumns(ground: ExperimentGround, variant: VariantRows): VariantColumns {
  const { closes, costs } = ground;
  const { positions, actions, costUsd, latencyMs } = variant;
  const { net, gross } = barReturns({ closes, positions, costs });
  const rows = closes.length;
  const ofRows = (value: (row: number) => number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => value(row));
  const ofBars = (value: (bar: number) => number): Float64Array =>
    ofRows((row) => (row < net.length ? value(row) : 0));
  const netOf = (bar: number): number => net[bar] ?? NaN;
  const sideOf = (row: number): number => actions[row] ?? 0;
  const measured = {
    signalMatch: ROW_MEASURES.signalMatch(ground, variant),
    ungrounded: ROW_MEASURES.ungroundedRate(ground, variant),
    verdict: ROW_MEASURES.ungroundedVerdictRate(ground, variant),
    brier: ROW_MEASURES.brierScore(ground, variant),
  };
  const sumOf = (measure: RowMeasure): Float64Array => ofRows((row) => measure[row] ?? 0);
  const countOf = (measure: RowMeasure): Float64Array =>
    ofRows((row) => Number((measure[row] ?? null) !== null));
  const columns: Readonly<Record<Column, Float64Array>> = {
    bars: ofBars(() => 1),
    net: ofBars(netOf),
    squares: ofBars((bar) => netOf(bar) ** 2),
    growth: ofBars((bar) => Math.log1p(Math.max(netOf(bar), -1 + Number.EPSILON))),
    right: ofBars((bar) => Number((gross[bar] ?? NaN) > 0)),
    calls: ofBars((bar) => Number((gross[bar] ?? NaN) !== 0)),
    matches: sumOf(measured.signalMatch),
    compared: countOf(measured.signalMatch),
    ungrounded: sumOf(measured.ungrounded),
    reasoned: countOf(measured.ungrounded),
    ungroundedVerdicts: sumOf(measured.verdict),
    verdicts: countOf(measured.verdict),
    misjudged: sumOf(measured.brier),
    judged: countOf(measured.brier),
    rows: ofRows(() => 1),
    cost: ofRows((row) => costUsd[row] ?? 0),
    costed: ofRows((row) => Number((costUsd[row] ?? null) !== null)),
    latency: ofRows((row) => latencyMs[row] ?? 0),
    timed: ofRows((row) => Number((latencyMs[row] ?? null) !== null)),
    buys: ofRows((row) => Number(sideOf(row) === 1)),
    sells: ofRows((row) => Number(sideOf(row) === -1)),
  };
  return { columns: COLUMNS.map((name) => columns[name]), net };
}

/** Sums of a variant's columns, which begin at `offset`. */
export function sumsAt(sums: Float64Array, offset: number): VariantSums {
  const at = (column: number): number => sums[offset + column] ?? NaN;
  return {
    bars: at(0),
    net: at(1),
    squares: at(2),
    growth: at(3),
    right: at(4),
    calls: at(5),
    matches: at(6),
    compared: at(7),
    ungrounded: at(8),
    reasoned: at(9),
    ungroundedVerdicts: at(10),
    verdicts: at(11),
    misjudged: at(12),
    judged: at(13),
    rows: at(14),
    cost: at(15),
    costed: at(16),
    latency: at(17),
    timed: at(18),
    buys: at(19),
    sells: at(20),
  };
}
