/** Timing that shrugs off a busy machine: medians, and rivals measured in turn. */
import { stopwatchMs } from "../data/clock.ts";

/** Median durations in milliseconds of rivals called in turn `repeats` times, after one call each that is not counted. */
export function mediansMs(rivals: readonly (() => unknown)[], repeats: number): readonly number[] {
  for (const run of rivals) run();
  const durations = rivals.map((): number[] => []);
  for (let i = 0; i < repeats; i++) {
    for (const [rival, run] of rivals.entries()) {
      const start = stopwatchMs();
      run();
      durations[rival]?.push(stopwatchMs() - start);
    }
  }
  return durations.map((times) => times.toSorted((a, b) => a - b)[repeats >> 1] ?? NaN);
}

/** As `mediansMs`, for rivals that take their time: each call is awaited. */
export async function asyncMediansMs(
  rivals: readonly (() => Promise<unknown>)[],
  repeats: number,
): Promise<readonly number[]> {
  for (const run of rivals) await run();
  const durations = rivals.map((): number[] => []);
  for (let i = 0; i < repeats; i += 1) {
    for (const [rival, run] of rivals.entries()) {
      const start = stopwatchMs();
      await run();
      durations[rival]?.push(stopwatchMs() - start);
    }
  }
  return durations.map((times) => times.toSorted((a, b) => a - b)[repeats >> 1] ?? NaN);
}
