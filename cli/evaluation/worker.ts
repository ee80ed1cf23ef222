/** Appraises a run in a thread of its own, while another reads what its models said. */
import { parentPort, workerData } from "node:worker_threads";
import { type AppraisalTask, appraise } from "../../backtest/evaluation/appraisal.ts";

const task: AppraisalTask = workerData;
parentPort?.postMessage(appraise(task));
