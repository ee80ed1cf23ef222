/** Writes files whole or not at all. */
import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Replaces a file's content in one step: a reader sees the old content or the new, never a part. */
export function writeFileAtomic(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
