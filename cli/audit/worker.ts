/** One worker of an audit: a fresh copy of every module, in which one experiment is made, or the data decided as it is. */
import { parentPort, workerData } from "node:worker_threads";
import { HindcastError } from "../../data/errors.ts";
import { type Baseline, DecidedBaseline } from "../../graphs/audit/baseline.ts";
import { makeExperiment } from "../../graphs/audit/laboratory.ts";
import type { RowEvidence } from "../../graphs/audit/row-evidence.ts";
import { type FromWorker, type ToWorker, type WorkerTask, subjectFrom } from "./task.ts";

const port = parentPort;
if (port === null) throw new Error("expected to run as a worker, did not");

const tell = (message: FromWorker): void => port.postMessage(message);

function tellFault(error: unknown): void {
  const code = error instanceof HindcastError ? error.code : null;
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  tell({ kind: "fault", code, message: code === null ? (stack ?? message) : message });
}

/** Evidence that another worker decides, asked for row by row. */
function askedBaseline(): Baseline {
  const waiting = new Map<number, (evidence: RowEvidence) => void>();
  port?.on("message", (message: ToWorker) => {
    if (message.kind !== "evidence") return;
    waiting.get(message.evidence.row)?.(message.evidence);
    waiting.delete(message.evidence.row);
  });
  return {
    of: (row) =>
      new Promise((resolve) => {
        waiting.set(row, resolve);
        tell({ kind: "wanted", row });
      }),
  };
}

async function work({ subject: plain, rows, experiment }: WorkerTask): Promise<void> {
  const subject = await subjectFrom(plain);
  if (experiment === null) {
    const baseline = new DecidedBaseline(subject);
    port?.on("message", (message: ToWorker) => {
      if (message.kind !== "decide") return;
      baseline.of(message.row).then((evidence) => tell({ kind: "evidence", evidence }), tellFault);
    });
    return;
  }
  const onRow = (): void => tell({ kind: "row" });
  const report = await makeExperiment(subject, rows, askedBaseline(), { ...experiment, onRow });
  tell({ kind: "report", report });
}

work(workerData).catch(tellFault);
