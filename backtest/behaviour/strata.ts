/** Draws rows from strata, as evenly as the strata allow. */
import { makeRandom } from "../../data/random.ts";

/** A row and where it belongs. */
export interface StratifiedRow {
  readonly row: number;
  /** Names of the stratum from the widest on: `["buy", "rough, early"]`. */
  readonly stratum: readonly [string, string];
}

/** A stratum's share of a draw. */
interface StratumCount {
  /** Both names: "buy, rough, early". */
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
 * Takes rows of each wide stratum in turn, and within it of each narrow one in turn, in an order that the seed draws,
 * until there are enough: a stratum that is exhausted leaves its turns to the others. The same rows and seed give the
 * same draw, in whatever order the rows come.
 * @param pool distinct rows
 * @param count at least 1; all rows where there are no more
 */
export function drawStrata(
  pool: readonly StratifiedRow[],
  count: number,
  seed: number,
): StratifiedDraw {
  const wide = groupsOf(pool, ({ stratum }) => stratum[0]);
  const narrow = wide.map((rows) => groupsOf(rows, ({ stratum }) => stratum[1]));
  const turns = narrow.map((strata) => inTurn(strata.map((rows) => shuffled(rows, seed))));
  const taken = new Set(inTurn(turns).slice(0, count));
  return {
    rows: [...taken].map(({ row }) => row).toSorted((a, b) => a - b),
    strata: narrow.flat().map((rows) => ({
      stratum: (rows[0]?.stratum ?? []).join(", "),
      pool: rows.length,
      drawn: rows.filter((row) => taken.has(row)).length,
    })),
  };
}

/** Groups in the order of their names. */
function groupsOf(
  rows: readonly StratifiedRow[],
  nameOf: (row: StratifiedRow) => string,
): readonly (readonly StratifiedRow[])[] {
  const names = [...new Set(rows.map(nameOf))].toSorted();
  return names.map((name) => rows.filter((row) => nameOf(row) === name));
}

/** The first of each list, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const rounds = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    lists.flatMap((list) => list.slice(round, round + 1)),
  ).flat();
}

function shuffled(rows: readonly StratifiedRow[], seed: number): readonly StratifiedRow[] {
  return rows
    .map((each) => ({ each, key: makeRandom(seed, `draw of row ${each.row}`).uniform() }))
    .toSorted((a, b) => a.key - b.key || a.each.row - b.each.row)
    .map(({ each }) => each);
}
