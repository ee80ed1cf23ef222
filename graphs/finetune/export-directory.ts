/** The directory of an export: what is in it is of one export, whole, or there is nothing of any. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HindcastError, InputError, UsageError, faultCode } from "../../data/errors.ts";
import { writeFileAtomic } from "../../data/write-file.ts";
import { makeDirectory } from "../make-directory.ts";
import { lockDirectory } from "../run-lock.ts";
import { FILE_NAMES, type FinetuneExport } from "./export-finetune.ts";

const MANIFEST = "manifest.json";

/** What only the manifest of an export has. */
const exportSchema = z.object({ checkedLines: z.int(), files: z.array(z.unknown()) });

/** @throws UsageError for a directory whose manifest is another's, as a run's is */
export function mustTakeExport(directory: string): void {
  const file = join(directory, MANIFEST);
  if (existsSync(file) && !isOfExport(file)) {
    throw new UsageError(
      `${directory}: expected a directory that is new or an export's, was one with another manifest.json. Give another --out`,
    );
  }
}

/**
 * Puts an export down in the place of an earlier one. The manifest comes last: files without one are half an export.
 * @throws UsageError, InputError for a directory that cannot be written, that another process is writing, or that is
 * another's
 */
export function writeExport(directory: string, { files, manifest }: FinetuneExport): void {
  makeDirectory(directory);
  withLock(directory, () => {
    clear(directory);
    for (const { name, text } of files) writeFileAtomic(join(directory, name), text);
    writeFileAtomic(join(directory, MANIFEST), manifest);
  });
}

/** Takes an earlier export away, if there is one. @throws as `writeExport` */
export function removeExport(directory: string): void {
  if (existsSync(directory)) withLock(directory, () => clear(directory));
}

function withLock(directory: string, work: () => void): void {
  const unlock = lockDirectory(directory);
  try {
    work();
  } catch (cause) {
    if (cause instanceof HindcastError) throw cause;
    const expected = "a directory that can be made or written";
    throw new InputError({ file: directory }, expected, faultCode(cause), { cause });
  } finally {
    unlock();
  }
}

function clear(directory: string): void {
  mustTakeExport(directory);
  for (const name of [MANIFEST, ...FILE_NAMES]) rmSync(join(directory, name), { force: true });
}

function isOfExport(file: string): boolean {
  try {
    return exportSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).success;
  } catch {
    return false;
  }
}
