/** The one module that reads the wall clock. Times go to traces and screens, never into a decision. */
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds since the epoch, now. */
export function wallClockMs(): number {
  return Date.now();
}

/** Milliseconds on a clock that never steps back; only differences mean anything. */
export function stopwatchMs(): number {
  return performance.now();
}

/** A clock to wait by. */
export interface Clock {
  /** Milliseconds; only differences mean anything. */
  nowMs(): number;
  /** Resolves after so long, or as soon as the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The clock on the wall. */
export const REAL_CLOCK: Clock = {
  nowMs: stopwatchMs,
  wait: async (ms, signal) => {
    await sleep(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  },
};
