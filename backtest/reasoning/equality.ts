/** Whether a number as written is a fact as shown: units brought together, rounding allowed for. */
import type { Fact } from "./facts.ts";
import type { Quantity, StatedUnit } from "./quantities.ts";

/** Units in which a figure may be written. Without a unit it may be any. */
const READINGS: Readonly<Record<Fact["unit"], readonly StatedUnit[]>> = {
  fraction: ["percent", "bps", "none"],
  deviations: ["deviations", "none"],
  minutes: ["minutes", "none"],
  bars: ["bars"],
  // A score or a probability of 0.5 may be told as 50 %.
  number: ["none", "percent"],
};

/** How far off "about" may be, as a share of the truth. */
const ABOUT = 0.1;
/** For binary fractions that should be half a step. */
const SLACK = 1 + 1e-6;

/** A number in a fact's unit, and how far the truth may lie from it. */
export interface Reading {
  readonly value: number;
  readonly halfStep: number;
}

/** Whether the unit lets the number be the fact. */
export function couldBe({ unit }: Quantity, fact: Fact): boolean {
  return READINGS[fact.unit].includes(unit);
}

/** What the number may mean in the fact's unit. Nothing where the units do not meet. */
export function readingsOf(quantity: Quantity, unit: Fact["unit"]): readonly Reading[] {
  const { value, halfStep, decimals } = quantity;
  if (!READINGS[unit].includes(quantity.unit)) return [];
  if (unit !== "fraction" || quantity.unit !== "none") return [{ value, halfStep }];
  return [
    // A percentage whose sign was left out, or the fraction itself; whole numbers are neither.
    ...(decimals >= 1 ? [{ value: value / 100, halfStep: halfStep / 100 }] : []),
    ...(decimals >= 3 ? [{ value, halfStep }] : []),
  ];
}

/** Whether the number tells the value: equal at the digits written, to it or to what was shown of it. */
export function tells(
  quantity: Quantity,
  truth: { readonly value: number; readonly shown: number | null; readonly unit: Fact["unit"] },
): boolean {
  const { value, shown, unit } = truth;
  return readingsOf(quantity, unit).some((reading) => {
    const said = quantity.unsigned ? Math.abs(reading.value) : reading.value;
    const allowed = reading.halfStep * SLACK + (quantity.approximate ? ABOUT * Math.abs(value) : 0);
    return [value, ...(shown === null ? [] : [shown])]
      .map((true_) => (quantity.unsigned ? Math.abs(true_) : true_))
      .some((true_) => Math.abs(said - true_) <= allowed);
  });
}

/** Whether words give the number another direction than its fact has: "rose -0.3 %" of a fall. */
export function isTurned({ direction, signed }: Quantity, value: number): boolean {
  return signed && direction !== 0 && value !== 0 && Math.sign(value) !== direction;
}
