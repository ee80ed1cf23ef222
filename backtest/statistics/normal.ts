/** The standard normal distribution, from a kept library: absolute errors stay below 1e-14. */
import jStat from "jstat";

/** P(Z <= z) of a standard normal Z, 0 to 1. */
export function normalCdf(z: number): number {
  // The library clips far outside, where ±Infinity would come out as not a number.
  return Math.abs(z) === Infinity ? Number(z > 0) : jStat.normal.cdf(z, 0, 1);
}

/**
 * The z below which a standard normal lies with the given probability; the inverse of `normalCdf`.
 * @param share above 0, below 1; exact to 1e-8 for tails of 1e-10 and more
 * @throws RangeError outside of them
 */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`share: expected above 0 and below 1, was ${share}`);
  }
  return share === 0.5 ? 0 : jStat.normal.inv(share, 0, 1);
}
