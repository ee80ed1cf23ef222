/** Decides configurations in workers, so that an ablation of stored replies uses every core. */
import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { errorFrom } from "../../data/errors.ts";
import type { MarketData } from "../../data/load-rows.ts";
import type { Hands } from "../../graphs/ablation/decide-all.ts";
import type {
  DecideTask,
  DecideTelling,
  DecidedOrMissed,
} from "../../graphs/ablation/decide-variant.ts";
import type { FromWorker, ToWorker } from "./task.ts";

const MAX_WORKERS = 4;

/** Hands and how to let them go. */
export interface WorkerHands extends Hands {
  readonly close: () => Promise<void>;
}

/**
 * Workers start when they are needed, and each decides one configuration after another.
 * @param nodes file of nodes of one's own
 */
export function openWorkerHands(data: MarketData, nodes: string | null): WorkerHands {
  const idle = new Set<Worker>();
  const alive = new Set<Worker>();
  const onDelivery = new Map<string, DecideTelling["onDelivery"]>();
  const start = (): Worker => {
    const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
    const worker = new Worker(file, { workerData: data });
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "delivery") onDelivery.get(message.directory)?.(message.delivery);
    });
    // A worker may end by itself, as by a node of one's own that ends its process; whoever waits for it hears of it, too.
    worker
      .on("error", () => {})
      .on("exit", () => {
        alive.delete(worker);
        idle.delete(worker);
      });
    alive.add(worker);
    return worker;
  };
  const takeIdle = (): Worker | undefined => {
    const [worker] = idle;
    if (worker) idle.delete(worker);
    return worker;
  };
  return {
    atOnce: Math.min(MAX_WORKERS, availableParallelism()),
    decide: async (
      { data: _data, nodes: _nodes, nodesVersion: _version, asking, ...task },
      telling,
    ) => {
      const worker = takeIdle() ?? start();
      onDelivery.set(task.directory, telling.onDelivery);
      const { drain: _drain, ...plain } = asking;
      const result = await resultOf(worker, { ...task, asking: plain, nodes }, telling);
      if (alive.has(worker)) idle.add(worker);
      return result;
    },
    finishDeliveries: async () => {
      await Promise.all([...alive].map(deliveriesFinished));
    },
    close: async () => {
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}

/** Resolves when the worker has sent what it could, or is gone. */
async function deliveriesFinished(worker: Worker): Promise<void> {
  const tell = (message: ToWorker): void => worker.postMessage(message);
  await new Promise<void>((resolve) => {
    // Heard until the worker is closed, which is next.
    worker
      .on("exit", () => resolve())
      .on("message", (message: FromWorker) => {
        if (message.kind === "deliveries-finished") resolve();
      });
    tell({ kind: "finish-deliveries" });
  });
}

type Task = Extract<ToWorker, { kind: "decide" }>["task"] &
  Omit<DecideTask, "data" | "nodes" | "nodesVersion" | "asking">;

async function resultOf(
  worker: Worker,
  task: Task,
  { signal, onProgress }: DecideTelling,
): Promise<DecidedOrMissed> {
  const tell = (message: ToWorker): void => worker.postMessage(message);
  const stop = (): void => tell({ kind: "stop" });
  const undo: (() => void)[] = [];
  try {
    return await new Promise<DecidedOrMissed>((resolve, reject) => {
      const onExit = (): void => reject(new Error("expected a worker to decide, it ended before"));
      const onMessage = (message: FromWorker): void => {
        if (message.kind === "progress") onProgress?.(message.done, message.total);
        if (message.kind === "result") resolve(message.result);
        if (message.kind === "fault") reject(errorFrom(message.code, message.message));
      };
      worker.on("error", reject).on("exit", onExit).on("message", onMessage);
      // One by one: a worker whose listeners are all removed at once is never heard again.
      undo.push(
        () => void worker.off("error", reject).off("exit", onExit).off("message", onMessage),
      );
      signal?.addEventListener("abort", stop, { once: true });
      if (signal?.aborted) stop();
      tell({ kind: "decide", task });
    });
  } finally {
    for (const leave of undo) leave();
    signal?.removeEventListener("abort", stop);
  }
}
