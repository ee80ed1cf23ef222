/** How alike an agent's answers to one and the same question are: its decisions with other seeds. */
import { z } from "zod";
import { shareOf, shareSchema } from "../recall/luck.ts";
import type { StancePoint } from "./influence.ts";

/** One row asked again and again, nothing changed but the seed. */
export interface SampledRow {
  readonly row: number;
  readonly first: StancePoint;
  /** At least one. */
  readonly others: readonly StancePoint[];
}

export const consistencySchema = z.strictObject({
  rows: z.int().nonnegative(),
  /** Samples that were not decided: no part of what follows. */
  undecided: z.int().nonnegative(),
  /** Samples that took the side of the row's first answer. Those of one row are not independent. */
  sameSide: shareSchema,
  /** Rows of which every sample did. */
  steadyRows: shareSchema,
  /** Sample deviation of a row's scores, mean over rows; null without two scores in a row. */
  scoreDeviation: z.number().nullable(),
});
export type Consistency = Readonly<z.infer<typeof consistencySchema>>;

/** Figures over sampled rows. */
export function consistencyOf(rows: readonly SampledRow[]): Consistency {
  const judged = rows.flatMap(({ first, others }) => {
    const sides = others.flatMap(({ action }) => (action === null ? [] : [action]));
    return sides.length === 0 || first.action === null
      ? []
      : [{ same: sides.filter((side) => side === first.action).length, of: sides.length }];
  });
  const sum = (pick: (row: (typeof judged)[number]) => number): number =>
    judged.reduce((total, row) => total + pick(row), 0);
  const deviations = rows.flatMap(({ first, others }) =>
    deviationOf([first, ...others].flatMap(({ score }) => (score === null ? [] : [score]))),
  );
  return {
    rows: rows.length,
    undecided: rows.reduce(
      (total, { others }) => total + others.filter(({ action }) => action === null).length,
      0,
    ),
    sameSide: shareOf(
      sum(({ same }) => same),
      sum(({ of }) => of),
    ),
    steadyRows: shareOf(judged.filter(({ same, of }) => same === of).length, judged.length),
    scoreDeviation:
      deviations.length === 0
        ? null
        : deviations.reduce((total, value) => total + value, 0) / deviations.length,
  };
}

/** Nothing for fewer than two. */
function deviationOf(scores: readonly number[]): readonly number[] {
  const n = scores.length;
  if (n < 2) return [];
  const mean = scores.reduce((sum, score) => sum + score, 0) / n;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return [Math.sqrt(squares / (n - 1))];
}
