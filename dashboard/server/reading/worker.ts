/** One piece of long work in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { HindcastError } from "../../../data/errors.ts";
import type { TaskReply, TaskRequest } from "./do-task.ts";
import { TASKS } from "./tasks.ts";

const request: TaskRequest = workerData;
parentPort?.postMessage(await answer(request));

async function answer(asked: TaskRequest): Promise<TaskReply> {
  try {
    return { value: await work(asked) };
  } catch (error) {
    if (error instanceof HindcastError) return { code: error.code, message: error.message };
    throw error;
  }
}

function work(asked: TaskRequest) {
  if (asked.kind === "series") return TASKS.series(asked.input);
  if (asked.kind === "rows") return TASKS.rows(asked.input);
  return TASKS.marks(asked.input);
}
