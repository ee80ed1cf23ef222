/** Decisions that act at another bar than their own: what peeking by a bar would earn, and what being late costs. */

/**
 * Positions moved by `bars` rows. Above 0 they act late, flat before the first; below 0 they act before they could
 * have been made, and the last one stays. A position moved by -1 was decided at the very close it profits from.
 * @param bars whole
 * @throws RangeError unless `bars` is whole
 */
export function shiftDecisions(positions: Float64Array, bars: number): Float64Array {
  if (!Number.isInteger(bars)) throw new RangeError(`bars: expected an integer, was ${bars}`);
  const last = positions.length - 1;
  return positions.map((_, row) => positions[Math.min(last, row - bars)] ?? 0);
}
