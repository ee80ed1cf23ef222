/** Small geometry the charts share: padded domains, points in time, labels that do not collide. */
import { UsageError } from "../../data/errors.ts";

/** A value at each time of a chart; null where it is undefined, which leaves a gap. */
export type Curve = readonly (number | null)[];

/** Ends of an axis, in the unit of its values. */
export type Domain = readonly [low: number, high: number];

/** A curve's value at a time; `value` is null in a gap. */
export interface Point {
  readonly time: Date;
  readonly value: number | null;
}

/** Pairs times and values. */
export function points(timeMs: readonly number[], curve: Curve): Point[] {
  return timeMs.map((ms, at) => ({ time: new Date(ms), value: curve[at] ?? null }));
}

/** @throws UsageError if a curve's length is not that of the times */
export function expectSameLength(chart: string, timeMs: readonly number[], curve: Curve): void {
  if (curve.length === timeMs.length) return;
  throw new UsageError(`${chart}: expected ${timeMs.length} values a curve, was ${curve.length}`);
}

/** The values that are defined and finite. */
export function defined(curve: Curve): number[] {
  return curve.filter((value) => value !== null).filter((value) => Number.isFinite(value));
}

/** The range of the values with 5 % of air at both ends; a constant gets room around it. */
export function paddedDomain(values: readonly number[]): Domain {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const air = high > low ? (high - low) * 0.05 : Math.abs(high) * 0.05 || 1;
  return [low - air, high + air];
}

/**
 * Moves heights apart so that text lines do not overlap, keeping their order and staying inside
 * `limit` while there is room. All in pixels from the top.
 *
 * @param step least distance between two lines
 */
export function spreadLabels(wanted: readonly number[], step: number, limit: Domain): number[] {
  const order = wanted.map((_, at) => at).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = wanted.map(() => 0);
  let next = limit[0];
  for (const at of order) {
    placed[at] = Math.max(wanted[at] ?? 0, next);
    next = placed[at] + step;
  }
  next = limit[1];
  for (const at of order.toReversed()) {
    placed[at] = Math.min(placed[at] ?? 0, next);
    next = placed[at] - step;
  }
  return placed;
}

/** A value for a label: whole and grouped from 1,000 on, three decimals below. */
export function shortNumber(value: number): string {
  const large = Math.abs(value) >= 1000;
  return value.toLocaleString(
    "en-US",
    large ? { maximumFractionDigits: 0 } : { maximumFractionDigits: 3, minimumFractionDigits: 3 },
  );
}

/** The minus sign that axes use, in place of a hyphen. */
export function signed(text: string): string {
  return text.replace("-", "\u2212");
}

/** A fraction in percent for a label; n/a where there is none. */
export function percentText(value: number | null, decimals = 1): string {
  return value === null ? "n/a" : signed(`${(value * 100).toFixed(decimals)} %`);
}

/** Fractions in percent, gaps kept. */
export function inPercent(curve: Curve): Curve {
  return curve.map((value) => (value === null ? null : value * 100));
}

/** Writes ticks of a time axis in UTC: the time of day, and the date under the first tick of each day; dates alone where every tick is a midnight. `ticks` is the whole axis. */
export function timeTick(tick: Date, at: number, ticks: readonly Date[] = []): string {
  const [date = "", time = ""] = tick.toISOString().split(/[TZ.]/);
  if (ticks.every((each) => each.getTime() % 86_400_000 === 0)) return date;
  const before = ticks[at - 1]?.toISOString();
  return before?.startsWith(date) === true ? time.slice(0, 5) : `${time.slice(0, 5)}\n${date}`;
}

/** The time axis all charts share. */
export const TIME_AXIS = {
  label: "time (UTC)",
  labelArrow: "none",
  ticks: 6,
  tickFormat: timeTick,
} as const;
