/** Steps through the rows that pass the filter. */

/** Where a value stands among ascending ones, or would stand. */
export function placeAmong(ascending: ArrayLike<number>, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of a value; -1 where it is not among them. */
export function placeOf(ascending: ArrayLike<number>, value: number): number {
  const at = placeAmong(ascending, value);
  return ascending[at] === value ? at : -1;
}

/**
 * The row after or before one in a filtered list, which need not hold it; the first or last where nothing is selected.
 * @param step 1 or -1
 * @returns null at the ends, and in an empty list
 */
export function neighbour(
  places: ArrayLike<number>,
  from: number | null,
  step: 1 | -1,
): number | null {
  if (from === null) return places[step === 1 ? 0 : places.length - 1] ?? null;
  const at = placeAmong(places, from);
  if (step === -1) return places[at - 1] ?? null;
  return places[places[at] === from ? at + 1 : at] ?? null;
}

/**
 * The row that a key of long lists leads to: first, last, or a page on or back.
 * @param open where in the list the open row is; -1 where it is not
 * @param page rows in sight
 * @returns null for another key, for a page from nowhere, and in an empty list
 */
export function placeByKey(
  key: string,
  places: ArrayLike<number>,
  open: number,
  page: number,
): number | null {
  const last = places.length - 1;
  const to: Readonly<Record<string, number>> = {
    Home: 0,
    End: last,
    ...(open >= 0 && {
      PageDown: Math.min(last, open + page),
      PageUp: Math.max(0, open - page),
    }),
  };
  return places[to[key] ?? -1] ?? null;
}

/** The row that a reader's words ask for: its number, or the first bar at or after a time in UTC. */
export function soughtRow(
  words: string,
  { row, timeMs }: { readonly row: readonly number[]; readonly timeMs: readonly number[] },
): number | null {
  const text = words.trim();
  if (/^\d{1,9}$/.test(text)) return row[placeAmong(row, Number(text))] ?? row.at(-1) ?? null;
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d)(?::?(\d\d))?)?/.exec(text);
  if (!found) return null;
  const ms = Date.parse(`${found[1]}T${found[2] ?? "00"}:${found[3] ?? "00"}:00Z`);
  if (Number.isNaN(ms)) return null;
  return row[placeAmong(timeMs, ms)] ?? row.at(-1) ?? null;
}
