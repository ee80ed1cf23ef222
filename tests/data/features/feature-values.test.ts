import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SCALED_NAMES, computeFeatures } from "../../../data/features/compute-features.ts";
import type { Feature } from "../../../data/features/feature-set.ts";
import { type ColumnSketch, makeRows, viewOf } from "../../support/rows.ts";

/** The named feature at the last row. */
function featureOf(name: string, sketch: ColumnSketch): Feature {
  const found = computeFeatures(viewOf(makeRows(sketch))).features.find(
    (feature) => feature.name === name,
  );
  if (!found) throw new Error(`expected a feature named ${name}`);
  return found;
}

/** The component of the case vector that stems from the named feature, at the last row. */
function scaledOf(name: string, sketch: ColumnSketch): number | null | undefined {
  return computeFeatures(viewOf(makeRows(sketch))).scaled[SCALED_NAMES.indexOf(name)];
}

function repeat<T>(count: number, ...values: readonly T[]): readonly T[] {
  return Array.from({ length: count }, () => values).flat();
}

/** 2/(n+1) of each value on top of the rest of the average, seeded with the first value. */
function emaByHand(values: readonly number[], n: number): number {
  return values.reduce((ema, value) => (2 * value + (n - 1) * ema) / (n + 1));
}

/** Wilder's averages of gains and of losses: the mean of the first n, then 1/n of each further one. */
function rsiByHand(closes: readonly number[], n: number): number {
  const moves = closes.slice(1).map((close, i) => close - (closes[i] ?? NaN));
  const average = (parts: readonly number[]): number =>
    parts
      .slice(n)
      .reduce(
        (mean, part) => mean + (part - mean) / n,
        parts.slice(0, n).reduce((sum, part) => sum + part, 0) / n,
      );
  const gain = average(moves.map((move) => Math.max(0, move)));
  const loss = average(moves.map((move) => Math.max(0, -move)));
  return 100 - 100 / (1 + gain / loss);
}

const CLIMB = Array.from({ length: 13 }, (_, i) => 100 + i);
const WIGGLE = [100, 103, 101, 106, 104, 99, 102, 108, 107, 103, 110, 111, 105, 104, 109, 112, 108];
/** Twelve returns of +1/10 and -1/11 in turn, whose sample deviation is half their distance times √(12/11). */
const SEESAW = [...repeat(6, 100, 110), 100];
const SEESAW_DEVIATION = ((1 / 10 + 1 / 11) / 2) * Math.sqrt(12 / 11);
/** Twelve values of mean 2 and sample deviation √(12/11). */
const ONES_AND_THREES = repeat(6, 1, 3);
const FLAT = repeat(14, 100);

describe("values of features", () => {
  it.each([
    ["return_1", 112 / 111 - 1],
    ["return_3", 112 / 109 - 1],
    ["return_6", 112 / 106 - 1],
    ["return_12", 0.12],
  ])("%s is the return over as many bars", (name, expected) => {
    expect(featureOf(name, { close: CLIMB }).value).toBeCloseTo(expected, 14);
  });

  it("ema_3_over_7 compares averages that start at the first close", () => {
    const close = [1, 2, 3, 4, 5, 6, 7];
    // EMA(3) of 1..7: 1, 3/2, 9/4, 25/8, 65/16, 161/32, 385/64.
    expect(emaByHand(close, 3)).toBe(385 / 64);
    const expected = 385 / 64 / emaByHand(close, 7) - 1;
    expect(featureOf("ema_3_over_7", { close }).value).toBeCloseTo(expected, 14);
  });

  it("close_over_ema_12 compares the close with its average", () => {
    const expected = 108 / emaByHand(WIGGLE, 12) - 1;
    expect(featureOf("close_over_ema_12", { close: WIGGLE }).value).toBeCloseTo(expected, 14);
  });

  it.each([
    ["up and down", WIGGLE, rsiByHand(WIGGLE, 14)],
    ["half gains, half losses", repeat(8, 100, 101).slice(0, 15), 50],
    ["gains only", [...CLIMB, 113, 114], 100],
    ["losses only", [...CLIMB, 113, 114].toReversed(), 0],
  ])("rsi_14 after %s", (_what, close, expected) => {
    expect(featureOf("rsi_14", { close }).value).toBeCloseTo(expected, 10);
  });

  it("volatility_12 is the sample deviation of twelve returns", () => {
    const close = [50, 70, 90, ...SEESAW];
    expect(featureOf("volatility_12", { close }).value).toBeCloseTo(SEESAW_DEVIATION, 14);
  });

  it("drawdown_48 looks back 48 bars, the last one included", () => {
    const lastHigh = [200, ...repeat(46, 100), 50];
    expect(featureOf("drawdown_48", { close: lastHigh }).value).toBe(-0.75);
    expect(featureOf("drawdown_48", { close: [200, ...repeat(47, 100), 50] }).value).toBe(-0.5);
    expect(featureOf("drawdown_48", { close: [100, 101] }).value).toBe(0);
  });

  it("volume_change is a fraction of the volume before", () => {
    expect(featureOf("volume_change", { close: [1, 1], volume: [200, 250] }).value).toBe(0.25);
    expect(featureOf("volume_change", { close: [1, 1], volume: [200, 0] }).value).toBe(-1);
  });

  it.each([
    ["volume_z", "volume"],
    ["mvrv_z", "mvrvMomentum"],
  ])("%s scores the last value against those before it, itself left out", (name, field) => {
    const sketch = { close: repeat(13, 1), [field]: [...ONES_AND_THREES, 4] };
    expect(featureOf(name, sketch).value).toBeCloseTo(2 / Math.sqrt(12 / 11), 12);
    const wild = { close: repeat(13, 1), [field]: [...ONES_AND_THREES, 4e6] };
    expect(featureOf(name, wild).value).toBeCloseTo((4e6 - 2) / Math.sqrt(12 / 11), 4);
  });

  it.each([
    ["volume_change_z", "volume"],
    ["mvrv_change_z", "mvrvMomentum"],
  ])("%s scores the last change against those before it", (name, field) => {
    const sketch = { close: repeat(14, 1), [field]: [...repeat(6, 5, 6), 5, 8] };
    expect(featureOf(name, sketch).value).toBeCloseTo(3 / Math.sqrt(12 / 11), 12);
  });

  it("passes over missing cells in the past of a score", () => {
    const volume = [1, null, ...ONES_AND_THREES.slice(1), null, 4];
    const sketch = { close: repeat(15, 1), volume };
    expect(featureOf("volume_z", sketch).value).toBeCloseTo(2 / Math.sqrt(12 / 11), 12);
  });

  it.each([
    ["mvrv_momentum", { mvrvMomentum: [9, -0.004] }, -0.004],
    ["mvrv_change", { mvrvMomentum: [0.5, 0.25] }, -0.25],
    ["sentiment_index", { sentimentIndex: [9, 40] }, 40],
    ["sentiment_change", { sentimentIndex: [55, 40] }, -15],
    ["intensity", { intensity: [9, 6] }, 6],
    ["intensity_change", { intensity: [6, 8] }, 2],
    ["minutes_elapsed", { minutes: [100, 130] }, 30],
  ])("%s of %j is %d", (name, columns, expected) => {
    expect(featureOf(name, { close: [1, 1], ...columns }).value).toBe(expected);
  });
});

