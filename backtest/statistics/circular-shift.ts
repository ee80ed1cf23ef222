/** Whether positions earn more on their own bars than the same positions do at any other time. */
import { makeRandom } from "../../data/random.ts";
import { NEEDED_BARS } from "./needed-bars.ts";

/** How many shifts to look at. */
export interface ShiftOptions {
  /** For the choice of shifts, where there are more than are looked at. */
  readonly seed: number;
  /** Looked at at most, at least 1; all bars - 1 of them if there are no more. @default 2000 */
  readonly shifts?: number;
}

/** The test; null below `neededBars`. */
export interface ShiftTest {
  /** Probability of at least as good a mean return by an arbitrary shift, above 0 to 1; one-sided. */
  readonly p: number | null;
  /** Mean gross return per bar of the positions where they are. */
  readonly figure: number | null;
  /** Mean over the shifts that were looked at. */
  readonly shiftedMean: number | null;
  readonly shifts: number;
  readonly bars: number;
  readonly neededBars: number;
}

/**
 * p = (1 + shifts that earn as much or more)/(1 + shifts), for positions and returns that have nothing to do with
 * each other while each may depend on its own past. A shift on the circle of bars keeps how often the positions
 * change, how long they last and their mean, so costs are the same but for the seam: gross returns rank as net ones
 * do. Lotwick, H. W. & Silverman, B. W. (1982), "Methods for analysing spatial processes of several types of points",
 * Journal of the Royal Statistical Society B 44, 406-413, shift on a torus likewise; the seam makes it approximate.
 * @param held position through each bar, fractions of equity, finite
 * @param market return of each bar, fractions, finite
 * @throws RangeError when lengths differ or shifts is below 1
 */
export function circularShiftTest(
  held: Float64Array,
  market: Float64Array,
  { seed, shifts = 2000 }: ShiftOptions,
): ShiftTest {
  const n = market.length;
  if (held.length !== n) throw new RangeError(`held: expected ${n} bars, was ${held.length}`);
  if (!Number.isInteger(shifts) || shifts < 1) {
    throw new RangeError(`shifts: expected an integer of at least 1, was ${shifts}`);
  }
  if (n < NEEDED_BARS) {
    const none = { p: null, shiftedMean: null, shifts: 0 };
    const figure = n === 0 ? null : earned(held, market, 0);
    return { ...none, figure, bars: n, neededBars: NEEDED_BARS };
  }
  const figure = earned(held, market, 0);
  // Sums of the same products in another order differ by rounding; as much as that counts as equal.
  const rounding =
    (1e-12 * held.reduce((sum, s, t) => sum + Math.abs(s * (market[t] ?? NaN)), 0)) / n;
  const looked = chooseShifts(n, shifts, seed);
  const figures = looked.map((shift) => earned(held, market, shift));
  const asGood = figures.filter((value) => value >= figure - rounding).length;
  return {
    p: (1 + asGood) / (1 + looked.length),
    figure,
    shiftedMean: figures.reduce((sum, value) => sum + value, 0) / looked.length,
    shifts: looked.length,
    bars: n,
    neededBars: NEEDED_BARS,
  };
}

/** Mean of position times return, positions taken `shift` bars early on the circle. */
function earned(held: Float64Array, market: Float64Array, shift: number): number {
  const n = market.length;
  let sum = 0;
  for (let t = 0; t < n; t++) {
    const from = t + shift;
    sum += (held[from < n ? from : from - n] ?? NaN) * (market[t] ?? NaN);
  }
  return sum / n;
}

/** All of 1 … n - 1, or as many as wanted of them, each equally likely (a shuffle that stops early). */
function chooseShifts(n: number, wanted: number, seed: number): readonly number[] {
  const all = Array.from({ length: n - 1 }, (_, i) => i + 1);
  if (all.length <= wanted) return all;
  const random = makeRandom(seed, "circular shift");
  for (let i = 0; i < wanted; i++) {
    const other = i + random.below(all.length - i);
    [all[i], all[other]] = [all[other] ?? NaN, all[i] ?? NaN];
  }
  return all.slice(0, wanted);
}
