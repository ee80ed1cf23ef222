/** A run as the page has it: asked for once, then kept up while it is under way and when its files change. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RunHead, RunMarks, RunSeries } from "../../wire/api.ts";
import { api, listen } from "../api-client.ts";
import { type FollowedRows, withRows } from "../logic/live-series.ts";
import { useAsked } from "./use-asked.ts";
import { AGAIN_MS } from "./again.ts";

export interface LoadedRun {
  readonly head: RunHead;
  /** Null until it came. */
  readonly series: RunSeries | null;
  readonly marks: RunMarks | null;
  /** Rows from which on the run, while it was followed, decided anew: a time each. */
  readonly rewinds: readonly number[];
  readonly fault: string | null;
}

/** Rows of a run under way after which its marks are asked for again. */
const MARKS_EVERY = 50;

const NONE: readonly number[] = [];

interface Live extends FollowedRows {
  readonly head: RunHead;
}

/** Loads a run; null without one. @param renewList called when the run says that it is finished */
export function useRun(listed: RunHead | null, renewList: () => void): LoadedRun | null {
  const id = listed?.id ?? null;
  const listedNow = useRef(listed);
  listedNow.current = listed;
  const [ended, setEnded] = useState<{ readonly listed: RunHead | null; readonly head: RunHead }>();
  const [live, setLive] = useState<Live | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const [breaks, setBreaks] = useState(0);
  // What the run told of its end counts until the list of runs says something else of it.
  const head = ended?.listed === listed && ended?.head.id === id ? ended.head : listed;
  const state = head?.state ?? "finished";
  const isBroken = (listed?.fault ?? null) !== null;
  const asked = id === null || isBroken ? null : `${id} ${state}`;
  const series = useAsked(
    asked && `${asked} ${head?.versions.series} ${breaks}`,
    (signal) => api.series(id ?? "", signal),
    { subject: asked ?? "" },
  );
  const loaded = series.value;
  // Until the scored series came, the rows that were followed stay.
  const own = live?.head.id === id ? live : null;
  const isFollowed = own !== null && (state === "under way" || loaded === null);
  const rows = isFollowed && state === "under way" ? own.series.row.length : 0;
  const rewinds = own?.rewinds ?? NONE;
  // Rows that came since, or came again, may have marks too; until those are there, the ones before them stay.
  const marks = useAsked(
    asked && `${asked} ${head?.versions.marks} ${Math.floor(rows / MARKS_EVERY)} ${rewinds.length}`,
    (signal) => api.marks(id ?? "", signal),
    { subject: id ?? "" },
  );
  useEffect(() => {
    // Told of what was listened to before.
    setBroken(null);
    if (id === null || loaded === null || state === "finished") return undefined;
    setLive(null);
    let timer = 0;
    const stop = listen(id, loaded.row.at(-1) ?? null, {
      event(event) {
        if (event.kind === "finished") {
          setEnded({ listed: listedNow.current ?? null, head: event.head });
          renewList();
        } else {
          setLive((now) => ({
            head: event.head,
            ...withRows(now ?? { series: loaded, rewinds: NONE }, event.series),
          }));
        }
      },
      fault(words) {
        setBroken(words);
        // It may be mended before the list of runs says that it was broken.
        timer = window.setTimeout(() => setBreaks((now) => now + 1), AGAIN_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [id, loaded, state]);
  return useMemo(() => {
    if (head === null) return null;
    return {
      head: isFollowed && state === "under way" ? own.head : head,
      series: isFollowed ? own.series : loaded,
      marks: marks.value,
      rewinds,
      fault: head.fault ?? series.fault ?? broken,
    };
  }, [head, own, isFollowed, loaded, marks.value, rewinds, series.fault, broken, state]);
}