describe("features without a value", () => {
  it.each([
    ["rsi_14", { close: repeat(15, 100) }],
    ["volume_change", { close: [1, 1], volume: [0, 5] }],
    ["volume_z", { close: FLAT, volume: repeat(14, 0.1) }],
    ["volume_change_z", { close: FLAT, volume: repeat(14, 0.1) }],
    ["mvrv_z", { close: FLAT, mvrvMomentum: repeat(14, -0.003) }],
    ["mvrv_change_z", { close: FLAT, mvrvMomentum: repeat(14, -0.003) }],
  ])("%s is undefined where nothing moved or nothing can be divided by", (name, sketch) => {
    expect(featureOf(name, sketch)).toEqual({ name, value: null, absence: "undefined" });
  });

  it("a score of a constant is undefined, whatever its sum rounds to", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.integer({ min: 14, max: 60 }),
        (value, bars) => {
          const volume = repeat(bars, value);
          const { absence } = featureOf("volume_z", { close: repeat(bars, 100), volume });
          expect(absence).toBe("undefined");
        },
      ),
    );
  });

  it.each(["sentiment_change", "intensity_change", "mvrv_change", "volume_change"])(
    "%s misses its input when the cell before is empty",
    (name) => {
      const columns = { volume: [null, 1], mvrvMomentum: [null, 1] };
      const sketch = { ...columns, sentimentIndex: [null, 1], intensity: [null, 1], close: [1, 1] };
      expect(featureOf(name, sketch)).toEqual({ name, value: null, absence: "missing input" });
    },
  );

  it("a score misses its input when too few cells came before", () => {
    const volume = [null, null, ...ONES_AND_THREES.slice(1), 4];
    expect(featureOf("volume_z", { close: FLAT, volume }).absence).toBe("missing input");
  });

  it("returns and deviations of a constant price are 0, and have no scale", () => {
    const sketch = { close: FLAT };
    expect(featureOf("return_12", sketch).value).toBe(0);
    expect(featureOf("volatility_12", sketch).value).toBe(0);
    expect(scaledOf("return_12", sketch)).toBeNull();
    expect(scaledOf("volatility_12", sketch)).toBeNull();
  });
});

describe("the scaled form", () => {
  it.each([
    ["return_1", (100 / 110 - 1) / SEESAW_DEVIATION],
    ["return_3", (100 / 110 - 1) / (SEESAW_DEVIATION * Math.sqrt(3))],
    ["drawdown_48", (100 / 110 - 1) / (SEESAW_DEVIATION * Math.sqrt(48))],
    ["volatility_12", 0],
  ])("of %s is in deviations of past returns", (name, expected) => {
    expect(scaledOf(name, { close: SEESAW })).toBeCloseTo(expected, 12);
  });

  it.each([
    ["sentiment_index", { sentimentIndex: [80] }, 2],
    ["sentiment_index", { sentimentIndex: [0] }, -50 / 15],
    ["intensity", { intensity: [4] }, -0.5],
  ])("of %s at %j stands apart from its middle", (name, columns, expected) => {
    expect(scaledOf(name, { close: [1], ...columns })).toBe(expected);
  });

  it("is cut off at 4", () => {
    const volume = [...ONES_AND_THREES, 100];
    expect(scaledOf("volume_z", { close: repeat(13, 1), volume })).toBe(4);
    const down = { close: repeat(13, 1), mvrvMomentum: [...ONES_AND_THREES, -100] };
    expect(scaledOf("mvrv_z", down)).toBe(-4);
  });

  it("leaves out what repeats another component or has no scale of its own", () => {
    expect(SCALED_NAMES).toEqual([
      "return_1",
      "return_3",
      "return_6",
      "return_12",
      "ema_3_over_7",
      "close_over_ema_12",
      "rsi_14",
      "volatility_12",
      "drawdown_48",
      "volume_change_z",
      "volume_z",
      "mvrv_change_z",
      "mvrv_z",
      "sentiment_index",
      "intensity",
    ]);
  });
});
