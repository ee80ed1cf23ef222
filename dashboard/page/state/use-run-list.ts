/** The runs that there are, asked for again as long as somebody looks: later ones come up by themselves. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { RunHead } from "../../wire/api.ts";
import { api } from "../api-client.ts";
import { renewedHeads } from "../logic/run-list.ts";
import { faultText } from "./use-asked.ts";
import { AGAIN_MS } from "./again.ts";

export interface RunList {
  /** Null until they came. */
  readonly heads: readonly RunHead[] | null;
  /** Why they could not be asked for just now, in one line. */
  readonly fault: string | null;
  /** Asks at once; an answer that is under way counts no more. */
  readonly renew: () => void;
}

export function useRunList(): RunList {
  const [heads, setHeads] = useState<readonly RunHead[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const under = useRef<{ readonly stop: AbortController; timer: number }>(null);
  const renew = useCallback(() => {
    end(under.current);
    const own = { stop: new AbortController(), timer: 0 };
    under.current = own;
    const { signal } = own.stop;
    const then = (tell: () => void): void => {
      if (signal.aborted) return;
      tell();
      own.timer = window.setTimeout(() => {
        if (document.visibilityState === "visible") renew();
      }, AGAIN_MS);
    };
    api.runs(signal).then(
      (now) =>
        then(() => {
          setHeads((before) => renewedHeads(before, now));
          setFault(null);
        }),
      (cause: unknown) => then(() => setFault(faultText(cause))),
    );
  }, []);
  useEffect(() => {
    const hear = (): void => {
      if (document.visibilityState === "visible") renew();
    };
    renew();
    document.addEventListener("visibilitychange", hear);
    return () => {
      document.removeEventListener("visibilitychange", hear);
      end(under.current);
    };
  }, []);
  return { heads, fault, renew };
}

function end(asking: { readonly stop: AbortController; readonly timer: number } | null): void {
  if (asking === null) return;
  asking.stop.abort();
  clearTimeout(asking.timer);
}
