/** One worker of an ablation: decides configurations one after another, from stored replies. */
import { parentPort, workerData } from "node:worker_threads";
import { HindcastError } from "../../data/errors.ts";
import type { MarketData } from "../../data/load-rows.ts";
import { decideVariant } from "../../graphs/ablation/decide-variant.ts";
import { Deliveries } from "../../graphs/tracing/deliveries.ts";
import { loadNodesFile } from "../nodes-file.ts";
import type { FromWorker, PlainTask, ToWorker } from "./task.ts";

const data: MarketData = workerData;
const stop = new AbortController();
const deliveries = new Deliveries();
const tell = (message: FromWorker): void => parentPort?.postMessage(message);

function tellFault(error: unknown): void {
  const code = error instanceof HindcastError ? error.code : null;
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  tell({ kind: "fault", code, message: code === null ? (stack ?? message) : message });
}

async function decide({ nodes, ...task }: Omit<PlainTask, "data">): Promise<void> {
  const own = nodes === null ? {} : await loadNodesFile(nodes);
  const result = await decideVariant(
    { ...task, data, ...own },
    {
      signal: stop.signal,
      onProgress: (done, total) => tell({ kind: "progress", done, total }),
      deliveries,
      onDelivery: (delivery) => tell({ kind: "delivery", directory: task.directory, delivery }),
    },
  );
  tell({ kind: "result", result });
}

parentPort?.on("message", (message: ToWorker) => {
  if (message.kind === "stop") stop.abort();
  if (message.kind === "decide") decide(message.task).catch(tellFault);
  if (message.kind === "finish-deliveries") {
    void deliveries.finish().then(() => tell({ kind: "deliveries-finished" }));
  }
});
