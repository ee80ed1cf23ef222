/** Compares variants with a baseline, bar by bar: one resampling serves every figure of every variant. */
import { z } from "zod";
import { bootstrapIntervals, type SumStatistic } from "../bootstrap.ts";
import { intervalSchema } from "../recall/luck.ts";
import { automaticBlockBars } from "../statistics/block-length.ts";
import { NEEDED_BARS } from "../statistics/needed-bars.ts";
import { mcnemar, mcnemarSchema } from "./mcnemar.ts";
import { MEASURED_FIGURES, ROW_MEASURES, isMeasured } from "./row-measures.ts";
import { superiorAbility, superiorAbilitySchema } from "./superior-ability.ts";
import {
  FIGURES,
  FIGURE_NAMES,
  type FigureName,
  type VariantColumns,
  type VariantSums,
  WIDTH,
  sumsAt,
  variantColumns,
} from "./variant-columns.ts";
import { type ExperimentGround, type VariantRows, mustMatchGround } from "./variant-rows.ts";

const figureSchema = z.strictObject({
  /** Null where undefined. */
  figure: z.number().nullable(),
  /** Stationary bootstrap, percentile; null below `neededBars` and where undefined. */
  interval: intervalSchema,
});
export type Figure = Readonly<z.infer<typeof figureSchema>>;

const shape = (): Record<FigureName, typeof figureSchema> => ({
  /** Compounded, net of costs, a fraction. */
  totalReturn: figureSchema,
  sharpePerBar: figureSchema,
  /** Share of bars on which the position earned, among those on which it could. */
  hitRate: figureSchema,
  /** Share of decisions that agree with the label. */
  signalMatch: figureSchema,
  /** Share of rows whose reasons cite what was not shown, or is not so. */
  ungroundedRate: figureSchema,
  /** The same of the deciding node's reasons alone. */
  ungroundedVerdictRate: figureSchema,
  /** Mean squared error of the stated confidence over the horizon, 0 to 1; lower is better. */
  brierScore: figureSchema,
  costPerRowUsd: figureSchema,
  latencyPerRowMs: figureSchema,
  /** Share of rows on which it decided to buy. */
  buyShare: figureSchema,
});
const figuresSchema = z.strictObject(shape());

const pairSchema = z.strictObject({
  name: z.string(),
  own: figuresSchema,
  /**
   * The variant's figure less the baseline's. Of a figure that rows have by themselves (signal match, grounding, Brier
   * score), over the rows that have it in both: abstaining from hard rows is no gain.
   */
  difference: figuresSchema,
  /** Rows that the two decided differently, among those that both decided. */
  turned: figureSchema,
  /** Half the sum of differences of the shares of buys, sells and rows not decided: 0 for alike, 1 for disjoint. */
  actionShift: figureSchema,
  /** Right or wrong about the next bar. */
  mcnemar: mcnemarSchema,
  /** Two-sided p of the difference in mean return, adjusted for all variants; null where none differs. */
  p: z.number().nullable(),
  /** Whether it traded as the baseline did on every bar. */
  sameTrades: z.boolean(),
});
export type Pair = Readonly<z.infer<typeof pairSchema>>;

export const comparisonSchema = z.strictObject({
  bars: z.int(),
  neededBars: z.int(),
  /** One for the whole comparison: the longest that the difference of any variant asks for. */
  meanBlockBars: z.number(),
  draws: z.int(),
  baseline: z.strictObject({ name: z.string(), own: figuresSchema }),
  /** In the order given. */
  pairs: z.array(pairSchema).readonly(),
  superiorAbility: superiorAbilitySchema,
});
export type Comparison = Readonly<z.infer<typeof comparisonSchema>>;

export interface ComparisonOptions {
  readonly seed: number;
  /** Bootstrap draws, at least 1. @default 1000 */
  readonly draws?: number;
}

/**
 * Compares each variant with the baseline. Each draw takes the same rows of all of them, so that what the market did
 * to both of a pair cancels out; variants that did the same have differences of exactly 0. Same inputs, same figures.
 * @throws RangeError when a series has another length than the ground, a value is not finite or costs are out of range
 */
export function compareVariants(
  ground: ExperimentGround,
  baseline: VariantRows,
  variants: readonly VariantRows[],
  { seed, draws = 1000 }: ComparisonOptions,
): Comparison {
  const all = [baseline, ...variants];
  for (const variant of all) mustMatchGround(ground, variant);
  const laid = all.map((variant) => variantColumns(ground, variant));
  const [base] = laid;
  if (base === undefined) throw new RangeError("expected a baseline, was none");
  const differences = laid
    .slice(1)
    .map(({ net }) => net.map((value, bar) => value - (base.net[bar] ?? NaN)));
  const meanBlockBars = Math.max(
    1,
    ...differences.map((series) => automaticBlockBars(series) ?? 1),
    ...laid.map(({ net }) => automaticBlockBars(net) ?? 1),
  );
  const figured = resampled(ground, all, laid, { seed, draws, meanBlockBars });
  const tests = superiorAbility(differences, { seed, draws, meanBlockBars });
  return {
    bars: base.net.length,
    neededBars: NEEDED_BARS,
    meanBlockBars,
    draws,
    baseline: { name: baseline.name, own: figured.own(0) },
    pairs: variants.map((variant, i) => ({
      name: variant.name,
      own: figured.own(i + 1),
      difference: figured.difference(i + 1),
      turned: figured.turned(i + 1),
      actionShift: figured.actionShift(i + 1),
      mcnemar: mcnemar(rightOf(ground, variant), rightOf(ground, baseline)),
      p: tests.adjusted[i] ?? null,
      sameTrades: differences[i]?.every((value) => value === 0) ?? false,
    })),
    superiorAbility: tests,
  };
}

