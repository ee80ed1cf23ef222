/** Random markets and positions for properties: moves within ±5 %, positions within ±1, so nothing is ruined. */
import fc from "fast-check";

export const FREE = { commission: 0, slippage: 0, initialCapital: 1 };
export const TEN_BPS = { commission: 0.001, slippage: 0, initialCapital: 10_000 };

/** Bars with positions and labels, all of one length. */
export const market = fc
  .array(
    fc.record({
      move: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
      position: fc.oneof(fc.constantFrom(-1, 0, 1), fc.double({ min: -1, max: 1, noNaN: true })),
      label: fc.constantFrom(-1, 0, 1),
    }),
    { minLength: 2, maxLength: 60 },
  )
  .map((bars) => {
    let close = 100;
    return {
      timeMs: Float64Array.from(bars, (_, row) => row * 600_000),
      closes: Float64Array.from(bars, ({ move }) => (close *= 1 + move)),
      positions: Float64Array.from(bars, ({ position }) => position),
      labels: Int8Array.from(bars, ({ label }) => label),
    };
  });

/** Up to 50 bps. */
export const cost = fc.double({ min: 0, max: 0.005, noNaN: true });
