/** Run directories of tests: where they are, and what is in them. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Files whose bytes the same inputs must repeat. The trace holds times and is none of them. */
const STABLE_FILES = [
  "decisions.csv",
  "positions.csv",
  "metrics.json",
  "manifest.json",
  "records.jsonl",
] as const;

/** A new empty directory, gone when the test has ended. */
export function newDirectory(): string {
  const directory = makeDirectory();
  onTestFinished(() => removeDirectory(directory));
  return directory;
}

/** A new empty directory that the caller removes. */
export function makeDirectory(): string {
  return mkdtempSync(join(tmpdir(), "hindcast-test-"));
}

export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

/** A file of a directory, as text. */
export function readIn(directory: string, name: string): string {
  return readFileSync(join(directory, name), "utf8");
}

/** Lines of a file of a directory, without the end of the last one. */
export function linesIn(directory: string, name: string): readonly string[] {
  return readIn(directory, name).split("\n").slice(0, -1);
}

/** The trace's lines of node runs, without those of their model calls. */
export function nodeLinesIn(directory: string): readonly string[] {
  return linesIn(directory, "trace.jsonl").filter((line) => line.includes('"kind":"node"'));
}

/** The stable files by name. */
export function stableFiles(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(STABLE_FILES.map((name) => [name, readIn(directory, name)]));
}
