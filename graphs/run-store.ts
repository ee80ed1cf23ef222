/** A run directory while it is being written: every finished row is on disk before the next one is counted. */
import { closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type FaultPlace, InputError, UsageError } from "../data/errors.ts";
import { keepLines, wholeLines } from "../data/line-file.ts";
import { writeFileAtomic } from "../data/write-file.ts";
import { type CallLine, callLineSchema } from "../nodes/models/cost/ledger.ts";
import { makeDirectory } from "./make-directory.ts";
import { lockDirectory } from "./run-lock.ts";
import { type RowRecord, rowRecordSchema } from "./row-record.ts";
import { schemaFaults } from "./schema-faults.ts";
import { traceLines } from "./trace-line.ts";
import type { RowTrace } from "./tracing/row-trace.ts";

const stampSchema = z.object({ run: z.string() });

/** Rows already done, and a place to put further ones. */
export interface RunStore {
  /** Where it is; null for one in memory. */
  readonly directory: string | null;
  readonly done: ReadonlyMap<number, RowRecord>;
  /** Writes one row's trace and record; on return they survive a kill. */
  append(record: RowRecord, trace: RowTrace): void;
  /** Every model call made in this directory so far, those of an interrupted run too. */
  readonly calls: readonly CallLine[];
  /** Writes one model call; on return it survives a kill. */
  appendCall(line: CallLine): void;
  /** A file of the run as it was left; null where there is none. */
  read(name: string): string | null;
  /** Writes a file of the run as a whole, or leaves the old one. */
  write(name: string, content: string): void;
  close(): void;
}

/** A store that keeps rows in memory only. */
export function openMemoryStore(): RunStore {
  const done = new Map<number, RowRecord>();
  const calls: CallLine[] = [];
  return {
    directory: null,
    done,
    calls,
    append: (record) => void done.set(record.row, record),
    appendCall: (line) => void calls.push(line),
    read: () => null,
    write: () => {},
    close: () => {},
  };
}

/** What a directory is opened for. */
export interface RunStoreParts {
  /** The run's name; a directory that holds another run is refused. */
  readonly run: string;
  /** A run of that name is taken over, too: its rows are this run's first. */
  readonly goesOnFrom?: string | undefined;
  /** Of a run under way. */
  readonly manifest: string;
  /** Told of the calls made in the directory before, while nothing is changed in it yet; may throw to refuse it. */
  readonly admit?: (calls: readonly CallLine[]) => void;
}

/**
 * Opens a run directory, new or to be resumed, and keeps other processes out of it until it is closed.
 * @throws UsageError naming both runs when they differ, or the process that is writing it
 * @throws InputError when the directory's own files are broken
 */
export function openRunStore(directory: string, parts: RunStoreParts): RunStore {
  makeDirectory(directory);
  const unlock = lockDirectory(directory);
  try {
    return openFiles(directory, parts, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function openFiles(
  directory: string,
  { run, goesOnFrom, manifest, admit }: RunStoreParts,
  unlock: () => void,
): RunStore {
  refuseOtherRun(directory, run, goesOnFrom);
  const journalFile = join(directory, "records.jsonl");
  const traceFile = join(directory, "trace.jsonl");
  const callsFile = join(directory, "ledger.jsonl");
  const done = readJournal(journalFile);
  const calls = readCalls(callsFile);
  admit?.(calls);
  const isDone = (line: string): boolean => done.has(rowOfLine(line));
  keepLines(journalFile, isDone);
  keepLines(traceFile, isDone);
  keepLines(callsFile, () => true);
  writeFileAtomic(join(directory, "manifest.json"), manifest);
  const [journal, trace] = [openSync(journalFile, "a"), openSync(traceFile, "a")];
  const ledger = openSync(callsFile, "a");
  return {
    directory,
    done,
    calls,
    appendCall: (line) => {
      writeSync(ledger, `${JSON.stringify(line)}\n`);
      calls.push(line);
    },
    append: (record, rowTrace) => {
      writeSync(trace, `${traceLines(rowTrace).join("\n")}\n`);
      writeSync(journal, `${JSON.stringify(record)}\n`);
      done.set(record.row, record);
    },
    ...filesIn(directory),
    close: () => {
      closeSync(journal);
      closeSync(trace);
      closeSync(ledger);
      unlock();
    },
  };
}

/** The files of a run directory that are read and written as a whole, for whoever does not hold the directory. */
export function filesIn(directory: string): Pick<RunStore, "read" | "write"> {
  return {
    read: (name) => {
      const file = join(directory, name);
      return existsSync(file) ? readFileSync(file, "utf8") : null;
    },
    write: (name, content) => writeFileAtomic(join(directory, name), content),
  };
}

/**
 * @param orRun another name that will do
 * @throws UsageError when the directory holds another run; InputError when its manifest is missing or broken
 */
function refuseOtherRun(directory: string, run: string, orRun = run): void {
  const file = join(directory, "manifest.json");
  if (!existsSync(file)) {
    if (!existsSync(join(directory, "records.jsonl"))) return;
    throw new InputError({ file }, "the manifest of records.jsonl beside it", "no file");
  }
  const stamp = stampSchema.safeParse(parseJson({ file }, readFileSync(file, "utf8")));
  if (!stamp.success) throw new InputError({ file }, "a manifest with a run name", "another file");
  if (stamp.data.run !== run && stamp.data.run !== orRun) {
    throw new UsageError(
      `${directory} holds run ${stamp.data.run}, but this command makes run ${run}: ` +
        "data, configuration, code, prompts or models differ. Give another --out.",
    );
  }
}

/**
 * Records by row, failed rows left out: they are tried again. A last line that a kill cut short is dropped;
 * anything else broken is an error.
 */
function readJournal(file: string): Map<number, RowRecord> {
  const done = new Map<number, RowRecord>();
  let at = 0;
  for (const line of wholeLines(file)) {
    const record = rowRecordSchema.safeParse(parseJson({ file, row: at }, line));
    if (!record.success) {
      throw new InputError({ file, row: at }, "a row record", schemaFaults(record.error));
    }
    if (record.data.decision.status !== "failed") done.set(record.data.row, record.data);
    at += 1;
  }
  return done;
}

/** The lines of `ledger.jsonl`; none where there is no file. @throws InputError naming the line that is broken */
export function readCalls(file: string): CallLine[] {
  return [...wholeLines(file)].map((line, at) => {
    const call = callLineSchema.safeParse(parseJson({ file, row: at }, line));
    if (call.success) return call.data;
    throw new InputError({ file, row: at }, "a model call", schemaFaults(call.error));
  });
}

function rowOfLine(line: string): number {
  return Number(/^\{"row":(\d+),/.exec(line)?.[1] ?? -1);
}

function parseJson(place: FaultPlace, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(place, "JSON", "something else", { cause: error });
  }
}
