/** A progress bar with rate and time left, on stderr and only on a terminal; the only importer of cli-progress. */
import { SingleBar } from "cli-progress";
import { stopwatchMs } from "../data/clock.ts";

/** Shows how far a job is. */
export interface Progress {
  /** @param done of `total` units @param at what is under way, said behind the name */
  update(done: number, total: number, at?: string): void;
  stop(): void;
}

/** The bar that is on the terminal now. */
let shown: SingleBar | null = null;

/** Says a line on stderr in the bar's place, which comes back with its next step. */
export function sayOnStderr(line: string): void {
  shown?.stop();
  process.stderr.write(`${line}\n`);
}

/** Signals that end a process, and with it whoever would give the terminal back. */
const ENDING = ["SIGINT", "SIGTERM"] as const;

/**
 * A bar hides the cursor and has lines cut: where a signal ends the process meanwhile, the terminal is given back first.
 * @returns ends that
 */
function giveBackOnSignals(): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    // Whoever else hears of it goes on. First in line, so as to see who has not gone yet.
    if (process.listenerCount(signal) > 1) return;
    leave();
    shown?.stop();
    process.kill(process.pid, signal);
  };
  const leave = (): void => {
    for (const signal of ENDING) process.off(signal, onSignal);
  };
  for (const signal of ENDING) process.prependListener(signal, onSignal);
  return leave;
}

/** A bar under a name such as "deciding"; `unit` is what it counts, such as "rows". */
export function startProgress(name: string, unit: string): Progress {
  const bar = new SingleBar({
    format: `${name}{at} {bar} {value}/{total} ${unit}, {rate}/s, {eta_formatted} left`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    stream: process.stderr,
    noTTYOutput: false,
  });
  let resumed = 0;
  let startedMs = 0;
  let leaveSignals: (() => void) | null = null;
  return {
    update: (done, total, at) => {
      const where = at === undefined ? "" : ` ${at}`;
      if (!bar.isActive) {
        [resumed, startedMs] = [done, stopwatchMs()];
        bar.start(total, done, { rate: "-", at: where });
        shown = bar;
        if (process.stderr.isTTY) leaveSignals ??= giveBackOnSignals();
        return;
      }
      const seconds = (stopwatchMs() - startedMs) / 1000;
      const rate = seconds > 0 ? ((done - resumed) / seconds).toFixed(0) : "-";
      bar.update(done, { rate, at: where });
    },
    stop: () => {
      bar.stop();
      leaveSignals?.();
      leaveSignals = null;
    },
  };
}
