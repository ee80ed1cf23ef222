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
  return {
    update: (done, total, at) => {
      const where = at === undefined ? "" : ` ${at}`;
      if (!bar.isActive) {
        [resumed, startedMs] = [done, stopwatchMs()];
        bar.start(total, done, { rate: "-", at: where });
        shown = bar;
        return;
      }
      const seconds = (stopwatchMs() - startedMs) / 1000;
      const rate = seconds > 0 ? ((done - resumed) / seconds).toFixed(0) : "-";
      bar.update(done, { rate, at: where });
    },
    stop: () => bar.stop(),
  };
}
