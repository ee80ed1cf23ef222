/** The directory of an experiment while it is being worked in: made, and kept to one process. */
import { mkdirSync } from "node:fs";
import { InputError, faultCode } from "../../data/errors.ts";
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

/** Makes it where it is not there. @throws InputError naming the directory */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    const expected = "a directory that can be made or written";
    throw new InputError({ file: directory }, expected, faultCode(error), { cause: error });
  }
}
