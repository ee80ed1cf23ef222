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

/** Whether minus the value would be another statement: an index, a probability or a spread has no sign to flip. */
export function hasSign(id: string): boolean {
  return !/rsi|index|confidence|volatility/.test(id);
}
