/** Makes each experiment in a worker with a fresh copy of every module, so that no state of one reaches another. */
import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { UsageError, errorFrom } from "../../data/errors.ts";
import type { Baseline } from "../../graphs/audit/baseline.ts";
import type { TrialRows } from "../../graphs/audit/experiment.ts";
import type { ExperimentReport, Laboratory, Making } from "../../graphs/audit/laboratory.ts";
import type { RowEvidence } from "../../graphs/audit/row-evidence.ts";
import type { FromWorker, PlainSubject, ToWorker, WorkerTask } from "./task.ts";

/** Workers at once, besides the one that decides the data as it is. */
const MAX_WORKERS = 4;

/** A laboratory and how to leave it. */
export interface WorkerLaboratory extends Laboratory {
  /** Ends every worker, whatever it is at. */
  readonly close: () => Promise<void>;
}

/** Nothing is decided until it is asked for. What breaks in a worker is thrown where it was asked. */
export function openWorkerLaboratory(subject: PlainSubject, rows: TrialRows): WorkerLaboratory {
  const workers = new Set<Worker>();
  const start = (experiment: WorkerTask["experiment"]): Worker => {
    const worker = startWorker({ subject, rows, experiment });
    workers.add(worker);
    worker.once("exit", () => workers.delete(worker));
    return worker;
  };
  const baseline = new WorkingBaseline(start(null));
  return {
    baseline,
    concurrency: Math.min(MAX_WORKERS, availableParallelism()),
    make: ({ name, checkPower, onRow }) => reportOf(start({ name, checkPower }), baseline, onRow),
    close: async () => {
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

/** Evidence of the data as it is, from a worker that decides rows one after another. */
class WorkingBaseline implements Baseline {
  readonly #worker: Worker;
  readonly #kept = new Map<number, Promise<RowEvidence>>();
  readonly #waiting = new Map<number, (evidence: RowEvidence) => void>();
  readonly #broken: Promise<never>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#broken = new Promise((_resolve, reject) => {
      onEndOf(worker, reject);
      worker.on("message", (message: FromWorker) => {
        if (message.kind === "fault") reject(errorFrom(message.code, message.message));
        if (message.kind !== "evidence") return;
        this.#waiting.get(message.evidence.row)?.(message.evidence);
        this.#waiting.delete(message.evidence.row);
      });
    });
    this.#broken.catch(() => {});
  }

  of(row: number): Promise<RowEvidence> {
    const known = this.#kept.get(row) ?? this.#decide(row);
    this.#kept.set(row, known);
    return known;
  }

  /** In the order of asking, one at a time: a node's own state would else depend on who asks first. */
  #decide(row: number): Promise<RowEvidence> {
    const decided = this.#last.then(() => {
      const answer = new Promise<RowEvidence>((resolve) => this.#waiting.set(row, resolve));
      this.#worker.postMessage({ kind: "decide", row } satisfies ToWorker);
      return Promise.race([answer, this.#broken]);
    });
    this.#last = decided.catch(() => {});
    return decided;
  }
}

/** What a worker reports of its experiment. It is told the evidence that it asks for, and ended afterwards. */
async function reportOf(
  worker: Worker,
  baseline: Baseline,
  onRow: Making["onRow"],
): Promise<ExperimentReport> {
  try {
    return await new Promise<ExperimentReport>((resolve, reject) => {
      onEndOf(worker, reject);
      worker.on("message", (message: FromWorker) => {
        if (message.kind === "row") onRow();
        if (message.kind === "report") resolve(message.report);
        if (message.kind === "fault") reject(errorFrom(message.code, message.message));
        if (message.kind === "wanted") {
          baseline.of(message.row).then((evidence) => {
            worker.postMessage({ kind: "evidence", evidence } satisfies ToWorker);
          }, reject);
        }
      });
    });
  } finally {
    await worker.terminate();
  }
}

/** A node may end the thread it runs in; whoever waits for it would wait for ever. */
function onEndOf(worker: Worker, reject: (error: Error) => void): void {
  worker.on("error", reject);
  worker.on("exit", () =>
    reject(new UsageError("audit: expected a worker to finish its experiment, it ended before")),
  );
}

function startWorker(workerData: WorkerTask): Worker {
  const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
  return new Worker(file, { workerData });
}
