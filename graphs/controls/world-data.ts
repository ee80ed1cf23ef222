/** Synthetic worlds as datasets. */
import { hashOf } from "../../data/hash.ts";
import type { MarketData } from "../../data/load-rows.ts";
import type { MarketRow } from "../../data/row.ts";
import { type WorldSpec, makeWorld } from "../../data/worlds/make-world.ts";

/** The rows of a world as if they had been read from a file. @throws RangeError for a size out of range */
export function worldData(spec: WorldSpec): MarketData {
  return dataOfRows(`${spec.kind} world, seed ${spec.seed}`, [...makeWorld(spec)]);
}

/** Rows as a dataset. @param file what stands in the place of a file's name */
export function dataOfRows(file: string, rows: readonly MarketRow[]): MarketData {
  return {
    file,
    sha256: hashOf(rows),
    rows,
    columnMap: {},
    timezone: "UTC",
    absentFields: [],
    numbers: null,
  };
}
