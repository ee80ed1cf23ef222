/** What the server answered to a question that changes: its answer, its fault, or that it is still asked. */
import { useEffect, useState } from "preact/hooks";
import { UnansweredError } from "../api-client.ts";
import { AGAIN_MS } from "./again.ts";

/** An answer; `value` is null until it came, `fault` is one line where it did not. */
export interface Asked<T> {
  readonly value: T | null;
  readonly fault: string | null;
}

const NOTHING = { value: null, fault: null } as const;

interface Kept<T> extends Asked<T> {
  readonly subject: string;
}

/** How a question is asked. */
export interface AskOptions {
  /** What the question is about: while it stays, the last answer does until the next one came. @default the key */
  readonly subject?: string;
  /** Before asking: whoever steps through rows does not ask for each. @default 0 */
  readonly waitMs?: number;
}

/**
 * Asks again whenever the key changes, or where nobody answered; drops answers to what is no longer asked.
 * @param key of the question; null asks nothing
 */
export function useAsked<T>(
  key: string | null,
  question: (signal: AbortSignal) => Promise<T>,
  { subject = key ?? "", waitMs = 0 }: AskOptions = {},
): Asked<T> {
  const [kept, keep] = useState<Kept<T> | null>(null);
  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    const hear = (answer: Asked<T>): void => {
      if (!stop.signal.aborted) keep({ subject, ...answer });
    };
    let timer = 0;
    const again = (): void => {
      timer = window.setTimeout(document.visibilityState === "visible" ? ask : again, AGAIN_MS);
    };
    const ask = (): void => {
      question(stop.signal).then(
        (value) => hear({ value, fault: null }),
        (cause: unknown) => {
          hear({ value: null, fault: faultText(cause) });
          if (cause instanceof UnansweredError && !stop.signal.aborted) again();
        },
      );
    };
    timer = window.setTimeout(ask, waitMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // The key stands for the question.
  }, [key]);
  return kept?.subject === subject && key !== null ? kept : NOTHING;
}

/** One line about what went wrong. */
export function faultText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
