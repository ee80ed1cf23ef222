/** Counts how often rows that are kept apart for a test were looked at. */
import { appendFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { InputError, UsageError, faultCode } from "../../data/errors.ts";
import { wholeLines } from "../../data/line-file.ts";
import { makeFolders } from "../../data/make-folders.ts";
import { readTrials } from "../trials/trial-files.ts";
import { type Rows, rowsSchema } from "./report.ts";

const peekSchema = z.strictObject({
  /** Hash of the dataset's bytes. */
  data: z.string(),
  rows: rowsSchema,
  /** Runs that were looked at. */
  runs: z.array(z.string()).readonly(),
  /** Says which look it is: a test that is resumed is still the same. Null as older versions wrote it. */
  look: z.string().nullable().default(null),
  /** Those of `runs` that had been decided before any test of them. */
  before: z.array(z.string()).readonly().default([]),
});
type Peek = Readonly<z.infer<typeof peekSchema>>;

/**
 * Puts a look down in `<cacheDir>/peeks/<first 16 digits of the data's hash>.jsonl`, unless it is there. To be called
 * before the rows are decided: what the ledger of trials holds of its runs by then is nobody's test.
 * @throws UsageError when it cannot
 */
export function countPeek(cacheDir: string, peek: Omit<Peek, "before">): void {
  const file = fileOf(cacheDir, peek.data);
  const known = readPeeks(cacheDir, peek.data, peek.rows);
  if (known.some(({ look }) => look !== null && look === peek.look)) return;
  const tested = new Set(known.flatMap(({ runs }) => runs));
  const decided = new Set(readTrials(cacheDir, peek.data).map(({ run }) => run));
  const before = peek.runs.filter((run) => decided.has(run) && !tested.has(run));
  try {
    makeFolders(dirname(file));
    appendFileSync(file, `${JSON.stringify({ ...peek, before })}\n`);
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

/** Runs in the ledger of trials that decided any of these rows, but for those that only tests decided. */
export function runsOnRows(cacheDir: string, data: string, rows: Rows): number {
  const peeks = readPeeks(cacheDir, data, rows);
  const before = new Set(peeks.flatMap((peek) => peek.before));
  const tests = new Set(peeks.flatMap(({ runs }) => runs).filter((run) => !before.has(run)));
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
