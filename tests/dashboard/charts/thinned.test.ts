/** Long curves cut to what pixels show. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { keptRows, pick } from "../../../dashboard/charts/thinned.ts";

test("a short curve is kept whole", () => {
  expect(keptRows([[1, null, 3]])).toEqual([0, 1, 2]);
  expect(keptRows([])).toEqual([]);
});

test("of each stretch the first, lowest, highest and last value is kept, and a gap", () => {
  const curve = [5, 5, 9, 5, 1, 5, null, 5, 5, 5, 5, 5];
  expect(keptRows([curve], 5)).toEqual([0, 2, 4, 6, 11]);
});

test("curves that are drawn together share their rows", () => {
  const low = [0, 0, -1, 0, 0, 0, 0, 0, 0, 0];
  const high = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0];
  const rows = keptRows([low, high], 5);
  expect(rows).toEqual([0, 2, 6, 9]);
  expect(pick(high, rows)).toEqual([0, 0, 1, 0]);
});

test("never more rows than asked for, in order, with the curve's ends and extremes", () => {
  const values = fc.array(fc.option(fc.integer(), { freq: 5 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(values, fc.integer({ min: 5, max: 60 }), (curve, most) => {
      const rows = keptRows([curve], most);
      const known = curve.filter((value) => value !== null);
      const kept = pick(curve, rows).filter((value) => value !== null);
      expect(rows.length).toBeLessThanOrEqual(most);
      expect(rows).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
      expect([rows[0], rows.at(-1)]).toEqual([0, curve.length - 1]);
      expect(Math.max(...kept)).toBe(Math.max(...known));
      expect(Math.min(...kept)).toBe(Math.min(...known));
    }),
  );
});
