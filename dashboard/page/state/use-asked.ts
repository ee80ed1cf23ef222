/** What the server answered to a question that changes: its answer, its fault, or that it is still asked. */
import { useEffect, useState } from "preact/hooks";

/** An answer; `value` is null until it came, `fault` is one line where it did not. */
export interface Asked<T> {
  readonly value: T | null;
  readonly fault: string | null;
}

const NOTHING = { value: null, fault: null } as const;

interface Kept<T> extends Asked<T> {
  readonly key: string | null;
}

/**
 * Asks again whenever the key changes, and drops answers to what is no longer asked.
 * @param key of the question; null asks nothing
 */
export function useAsked<T>(
  key: string | null,
  question: (signal: AbortSignal) => Promise<T>,
): Asked<T> {
  const [kept, keep] = useState<Kept<T>>({ key: null, ...NOTHING });
  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    question(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) keep({ key, value, fault: null });
      },
      (cause: unknown) => {
        if (!stop.signal.aborted) keep({ key, value: null, fault: faultText(cause) });
      },
    );
    return () => {
      stop.abort();
    };
    // The key stands for the question.
  }, [key]);
  return kept.key === key && key !== null ? kept : NOTHING;
}

/** One line about what went wrong. */
export function faultText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
