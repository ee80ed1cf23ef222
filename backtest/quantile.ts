/** Sample quantiles. */

/**
 * Quantile of values sorted upwards, interpolated linearly (Hyndman & Fan 1996, type 7); NaN when there are none.
 * @param share from 0 to 1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? NaN;
  const high = sorted[Math.ceil(place)] ?? NaN;
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}
