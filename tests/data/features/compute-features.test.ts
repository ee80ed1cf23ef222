import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FEATURES } from "../../../data/features/catalogue.ts";
import {
  SCALED_NAMES,
  computeFeatures,
  noFeatures,
} from "../../../data/features/compute-features.ts";
import { type FeatureSet, featureSetSchema } from "../../../data/features/feature-set.ts";
import { LOOKBACK_BARS } from "../../../data/features/feature-window.ts";
import type { PointInTimeView } from "../../../data/history.ts";
import type { MarketRow } from "../../../data/row.ts";
import { someRows } from "../../support/row-arbitrary.ts";
import { makeRows, renumbered, viewOf } from "../../support/rows.ts";

const count = 60;
const wave = (period: number, middle: number, size: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => middle + size * Math.sin(i / period) + (i % 3) / 10);
const FULL = makeRows({
  close: wave(3, 100, 5),
  volume: wave(4, 1000, 90),
  mvrvMomentum: wave(5, 0, 0.01),
  sentimentIndex: wave(6, 50, 20),
  intensity: wave(7, 5, 2),
});

function absences(view: PointInTimeView): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    computeFeatures(view).features.map(({ name, absence }) => [name, absence]),
  );
}

/** Everything but the row's number, which depends on where a file starts. */
function bytesOf({ features, scaled }: FeatureSet): string {
  return JSON.stringify({ features, scaled });
}

function garbled(rows: readonly MarketRow[], from: number): readonly MarketRow[] {
  return rows.map((row, i) =>
    i < from
      ? row
      : {
          observation: { ...row.observation, close: 1e9 + i, volume: 7, mvrvMomentum: null },
          label: 1,
        },
  );
}

describe("computeFeatures", () => {
  it.each(FEATURES.filter(({ requiredBars }) => requiredBars > 1))(
    "$name warms up over exactly $requiredBars bars",
    ({ name, requiredBars }) => {
      expect(absences(viewOf(FULL, requiredBars - 2))[name]).toBe("warm-up");
      expect(absences(viewOf(FULL, requiredBars - 1))[name]).toBeNull();
    },
  );

  it.each(FEATURES.filter(({ requiredBars }) => requiredBars === 1))(
    "$name is there from the first bar",
    ({ name }) => {
      expect(absences(viewOf(FULL, 0))[name]).toBeNull();
    },
  );

  it("has a value for every feature once all have warmed up", () => {
    const { features, scaled } = computeFeatures(viewOf(FULL));
    expect(features.filter(({ value }) => value === null)).toEqual([]);
    expect(scaled.filter((value) => value === null)).toEqual([]);
  });

  it("says which inputs are missing, and computes the rest", () => {
    const rows = FULL.map((row, i) =>
      i === count - 1
        ? {
            ...row,
            observation: {
              ...row.observation,
              volume: null,
              mvrvMomentum: null,
              sentimentIndex: null,
              intensity: null,
            },
          }
        : row,
    );
    const missing = Object.entries(absences(viewOf(rows)));
    expect(missing.filter(([, absence]) => absence !== null)).toEqual(
      FEATURES.filter(({ inputs }) => inputs.length > 0).map(({ name }) => [name, "missing input"]),
    );
  });

  it("gives every row the same names in the same order, in a shape that the schema takes", () => {
    fc.assert(
      fc.property(someRows(1, 60), (rows) => {
        const set = featureSetSchema.parse(computeFeatures(viewOf(rows)));
        expect(set.row).toBe(rows.length - 1);
        expect(set.features.map(({ name }) => name)).toEqual(FEATURES.map(({ name }) => name));
        expect(
          set.features.every(({ value, absence }) => (value === null) !== (absence === null)),
        ).toBe(true);
        expect(set.scaled).toHaveLength(SCALED_NAMES.length);
        expect(set.scaled.every((value) => value === null || Math.abs(value) <= 4)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("does not depend on where the data starts, once the look-back is there", () => {
    fc.assert(
      fc.property(someRows(LOOKBACK_BARS, LOOKBACK_BARS + 30), fc.nat(30), (rows, cut) => {
        const start = cut % (rows.length - LOOKBACK_BARS + 1);
        const late = renumbered(rows.slice(start));
        expect(bytesOf(computeFeatures(viewOf(late)))).toBe(bytesOf(computeFeatures(viewOf(rows))));
      }),
      { numRuns: 40 },
    );
  });

  it("depends on one bar less than it would with a shorter look-back", () => {
    const late = renumbered(FULL.slice(count - LOOKBACK_BARS + 1));
    expect(bytesOf(computeFeatures(viewOf(late)))).not.toBe(bytesOf(computeFeatures(viewOf(FULL))));
  });

  it("does not change when later rows are cut off or garbled", () => {
    fc.assert(
      fc.property(someRows(2, 60), fc.nat(58), (rows, at) => {
        const row = at % (rows.length - 1);
        const expected = bytesOf(computeFeatures(viewOf(rows, row)));
        expect(bytesOf(computeFeatures(viewOf(rows.slice(0, row + 1), row)))).toBe(expected);
        expect(bytesOf(computeFeatures(viewOf(garbled(rows, row + 1), row)))).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("notices when the row itself is garbled, so that the test above can fail", () => {
    const garbledRow = garbled(FULL, 30);
    expect(bytesOf(computeFeatures(viewOf(garbledRow, 30)))).not.toBe(
      bytesOf(computeFeatures(viewOf(FULL, 30))),
    );
  });
});

describe("noFeatures", () => {
  it("has every feature and no value", () => {
    const set = featureSetSchema.parse(noFeatures(viewOf(FULL, 7)));
    expect(set.row).toBe(7);
    expect(set.features).toEqual(
      FEATURES.map(({ name }) => ({ name, value: null, absence: "switched off" })),
    );
    expect(set.scaled).toEqual(SCALED_NAMES.map(() => null));
  });
});
