/** Counts how often rows that are kept apart for a test were looked at. */
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { InputError, UsageError, faultCode } from "../../data/errors.ts";
import { wholeLines } from "../../data/line-file.ts";
import { readTrials } from "../trials/trial-files.ts";
import { type Rows, rowsSchema } from "./report.ts";

const peekSchema = z.strictObject({
  /** Hash of the dataset's bytes. */
  data: z.string(),
  rows: rowsSchema,
  /** Runs that were looked at. */
  runs: z.array(z.string()).readonly(),
});
type Peek = Readonly<z.infer<typeof peekSchema>>;

/** Puts a look down in `<cacheDir>/peeks/<first 16 digits of the data's hash>.jsonl`. @throws UsageError when it cannot */
export function countPeek(cacheDir: string, peek: Peek): void {
  const file = fileOf(cacheDir, peek.data);
  try {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${JSON.stringify(peek)}\n`);
  } catch (cause) {
    throw new UsageError(`peeks: expected a file to write to, was ${file} (${faultCode(cause)})`, {
      cause,
    });
  }
}

/** Looks at any of these rows so far. @throws InputError naming the line that is broken */
export function readPeeks(cacheDir: string, data: string, rows: Rows): readonly Peek[] {
  const file = fileOf(cacheDir, data);
  return [...wholeLines(file)]
    .map((line, row) => parsePeek({ file, row }, line))
    .filter((peek) => peek.data === data && overlap(peek.rows, rows));
}

/** Runs in the ledger of trials that decided any of these rows, but for those of tests. */
export function runsOnRows(cacheDir: string, data: string, rows: Rows): number {
  const tests = new Set(readPeeks(cacheDir, data, rows).flatMap(({ runs }) => runs));
  const runs = readTrials(cacheDir, data)
    .filter((trial) => overlap(trial.rows, rows) && !tests.has(trial.run))
    .map(({ run }) => run);
  return new Set(runs).size;
}

function fileOf(cacheDir: string, data: string): string {
  return join(cacheDir, "peeks", `${data.slice(0, 16)}.jsonl`);
}

function overlap(a: Rows, b: Rows): boolean {
  return a.from < b.to && b.from < a.to;
}

function parsePeek(place: { readonly file: string; readonly row: number }, line: string): Peek {
  try {
    return peekSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new InputError(place, "a look at rows kept apart", "something else", { cause });
  }
}
