/** CSV files of tests. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newDirectory } from "./run-directory.ts";

/** Writes a file that is gone when the test has ended, and gives its path. */
export function csvFile(content: string | Uint8Array): string {
  const file = join(newDirectory(), "rows.csv");
  writeFileSync(file, content);
  return file;
}

/** Lines with their ends. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
