/** Values that a figure does not have. */
import type { Random } from "../../../data/random.ts";

/**
 * Another value of the same sign, from a fifth off to three times as large, and at least five shown steps off.
 * @param step smallest step that the writing shows, in the unit of `value`
 */
export function falseValue(value: number, step: number, random: Random): number {
  const size = Math.abs(value);
  const off = Math.max(5 * step, size * (0.2 + 1.8 * random.uniform()));
  const isDown = random.uniform() < 0.5 && size - off > step;
  return Math.sign(value) * (isDown ? size - off : size + off);
}

/** Draws of a false value before it is given up. */
const MAX_DRAWS = 20;

/**
 * Digits of a false value, as many behind the point.
 * @param digits such as "0.34"
 * @param taken digits that would say something true
 * @returns null where none is found
 */
export function falseDigits(
  digits: string,
  taken: ReadonlySet<string>,
  random: Random,
): string | null {
  const decimals = digits.length - 1 - digits.indexOf(".");
  const step = 10 ** -decimals;
  // Of 0 no other value has the same sign.
  const value = Number(digits) || step;
  for (let tries = 0; tries < MAX_DRAWS; tries += 1) {
    const drawn = falseValue(value, step, random).toFixed(decimals);
    if (!taken.has(drawn)) return drawn;
  }
  return null;
}

/** Whether minus the value would be another statement: an index, a probability or a spread has no sign to flip. */
export function hasSign(id: string): boolean {
  return !/rsi|index|confidence|volatility/.test(id);
}
