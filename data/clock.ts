/** The one module that reads the wall clock. Times go to traces and screens, never into a decision. */

/** Milliseconds since the epoch, now. */
export function wallClockMs(): number {
  return Date.now();
}

/** Milliseconds on a clock that never steps back; only differences mean anything. */
export function stopwatchMs(): number {
  return performance.now();
}
