/** A run as the page has it: asked for once, then kept up while it is under way. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RunHead, RunMarks, RunSeries } from "../../wire/api.ts";
import { api, listen } from "../api-client.ts";
import { withRows } from "../logic/live-series.ts";
import { useAsked } from "./use-asked.ts";

export interface LoadedRun {
  readonly head: RunHead;
  /** Null until it came. */
  readonly series: RunSeries | null;
  readonly marks: RunMarks | null;
  readonly fault: string | null;
}

/** Rows of a run under way after which its marks are asked for again. */
const MARKS_EVERY = 50;

interface Live {
  readonly head: RunHead;
  readonly series: RunSeries;
}

/** Loads a run; null without one. */
export function useRun(listed: RunHead | null): LoadedRun | null {
  const id = listed?.id ?? null;
  const [finished, setFinished] = useState<RunHead | null>(null);
  const [live, setLive] = useState<Live | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const head = finished?.id === id ? finished : listed;
  const state = head?.state ?? "finished";
  const isBroken = (listed?.fault ?? null) !== null;
  const series = useAsked(id === null || isBroken ? null : `${id} ${state}`, (signal) =>
    api.series(id ?? "", signal),
  );
  const loaded = series.value;
  // Rows that came since may have marks too; until those are there, the ones before them stay.
  const rows = live?.head.id === id && state === "under way" ? live.series.row.length : 0;
  const marks = useAsked(
    id === null || isBroken ? null : `${id} ${state} ${Math.floor(rows / MARKS_EVERY)}`,
    (signal) => api.marks(id ?? "", signal),
  );
  const lastMarks = useRef<{ readonly id: string | null; readonly marks: RunMarks } | null>(null);
  if (marks.value !== null) lastMarks.current = { id, marks: marks.value };
  const shownMarks = lastMarks.current?.id === id ? (lastMarks.current?.marks ?? null) : null;
  useEffect(() => {
    if (id === null || loaded === null || state === "finished") return undefined;
    setLive(null);
    setBroken(null);
    return listen(id, loaded.row.at(-1) ?? null, {
      event(event) {
        if (event.kind === "finished") setFinished(event.head);
        else
          setLive((now) => ({
            head: event.head,
            series: withRows(now?.series ?? loaded, event.series),
          }));
      },
      fault: setBroken,
    });
  }, [id, loaded, state]);
  return useMemo(() => {
    if (head === null) return null;
    // Until the scored series came, the rows that were followed stay.
    const own = live?.head.id === id ? live : null;
    const isFollowed = own !== null && (state === "under way" || loaded === null);
    return {
      head: isFollowed && state === "under way" ? own.head : head,
      series: isFollowed ? own.series : loaded,
      marks: shownMarks,
      fault: head.fault ?? series.fault ?? broken,
    };
  }, [head, live, loaded, shownMarks, series.fault, broken, state, id]);
}
