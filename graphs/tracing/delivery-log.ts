/** What is known of a run's deliveries from one process to the next: which rows LangSmith lacks, and which it was told the outcome of. */
import { readTrace } from "../reasoning/read-trace.ts";
import type { RunStore } from "../run-store.ts";
import {
  beginKept,
  keepDelivery,
  keptDelivery,
  LANGSMITH_FILE,
  untoldOf,
} from "./kept-delivery.ts";
import type { Delivery, DeliveryReport } from "./langsmith-tracing.ts";
import { type ToldRow, groundedOf } from "./row-feedback.ts";

/** The log of one run directory, as one process uses it. */
export interface DeliveryLog {
  /** To be called before a row is sent: from then on a kill leaves word of which rows were never to be sent. */
  begin(): void;
  /** Rows that an earlier process sent without being able to say what they came to. @param isKnown whether that is known now */
  readonly untold: (isKnown: (row: number) => boolean) => readonly ToldRow[];
  /** @returns what is to be told; null where there is nothing */
  end(delivery: Delivery): DeliveryReport | null;
}

/** Opens the log before the first row is decided. @param horizonBars of the run */
export function openDeliveryLog(
  store: RunStore,
  project: string,
  horizonBars: number,
): DeliveryLog {
  const before = [...store.done.keys()];
  let isBegun = false;
  return {
    begin: () => {
      if (!isBegun) beginKept(store, project, before);
      isBegun = true;
    },
    untold: (isKnown) => {
      try {
        const kept = keptDelivery(store.read(LANGSMITH_FILE));
        if (kept?.project !== project) return [];
        const rows = new Set(untoldOf(kept, before).filter(isKnown));
        return rows.size === 0 ? [] : readRows(store, rows, horizonBars);
      } catch {
        // Of files that cannot be read nothing is told; tracing ends no run.
        return [];
      }
    },
    end: (delivery) => keepDelivery(store, delivery),
  };
}

/** Rows of the store's directory with the ids of their traces, the last time each was decided. @throws InputError */
function readRows(
  { directory, done }: RunStore,
  rows: ReadonlySet<number>,
  horizonBars: number,
): readonly ToldRow[] {
  const found = new Map<number, ToldRow>();
  const traced = directory === null ? [] : readTrace(directory, (row) => rows.has(row));
  for (const { row, nodes } of traced) {
    const record = done.get(row);
    const traceId = [...nodes.values()].find((run) => run.traceId !== undefined)?.traceId;
    if (!rows.has(row) || !record || traceId === undefined) continue;
    const grounded = groundedOf(nodes, record, horizonBars);
    found.set(row, { row, traceId, action: record.decision.action, grounded });
  }
  return [...found.values()];
}
