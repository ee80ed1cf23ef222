/** Hands the appraisal of a long run to a worker, so that it uses a second core. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import {
  type Appraisal,
  type AppraisalTask,
  appraise,
} from "../../backtest/evaluation/appraisal.ts";

/** Rows from which the worker's start is worth it. */
const LONG_RUN_ROWS = 2000;

/** The appraisal; of a short run it is made here. What breaks in the worker is thrown here. */
export async function appraiseInWorker(task: AppraisalTask): Promise<Appraisal> {
  if (task.series.closes.length < LONG_RUN_ROWS) return appraise(task);
  const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(file, { workerData: task });
  try {
    return await new Promise<Appraisal>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`expected an appraisal, was exit ${code}`)));
    });
  } finally {
    await worker.terminate();
  }
}
