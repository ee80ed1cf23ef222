import { describe, expect, it } from "vitest";
import { type MarketRow, observationSchema } from "../../../data/row.ts";
import { edgeWorld } from "../../../data/worlds/edge-world.ts";
import { nullWorld } from "../../../data/worlds/null-world.ts";
import { MEAN_ABS_RETURN, SWITCH_PROBABILITY } from "../../../data/worlds/price-walk.ts";
import { mean, nextReturns, sides, standardError } from "./series.ts";

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const worlds = SEEDS.map((seed) => Array.from(nullWorld({ rows: 2000, seed })));

function newsOf(rows: readonly MarketRow[]): readonly string[] {
  return rows.map(({ observation }) =>
    JSON.stringify({ ...observation, timeMs: 0, close: 0, mvrvMomentum: 0, volume: 0 }),
  );
}

describe("nullWorld", () => {
  it("makes valid rows, numbered from 0, ten minutes apart from 2030 on", () => {
    const rows = worlds[0]?.slice(0, 200) ?? [];
    expect(rows).toHaveLength(200);
    rows.forEach(({ observation, label }, i) => {
      expect(observationSchema.parse(observation)).toEqual(observation);
      expect(observation.row).toBe(i);
      expect(observation.timeMs).toBe(Date.parse("2030-01-01T00:00:00Z") + i * 600_000);
      expect([-1, 1]).toContain(label);
    });
  });

  it("is the same for the same seed, another for another, and begins the same however long", () => {
    const rows = [...nullWorld({ rows: 50, seed: 1 })];
    expect(rows).toEqual(worlds[0]?.slice(0, 50));
    expect(rows.map((row) => row.observation.close)).not.toEqual(
      worlds[1]?.slice(0, 50).map((row) => row.observation.close),
    );
  });

  it("has returns with mean 0, within four standard errors over 40,000 bars", () => {
    const returns = worlds.flatMap(nextReturns);
    expect(Math.abs(mean(returns))).toBeLessThan(4 * standardError(returns));
  });

  it("moves 22 bps a bar on average, in clusters", () => {
    const sizes = worlds.flatMap((rows) => nextReturns(rows).map(Math.abs));
    expect(mean(sizes) / MEAN_ABS_RETURN).toBeCloseTo(1, 1);
    const centre = mean(sizes);
    const products = sizes.slice(1).map((size, i) => (size - centre) * ((sizes[i] ?? 0) - centre));
    expect(mean(products)).toBeGreaterThan(4 * standardError(products));
  });

  it("has moods that tell nothing of the next bar nor of the last", () => {
    const before: number[] = [];
    const after: number[] = [];
    for (const rows of worlds) {
      const side = sides(rows);
      nextReturns(rows).forEach((change, i) => {
        after.push((side[i] ?? 0) * change);
        before.push((side[i + 1] ?? 0) * change);
      });
    }
    expect(Math.abs(mean(after))).toBeLessThan(4 * standardError(after));
    expect(Math.abs(mean(before))).toBeLessThan(4 * standardError(before));
  });

  it("writes the same news whatever the prices do", () => {
    const bound = [...edgeWorld({ rows: 100, seed: 1, strength: 1 })];
    const free = worlds[0]?.slice(0, 100) ?? [];
    expect(newsOf(bound)).toEqual(newsOf(free));
    expect(bound.at(-1)?.observation.close).not.toBe(free.at(-1)?.observation.close);
  });

  it("keeps a mood for 18 rows on average", () => {
    const switches = worlds.flatMap((rows) => {
      const side = sides(rows);
      return side.slice(1).map((value, i): number => (value === side[i] ? 0 : 1));
    });
    expect(Math.abs(mean(switches) - SWITCH_PROBABILITY)).toBeLessThan(4 * standardError(switches));
  });

  it("labels look back: four in five agree with the past 12 bars, half with the next", () => {
    const past: number[] = [];
    const next: number[] = [];
    for (const rows of worlds) {
      rows.forEach(({ observation: { close }, label }, i) => {
        const earlier = rows[i - 12]?.observation.close;
        const later = rows[i + 1]?.observation.close;
        if (earlier !== undefined) past.push(Math.sign(close - earlier) === label ? 1 : 0);
        if (later !== undefined) next.push(Math.sign(later - close) === label ? 1 : 0);
      });
    }
    expect(Math.abs(mean(past) - 0.82)).toBeLessThan(4 * standardError(past));
    expect(Math.abs(mean(next) - 0.5)).toBeLessThan(4 * standardError(next));
  });

  it("has momentum and volume near the real ones", () => {
    const rows = worlds.flat().map(({ observation }) => observation);
    expect(mean(rows.map(({ volume }) => volume ?? 0)) / 12e9).toBeCloseTo(1, 0);
    expect(Math.max(...rows.map(({ mvrvMomentum }) => Math.abs(mvrvMomentum ?? 1)))).toBeLessThan(
      0.2,
    );
  });

  it.each([
    [{ rows: -1, seed: 1 }, /rows: .* was -1/],
    [{ rows: 1.5, seed: 1 }, /rows: .* was 1.5/],
    [{ rows: 1, seed: 0.5 }, /seed: .* was 0.5/],
    [{ rows: 1, seed: 1, stepMs: 1500 }, /stepMs: .* was 1500/],
  ])("refuses %j at once", (options, message) => {
    expect(() => nullWorld(options)).toThrow(message);
  });

  it("makes no rows when none are asked for, and steps as told", () => {
    expect([...nullWorld({ rows: 0, seed: 1 })]).toEqual([]);
    const [first, second] = nullWorld({ rows: 2, seed: 1, stepMs: 60_000 });
    expect((second?.observation.timeMs ?? 0) - (first?.observation.timeMs ?? 0)).toBe(60_000);
  });
});
