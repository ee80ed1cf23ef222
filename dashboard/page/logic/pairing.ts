/** Two runs row by row: which rows are of the same bar, and where the runs decided otherwise. */
import type { RunSeries } from "../../wire/api.ts";

/** The second run as seen from the first. */
export interface Pairing {
  /** For each place of the first run the second's place of the same bar; -1 where it has none. */
  readonly at: Int32Array;
  /** 1 where both have the bar and differ in action, or have none for different reasons. */
  readonly differs: Uint8Array;
  readonly shared: number;
  readonly differing: number;
}

type Decided = Pick<RunSeries, "timeMs" | "action" | "status">;

/** Pairs rows by the time of their bar: row numbers are of a file, and the two may have read different ones. */
export function pairRuns(first: Decided, second: Decided): Pairing {
  const { length } = first.timeMs;
  const at = new Int32Array(length).fill(-1);
  const differs = new Uint8Array(length);
  let [shared, differing, other] = [0, 0, 0];
  for (let own = 0; own < length; own += 1) {
    const time = first.timeMs[own] ?? 0;
    while (other < second.timeMs.length && (second.timeMs[other] ?? 0) < time) other += 1;
    if (second.timeMs[other] !== time) continue;
    at[own] = other;
    shared += 1;
    if (isSameSide(first, own, second, other)) continue;
    differs[own] = 1;
    differing += 1;
  }
  return { at, differs, shared, differing };
}

/** A side that a fixed rule took is the same side: that it was a rule is told with it. */
function isSameSide(first: Decided, own: number, second: Decided, other: number): boolean {
  const action = first.action[own] ?? null;
  if (action !== (second.action[other] ?? null)) return false;
  return action !== null || first.status[own] === second.status[other];
}

/** A column of the second run on the rows of the first; null where it has no such bar. */
export function alignedColumn<T>(
  { at }: Pick<Pairing, "at">,
  column: readonly T[],
): readonly (T | null)[] {
  return Array.from(at, (place) => (place < 0 ? null : (column[place] ?? null)));
}
