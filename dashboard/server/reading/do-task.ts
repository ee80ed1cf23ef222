/** Does long work in a thread of its own, so that other requests are answered meanwhile. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { type ErrorCode, HindcastError } from "../../../data/errors.ts";
import { TASKS, type TaskInput, type TaskKind, type TaskOutput } from "./tasks.ts";

/** Bytes to read from which a thread's start is worth it: below, the work is shorter. */
const MUCH_BYTES = 8 << 20;

/** A request to the worker, and what it answers. */
export type TaskRequest = {
  readonly [K in TaskKind]: { readonly kind: K; readonly input: TaskInput[K] };
}[TaskKind];
export type TaskReply<K extends TaskKind = TaskKind> =
  | { readonly value: TaskOutput[K] }
  /** A fault that was raised on purpose. */
  | { readonly code: ErrorCode; readonly message: string };

/**
 * Does a piece of work.
 * @param bytes that it reads, about
 * @throws HindcastError as the task; what breaks in the thread is thrown here
 */
export async function doTask<K extends TaskKind>(
  kind: K,
  input: TaskInput[K],
  bytes: number,
): Promise<TaskOutput[K]> {
  if (bytes < MUCH_BYTES) return TASKS[kind](input);
  const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(file, { workerData: { kind, input } });
  try {
    const reply = await new Promise<TaskReply<K>>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`expected a result, was exit ${code}`)));
    });
    if ("value" in reply) return reply.value;
    throw new HindcastError(reply.code, reply.message);
  } finally {
    await worker.terminate();
  }
}
