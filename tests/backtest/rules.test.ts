import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomMatchedTurnover } from "../../backtest/random-paths.ts";
import { correctedMetrics } from "../../backtest/corrected.ts";
import { labelCodes, referenceMetrics } from "../../backtest/reference.ts";
import { RULES } from "../../backtest/rules.ts";
import { MarketHistory } from "../../data/history.ts";
import type { MarketRow } from "../../data/row.ts";
import { gold, goldRows, marketRow } from "./gold-bars.ts";
import { TEN_BPS } from "./market-arbitrary.ts";

const SIX = { horizonBars: 6, labelLagBars: 6 };

function positions(name: string, rows: readonly MarketRow[], labelLagBars = 6): number[] {
  const found = RULES.find((rule) => rule.name === name);
  return [...(found?.positions(new MarketHistory(rows, { horizonBars: 6, labelLagBars })) ?? [])];
}

const rowsArbitrary = fc
  .array(
    fc.record({
      close: fc.double({ min: 50, max: 150, noNaN: true }),
      mvrvMomentum: fc.option(fc.constantFrom(-0.5, 0, 0.5)),
      label: fc.constantFrom<(-1 | 1 | null)[]>(-1, 1, null),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) => rows.map(({ label, ...seen }, row) => marketRow(row, seen, label)));

describe("rules by hand", () => {
  it("hold one side throughout", () => {
    const rows = goldRows.slice(0, 3);
    expect(positions("always_long", rows)).toEqual([1, 1, 1]);
    expect(positions("always_short", rows)).toEqual([-1, -1, -1]);
  });

  it("repeat a label only once it is known, and keep it where one is missing", () => {
    const rows = ([1, -1, null, 1, -1, -1] as const).map((label, row) =>
      marketRow(row, { close: 100 }, label),
    );
    expect(positions("previous_signal", rows, 2)).toEqual([0, 0, 1, -1, -1, 1]);
  });

  it("follow the past 12 bars, keep on a tie, and stay flat in warm-up", () => {
    const closes = [...Array.from({ length: 12 }, () => 100), 101, 100, 99, 100];
    const rows = closes.map((close, row) => marketRow(row, { close }));
    expect(positions("momentum", rows)).toEqual([
      ...Array.from({ length: 12 }, () => 0),
      1,
      1,
      -1,
      -1,
    ]);
  });

  it("follow the crossover of EMAs seeded with the first close", () => {
    const closes = [10, 10, 10, 10, 10, 10, 10, 11, 11, 5, 5];
    // Fast and slow: tied at 10; 10.5 and 10.25; then 10.75 and 10.4375; then 7.875 and 9.078.
    const rows = closes.map((close, row) => marketRow(row, { close }));
    expect(positions("ema_3_over_7", rows)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, -1, -1]);
  });

  it("follow the sign of MVRV momentum, keeping it over gaps and zeros", () => {
    const rows = [null, 0.1, null, 0, -0.2, 0].map((mvrvMomentum, row) =>
      marketRow(row, { close: 100, mvrvMomentum }),
    );
    expect(positions("mvrv_momentum_sign", rows)).toEqual([0, 1, 1, 1, -1, -1]);
  });
});

describe("rules on the recorded bars, reference total return at 10 bps", () => {
  it.each([
    ["always_long", -0.0707],
    ["always_short", 0.0736],
    ["previous_signal", -0.0561],
    ["momentum", -0.0373],
    ["ema_3_over_7", -0.0689],
    ["mvrv_momentum_sign", 0.0649],
  ])("%s: %f", (name, wanted) => {
    const { total_return } = referenceMetrics({
      closes: gold.closes,
      labels: labelCodes(gold.labels),
      positions: Float64Array.from(positions(name, goldRows)),
      costs: TEN_BPS,
    });
    expect(total_return).toBeCloseTo(wanted, 4);
  });
});

describe("rules for any history", () => {
  it.each(RULES)("$name: what comes after a row never changes the positions up to it", (rule) => {
    fc.assert(
      fc.property(rowsArbitrary, fc.nat(), (rows, cut) => {
        const kept = 1 + (cut % rows.length);
        const whole = rule.positions(new MarketHistory(rows, SIX));
        const part = rule.positions(new MarketHistory(rows.slice(0, kept), SIX));
        expect(part).toEqual(whole.slice(0, kept));
        expect([...whole].every((position) => [-1, 0, 1].includes(position))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe("randomMatchedTurnover", () => {
  it("flips as often as asked, and starts on either side", () => {
    const paths = [...randomMatchedTurnover({ flipProbability: 0.2, n: 500, seed: 1, draws: 60 })];
    expect(paths).toHaveLength(60);
    expect(new Set(paths.flatMap((path) => [...path]))).toEqual(new Set([-1, 1]));
    expect(new Set(paths.map((path) => path[0]))).toEqual(new Set([-1, 1]));
    const flips = paths.map(
      (path) =>
        correctedMetrics({
          timeMs: path.map((_, row) => row),
          closes: new Float64Array(500).fill(1),
          positions: path,
          costs: TEN_BPS,
        }).flips,
    );
    const rate = flips.reduce((sum, count) => sum + count, 0) / (60 * 499);
    expect(rate).toBeGreaterThan(0.18);
    expect(rate).toBeLessThan(0.22);
  });

  it("never flips at 0, always at 1, and repeats for its seed", () => {
    const [still] = randomMatchedTurnover({ flipProbability: 0, n: 4, seed: 2, draws: 1 });
    expect(new Set(still).size).toBe(1);
    const [restless = new Float64Array()] = randomMatchedTurnover({
      flipProbability: 1,
      n: 4,
      seed: 2,
      draws: 1,
    });
    expect([...restless].map((position) => position * (restless[0] ?? NaN))).toEqual([
      1, -1, 1, -1,
    ]);
    const options = { flipProbability: 0.5, n: 20, seed: 9, draws: 3 };
    expect([...randomMatchedTurnover(options)]).toEqual([...randomMatchedTurnover(options)]);
  });

  it("refuses a probability that is none", () => {
    const paths = randomMatchedTurnover({ flipProbability: 1.2, n: 4, seed: 2, draws: 1 });
    expect(() => paths.next()).toThrow("flipProbability: expected 0 to 1, was 1.2");
  });
});
