/** Draws rows from strata, as evenly as the strata allow. */
import { makeRandom } from "../../data/random.ts";

/** A stratum's share of a draw. */
export interface StratumCount {
  readonly stratum: string;
  /** Rows to draw from. */
  readonly pool: number;
  readonly drawn: number;
}

/** Rows drawn, ascending, and how many of each stratum, by name. */
export interface StratifiedDraw {
  readonly rows: readonly number[];
  readonly strata: readonly StratumCount[];
}

/**
 * Takes one row of each stratum in turn, in an order within the stratum that the seed draws, until there are enough:
 * a stratum that is exhausted leaves its turns to the others. The same rows and seed give the same draw.
 * @param pool rows with the name of their stratum
 * @param count at least 1; all rows where there are no more
 */
export function drawStrata(
  pool: readonly { readonly row: number; readonly stratum: string }[],
  count: number,
  seed: number,
): StratifiedDraw {
  const names = [...new Set(pool.map(({ stratum }) => stratum))].toSorted();
  const queues = names.map((name) => {
    const random = makeRandom(seed, `stratum ${name}`);
    return pool
      .filter(({ stratum }) => stratum === name)
      .map(({ row }) => ({ row, key: random.uniform() }))
      .toSorted((a, b) => a.key - b.key || a.row - b.row)
      .map(({ row }) => row);
  });
  const rounds = Math.max(0, ...queues.map(({ length }) => length));
  const taken = Array.from({ length: rounds }, (_, round) =>
    queues.flatMap((queue, i) => {
      const row = queue[round];
      return row === undefined ? [] : [{ row, i }];
    }),
  )
    .flat()
    .slice(0, count);
  return {
    rows: taken.map(({ row }) => row).toSorted((a, b) => a - b),
    strata: names.map((stratum, i) => ({
      stratum,
      pool: queues[i]?.length ?? 0,
      drawn: taken.filter((each) => each.i === i).length,
    })),
  };
}
