/** Waits until what changes in quick succession has settled. */
import { useEffect, useRef } from "preact/hooks";

/** Does the last of what is asked for, once nothing was for so long. */
export function useLater(waitMs: number): (act: () => void) => void {
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current ?? 0), []);
  return (act) => {
    clearTimeout(timer.current ?? 0);
    timer.current = window.setTimeout(act, waitMs);
  };
}
