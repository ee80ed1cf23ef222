/** What interrupts do to work that can be stopped: the first lets rows under way end, the second ends at once. */
import { sayOnStderr } from "./progress.ts";

/** Aborts on SIGINT or SIGTERM. @returns gives the signals back */
export function stopOnSignals(stop: AbortController): () => void {
  const onSignal = (): void => {
    sayOnStderr("hindcast: stopping: rows under way end first; again to stop at once");
    stop.abort();
    restore();
  };
  const restore = (): void => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return restore;
}
