/** What a run under way tells whoever listens: rows as they come, and its end. */
import { REAL_CLOCK } from "../../data/clock.ts";
import type { RunEvent } from "../wire/api.ts";
import type { ShownRun } from "./reading/shown-run.ts";

/** An event with the row that the next one begins with. */
export interface ToldEvent {
  readonly event: RunEvent;
  readonly next: number;
}

/** How events are come by. */
export interface ListenOptions {
  /** First row to tell. @default 0: all of them */
  readonly from?: number;
  /** How often the run's files are looked at. @default 500 */
  readonly pollMs?: number;
  /** Aborted when the listener has left. */
  readonly signal: AbortSignal;
}

/**
 * Tells of a run until it is finished or the listener has left. Rows that were decided again come again.
 * @throws InputError when the run's files are broken
 */
export async function* runEvents(
  run: ShownRun,
  { from = 0, pollMs = 500, signal }: ListenOptions,
): AsyncGenerator<ToldEvent, undefined> {
  let next = from;
  let rewinds = run.stamp.state === "under way" ? run.live().rewinds.length : 0;
  while (!signal.aborted) {
    if (run.stamp.state === "finished") {
      yield { event: { kind: "finished", head: run.head() }, next };
      return;
    }
    const live = run.live();
    live.poll();
    next = Math.min(next, ...live.rewinds.slice(rewinds));
    rewinds = live.rewinds.length;
    if (live.next > next) {
      const series = live.columns(next);
      next = live.next;
      yield { event: { kind: "rows", head: run.head(), series }, next };
    }
    await REAL_CLOCK.wait(live.isBehind ? 0 : pollMs, signal);
  }
}
