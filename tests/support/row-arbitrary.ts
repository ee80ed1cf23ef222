/** Random rows for properties: positive prices, cells missing here and there. */
import fc from "fast-check";
import type { MarketRow } from "../../data/row.ts";
import { makeRows } from "./rows.ts";

const orMissing = (min: number, max: number): fc.Arbitrary<number | null> =>
  fc.option(fc.double({ min, max, noNaN: true }), { freq: 8 });

/** Between `min` and `max` rows; steps of 1 to 60 minutes. */
export function someRows(min: number, max: number): fc.Arbitrary<readonly MarketRow[]> {
  return fc
    .array(
      fc.record({
        close: fc.double({ min: 1, max: 1e5, noNaN: true }),
        step: fc.integer({ min: 1, max: 60 }),
        mvrvMomentum: orMissing(-0.05, 0.05),
        volume: orMissing(0, 1e10),
        sentimentIndex: orMissing(0, 100),
        intensity: orMissing(0, 10),
        label: fc.constantFrom(-1 as const, 1 as const, null),
      }),
      { minLength: min, maxLength: max },
    )
    .map((bars) => {
      let minute = 0;
      return makeRows({
        close: bars.map(({ close }) => close),
        minutes: bars.map(({ step }) => (minute += step)),
        mvrvMomentum: bars.map(({ mvrvMomentum }) => mvrvMomentum),
        volume: bars.map(({ volume }) => volume),
        sentimentIndex: bars.map(({ sentimentIndex }) => sentimentIndex),
        intensity: bars.map(({ intensity }) => intensity),
        label: bars.map(({ label }) => label),
      });
    });
}
