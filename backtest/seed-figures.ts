/** What one strategy came to in one world: the figures that controls compare over seeds. */
import type { BarReturns, PositionInput } from "./bar-returns.ts";
import { bootstrapIntervals, type Interval } from "./bootstrap.ts";
import { costPerSide } from "./reference.ts";
import { meanOverSeeds } from "./seed-estimates.ts";
import { requireEqualLengths } from "./series-checks.ts";

/**
 * What a backtester makes of positions: one gross and one net return a bar, element i of the bar that ends at row
 * i + 1. `barReturns` is Hindcast's; a control may be given another to examine.
 */
export type Backtester = (bars: Omit<PositionInput, "timeMs">) => Pick<BarReturns, "gross" | "net">;

/** A position series, the bars it is held on, and who scores it. */
export interface SeedInput extends Omit<PositionInput, "timeMs"> {
  readonly backtester: Backtester;
}

/** Means per bar are fractions. Null where undefined. */
export interface SeedFigures {
  /** Before costs. */
  readonly gross: number;
  readonly net: number;
  /** Reckoned from the positions alone: (|position_0| + Σ|change|)·cost a side over bars. */
  readonly costs: number;
  /** The part of `costs` that the entry from flat makes. */
  readonly entryCosts: number;
  /** Gross less mean position times mean market return: what the timing earned, whatever side it leaned to. */
  readonly timing: number;
  /** Mean |market return|: the gross of who is right at every bar with a position of 1. */
  readonly foresight: number;
  /** Share of bars won among those neither won nor lost nothing, less 1/2. */
  readonly skill: number | null;
  /** Whether the 95 % interval of gross holds 0; bars taken as uncorrelated, as those of a martingale are. */
  readonly covers: boolean | null;
}

/** @throws RangeError when lengths differ or the backtester returns another number of bars */
export function seedFigures({ backtester, ...bars }: SeedInput): SeedFigures {
  const { closes, positions, costs } = bars;
  requireEqualLengths(closes, { positions });
  const { gross, net } = backtester(bars);
  const count = Math.max(0, closes.length - 1);
  requireBars(count, { gross, net });
  const market = Float64Array.from(
    { length: count },
    (_, i) => (closes[i + 1] ?? NaN) / (closes[i] ?? NaN) - 1,
  );
  const calls = gross.filter((earned) => earned !== 0).length;
  const hits = gross.filter((earned) => earned > 0).length;
  const idle = calls === 0;
  return {
    gross: meanOf(gross),
    net: meanOf(net),
    costs: (costPerSide(costs) * traded(positions)) / count,
    entryCosts: (costPerSide(costs) * Math.abs(positions[0] ?? 0)) / count,
    timing: meanOf(gross) - meanOf(positions.subarray(0, count)) * meanOf(market),
    foresight: meanOf(market.map(Math.abs)),
    skill: idle ? null : hits / calls - 0.5,
    covers: idle ? null : holdsZero(meanOverSeeds([...gross], 0.95).interval),
  };
}

/**
 * Whether the 95 % interval that the leaderboard would show of the mean gross return holds 0: the stationary bootstrap,
 * resampled by the seed. Null below 30 bars, or where no position was taken.
 */
export function bootstrapCovers({ backtester, ...bars }: SeedInput, seed: number): boolean | null {
  const { gross } = backtester(bars);
  if (gross.every((earned) => earned === 0)) return null;
  const boot = bootstrapIntervals([gross], [([sum = NaN]) => sum / gross.length], { seed });
  return holdsZero(boot.intervals[0] ?? null);
}

function requireBars(count: number, series: Readonly<Record<string, Float64Array>>): void {
  for (const [name, { length }] of Object.entries(series)) {
    if (length !== count) throw new RangeError(`${name}: expected ${count} bars, was ${length}`);
  }
}

function traded(positions: Float64Array): number {
  let held = 0;
  let sum = 0;
  for (const position of positions) {
    sum += Math.abs(position - held);
    held = position;
  }
  return sum;
}

function holdsZero(interval: Interval | null): boolean | null {
  return interval === null ? null : interval.low <= 0 && interval.high >= 0;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
