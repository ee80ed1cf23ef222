import { describe, expect, it } from "vitest";
import { curvesOf, equityBand } from "../../../backtest/evaluation/curves.ts";
import { held, noise, seriesOf } from "./series-of.ts";

describe("the curves of a run", () => {
  it("grow from 1 and fall from their peaks, by hand", () => {
    const { strategies } = curvesOf(
      seriesOf({ returns: [0.1, -0.5, 0.2], positions: { agent: held(1, 3) } }),
      { seed: 1 },
    );
    const [agent] = strategies;
    [1, 1.1, 0.55, 0.66].forEach((value, row) => {
      expect(agent?.equity[row]).toBeCloseTo(value, 12);
    });
    [0, 0, -0.5, -0.4].forEach((value, row) => {
      expect(agent?.drawdown[row]).toBeCloseTo(value, 12);
    });
  });

  it("has a hit rate of the last bars only, and none before there are enough", () => {
    // 30 right bars, then 30 wrong ones; the window is 30 bars.
    const returns = Array.from({ length: 60 }, (_, t) => (t < 30 ? 0.01 : -0.01));
    const { hitRate } = curvesOf(seriesOf({ returns, positions: { agent: held(1, 60) } }), {
      seed: 1,
    });
    expect(hitRate.windowBars).toBe(30);
    expect(hitRate.share.slice(0, 30).every((share) => share === null)).toBe(true);
    expect([30, 45, 60].map((row) => hitRate.share[row])).toEqual([1, 0.5, 0]);
    expect(hitRate.low[45]).toBeLessThan(0.5);
    expect(hitRate.high[45]).toBeGreaterThan(0.5);
    expect(hitRate.share).toHaveLength(61);
  });
});

describe("the band of equity", () => {
  it("has no width where every bar earns the same: it is the curve", () => {
    const band = equityBand(new Float64Array(500).fill(0.001), { seed: 1, draws: 20 });
    for (const row of [0, 1, 250, 500]) {
      expect(band?.low[row]).toBeCloseTo(1.001 ** row, 6);
      expect(band?.high[row]).toBeCloseTo(1.001 ** row, 6);
    }
  });

  it("widens with the square root of the bars, as independent returns do", () => {
    const net = Float64Array.from(noise(400, 5));
    const band = equityBand(net, { seed: 1, draws: 800 });
    const width = (row: number): number =>
      Math.log(band?.high[row] ?? NaN) - Math.log(band?.low[row] ?? NaN);
    expect(width(400) / width(100)).toBeGreaterThan(1.6);
    expect(width(400) / width(100)).toBeLessThan(2.4);
    expect(band?.low).toHaveLength(401);
  });

  it("is none for fewer bars than it takes", () => {
    expect(equityBand(new Float64Array(29), { seed: 1 })).toBeNull();
  });
});
