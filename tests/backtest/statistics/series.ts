/** Series that peers in other languages can rebuild to the last digits, and arbitraries, for tests of statistics. */
import fc from "fast-check";

/** sin(t²)/100 for t = 1 … n: no dependence to speak of. */
export function roughReturns(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.sin((i + 1) ** 2) / 100);
}

/** y_t = 0.6·y_{t-1} + sin(t²)/100 + 1/2000 from y_0 = 0: depends on its past. */
export function dependentReturns(n: number): Float64Array {
  let last = 0;
  return roughReturns(n).map((shock) => (last = 0.6 * last + shock + 0.0005));
}

/** cos(3t²)/50 + 0.001 for t = 1 … n: a market beside the others. */
export function marketReturns(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.cos(3 * (i + 1) ** 2) / 50 + 0.001);
}

/** Returns of 40 to 120 bars, none so small that scaling it loses digits. */
export const returnsArbitrary = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 40, maxLength: 120 })
  .map((ticks) => Float64Array.from(ticks, (tick) => tick / 10_000));

/** sin(t²) for t = 1 … n, what the peers' classifications and forecasts were made of. */
export function waves(n: number, frequency = 1): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.sin(frequency * (i + 1) ** 2));
}