type Figures = Pair["own"];

interface Figured {
  own(at: number): Figures;
  difference(at: number): Figures;
  turned(at: number): Figure;
  actionShift(at: number): Figure;
}

/** All figures of all variants over one set of draws. */
function resampled(
  ground: ExperimentGround,
  variants: readonly VariantRows[],
  laid: readonly VariantColumns[],
  options: Required<ComparisonOptions> & { readonly meanBlockBars: number },
): Figured {
  const pairColumns = variants.flatMap((variant) => [
    ...turnedColumns(variant, variants[0]),
    ...sharedColumns(ground, variant, variants[0]),
  ]);
  const columns = [...laid.flatMap((each) => each.columns), ...pairColumns];
  const statistics = new Map<string, SumStatistic>();
  for (const at of variants.keys()) {
    const sumsOf = (sums: Float64Array): VariantSums => sumsAt(sums, at * WIDTH);
    const place = laid.length * WIDTH + PAIR_WIDTH * at;
    for (const name of FIGURE_NAMES) {
      const figure = FIGURES[name];
      statistics.set(`own ${at} ${name}`, (sums) => figure(sumsOf(sums)));
      const shared = isMeasured(name) ? place + 2 + 2 * MEASURED_FIGURES.indexOf(name) : null;
      statistics.set(
        `difference ${at} ${name}`,
        shared === null
          ? (sums) => figure(sumsOf(sums)) - figure(sumsAt(sums, 0))
          : (sums) => (sums[shared] ?? NaN) / (sums[shared + 1] ?? NaN),
      );
    }
    statistics.set(`turned ${at}`, (sums) => (sums[place] ?? NaN) / (sums[place + 1] ?? NaN));
    statistics.set(`shift ${at}`, (sums) => totalVariation(sumsOf(sums), sumsAt(sums, 0)));
  }
  const whole = Float64Array.from(columns, (column) => column.reduce((sum, x) => sum + x, 0));
  const { intervals } = bootstrapIntervals(columns, [...statistics.values()], options);
  const figures = new Map<string, Figure>();
  for (const [i, [key, statistic]] of [...statistics].entries()) {
    const value = statistic(whole);
    const isKnown = Number.isFinite(value);
    figures.set(key, {
      figure: isKnown ? value : null,
      interval: isKnown ? (intervals[i] ?? null) : null,
    });
  }
  const of = (key: string): Figure => figures.get(key) ?? { figure: null, interval: null };
  const named = (kind: string, at: number): Figures => {
    const one = (name: FigureName): Figure => of(`${kind} ${at} ${name}`);
    return {
      totalReturn: one("totalReturn"),
      sharpePerBar: one("sharpePerBar"),
      hitRate: one("hitRate"),
      signalMatch: one("signalMatch"),
      ungroundedRate: one("ungroundedRate"),
      ungroundedVerdictRate: one("ungroundedVerdictRate"),
      brierScore: one("brierScore"),
      costPerRowUsd: one("costPerRowUsd"),
      latencyPerRowMs: one("latencyPerRowMs"),
      buyShare: one("buyShare"),
    };
  };
  return {
    own: (at) => named("own", at),
    difference: (at) => named("difference", at),
    turned: (at) => of(`turned ${at}`),
    actionShift: (at) => of(`shift ${at}`),
  };
}

/** Columns of a pair: two of turned rows, and two of each measured figure. */
const PAIR_WIDTH = 2 + 2 * MEASURED_FIGURES.length;

/** Of each measured figure: the difference where both have it, and where they do. */
function sharedColumns(
  ground: ExperimentGround,
  variant: VariantRows,
  baseline: VariantRows = variant,
): readonly Float64Array[] {
  return MEASURED_FIGURES.flatMap((name) => {
    const [own, base] = [variant, baseline].map((rows) => ROW_MEASURES[name](ground, rows));
    const both = variant.actions.map((_, row) => {
      const [mine, its] = [own?.[row] ?? null, base?.[row] ?? null];
      return mine === null || its === null ? null : mine - its;
    });
    return [
      Float64Array.from(both, (difference) => difference ?? 0),
      Float64Array.from(both, (difference) => Number(difference !== null)),
    ];
  });
}

/** Rows decided otherwise than by the baseline, and rows that both decided. */
function turnedColumns(
  { actions }: VariantRows,
  baseline: VariantRows | undefined,
): readonly Float64Array[] {
  const both = (row: number): boolean =>
    (actions[row] ?? null) !== null && (baseline?.actions[row] ?? null) !== null;
  return [
    Float64Array.from(actions, (action, row) =>
      Number(both(row) && action !== baseline?.actions[row]),
    ),
    Float64Array.from(actions, (_, row) => Number(both(row))),
  ];
}

function totalVariation(own: VariantSums, base: VariantSums): number {
  const buys = own.buys / own.rows - base.buys / base.rows;
  const sells = own.sells / own.rows - base.sells / base.rows;
  return (Math.abs(buys) + Math.abs(sells) + Math.abs(buys + sells)) / 2;
}

/** Whether the side decided on each row was that of the next bar; null without a side, a next bar or a move. */
function rightOf(
  { closes }: ExperimentGround,
  { actions }: VariantRows,
): readonly (boolean | null)[] {
  return actions.map((action, row) => {
    const move = Math.sign((closes[row + 1] ?? NaN) - (closes[row] ?? NaN));
    return action === null || !(Math.abs(move) === 1) ? null : action === move;
  });
}
