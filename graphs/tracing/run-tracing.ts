/** A run's tracing in LangSmith, from its first row to what is kept of it in the run's directory. */
import type { Pipeline } from "../pipeline.ts";
import type { RunStore } from "../run-store.ts";
import { openDeliveryLog } from "./delivery-log.ts";
import { keepUntraced } from "./kept-delivery.ts";
import type { LangSmithAccess } from "./langsmith-access.ts";
import {
  type DeliveryReport,
  type LangSmithTracing,
  type TracingOptions,
  openTracing,
} from "./langsmith-tracing.ts";

/** Where a run is traced, and who is told what reached it. */
export interface RunTracing extends TracingOptions {
  readonly access: LangSmithAccess;
  /** Not told where nothing was to be sent: no row, and no outcome of an earlier one. */
  readonly onDelivery?: (report: DeliveryReport) => void;
  /** Takes the end of the delivery over: the run does not wait for it, and neither tells nor keeps what reached LangSmith. */
  readonly handOver?: (finish: LangSmithTracing["finish"]) => void;
}

/** Does the work while its rows are traced in LangSmith; sends the rest at any end of it, or hands that over. */
export async function tracing<T>(
  pipeline: Pipeline,
  store: RunStore,
  how: RunTracing | undefined,
  work: (traces: LangSmithTracing | null) => Promise<T>,
): Promise<T> {
  if (!how?.access.tracing) return untraced(store, work);
  const log = openDeliveryLog(store, how.access.project, pipeline.config.horizonBars);
  // Whoever takes the end over may take up the same directory again before that: it tells of what it sent, once.
  const untold = how.handOver ? {} : { untold: log.untold };
  const traces = await openTracing(pipeline, how.access, { ...how, ...untold });
  const onRow: LangSmithTracing["onRow"] = (record, trace) => {
    log.begin();
    traces.onRow(record, trace);
  };
  try {
    return await work({ ...traces, onRow });
  } finally {
    if (how.handOver) how.handOver(traces.finish);
    else {
      const report = log.end(await traces.finish());
      if (report) how.onDelivery?.(report);
    }
  }
}

/** Does the work with nothing sent of it, which is told where rows before it were. */
async function untraced<T>(store: RunStore, work: (traces: null) => Promise<T>): Promise<T> {
  const before = new Set(store.done.keys());
  try {
    return await work(null);
  } finally {
    const decided = [...store.done.keys()].filter((row) => !before.has(row));
    keepUntraced(store, decided);
  }
}
