/** Makes each experiment in a worker with a fresh copy of every module, so that no state of one reaches another. */
import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { HindcastError } from "../../data/errors.ts";
import type { Baseline } from "../../graphs/audit/baseline.ts";
import type { TrialRows } from "../../graphs/audit/experiment.ts";
import type { ExperimentReport, Laboratory, Making } from "../../graphs/audit/laboratory.ts";
import type { RowEvidence } from "../../graphs/audit/row-evidence.ts";
import type { FromWorker, PlainSubject, ToWorker, WorkerTask } from "./task.ts";

/** Workers at once, besides the one that decides the data as it is. */
const MAX_WORKERS = 4;

/** A laboratory and how to leave it. */
export interface WorkerLaboratory extends Laboratory {
  readonly close: () => Promise<void>;
}

/** Nothing is decided until it is asked for. What breaks in a worker is thrown where it was asked. */
export function openWorkerLaboratory(subject: PlainSubject, rows: TrialRows): WorkerLaboratory {
  const baseline = new WorkingBaseline({ subject, rows, experiment: null });
  return {
    baseline,
    concurrency: Math.min(MAX_WORKERS, availableParallelism()),
    make: ({ name, checkPower, onRow }) =>
      makeInWorker({ subject, rows, experiment: { name, checkPower } }, baseline, onRow),
    close: () => baseline.close(),
  };
}

/** Evidence of the data as it is, from a worker that decides rows one after another. */
class WorkingBaseline implements Baseline {
  readonly #worker: Worker;
  readonly #kept = new Map<number, Promise<RowEvidence>>();
  readonly #waiting = new Map<number, (evidence: RowEvidence) => void>();
  readonly #broken: Promise<never>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(task: WorkerTask) {
    this.#worker = startWorker(task);
    this.#broken = new Promise((_resolve, reject) => {
      this.#worker.on("error", reject);
      this.#worker.on("message", (message: FromWorker) => {
        if (message.kind === "fault") reject(faultFrom(message));
        if (message.kind === "evidence")
          this.#waiting.get(message.evidence.row)?.(message.evidence);
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

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function makeInWorker(
  task: WorkerTask,
  baseline: Baseline,
  onRow: Making["onRow"],
): Promise<ExperimentReport> {
  const worker = startWorker(task);
  try {
    return await new Promise<ExperimentReport>((resolve, reject) => {
      worker.on("error", reject);
      worker.on("message", (message: FromWorker) => {
        if (message.kind === "row") onRow();
        if (message.kind === "report") resolve(message.report);
        if (message.kind === "fault") reject(faultFrom(message));
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

function startWorker(workerData: WorkerTask): Worker {
  const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
  return new Worker(file, { workerData });
}

/** The error that a worker met, with its code where it is one of ours. */
function faultFrom({ code, message }: Extract<FromWorker, { kind: "fault" }>): Error {
  return code === null ? new Error(message) : new HindcastError(code, message);
}
