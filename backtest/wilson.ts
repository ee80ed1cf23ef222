/** The score interval of a share (Wilson 1927). */
import type { Interval } from "./bootstrap.ts";

/** The 97.5 % quantile of the standard normal. */
const Z = 1.959963984540054;

/**
 * 95 % interval of a share of independent trials:
 * (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n). Stays within 0 and 1, and holds at 0 and n successes.
 * Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22, 209-212.
 * @returns null without trials
 * @throws RangeError unless 0 <= successes <= trials, both integers
 */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (
    !Number.isInteger(successes) ||
    !Number.isInteger(trials) ||
    successes < 0 ||
    trials < successes
  ) {
    throw new RangeError(
      `share: expected integers with 0 <= successes <= trials, was ${successes} of ${trials}`,
    );
  }
  if (trials === 0) return null;
  const share = successes / trials;
  const spread = (Z * Z) / trials;
  const centre = share + spread / 2;
  const half = Z * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials));
  return {
    low: successes === 0 ? 0 : (centre - half) / (1 + spread),
    high: successes === trials ? 1 : (centre + half) / (1 + spread),
    level: 0.95,
  };
}
