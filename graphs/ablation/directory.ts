/** The directory of an experiment while it is being worked in: made, and kept to one process. */
import { makeDirectory } from "../make-directory.ts";
import { lockDirectory } from "../run-lock.ts";

/** Does the work while no other process may. @throws UsageError, InputError as `lockDirectory` and making it */
export async function withLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  makeDirectory(directory);
  const unlock = lockDirectory(directory);
  try {
    return await work();
  } finally {
    unlock();
  }
}
