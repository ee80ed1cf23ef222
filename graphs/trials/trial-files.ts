/** The ledger of trials on disk: one file a dataset, one line a finished run, only ever added to. */
import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { HindcastError, InputError, UsageError, faultCode } from "../../data/errors.ts";
import { canonicalJson } from "../../data/hash.ts";
import { wholeLines } from "../../data/line-file.ts";
import { schemaFaults } from "../schema-faults.ts";
import { type TrialLine, trialLineSchema } from "./trial-line.ts";

/** Where finished runs are counted. */
export interface TrialsLedger {
  /**
   * Puts a run down, unless the same line is there; on return it survives a kill.
   * @throws UsageError when it cannot be written; InputError when what is there is broken
   */
  append(line: TrialLine): void;
}

/** Ends a line that a kill cut short; no whole line ends like this. */
const CUT = " (cut off)";

/**
 * `<cacheDir>/trials/<first 16 digits of the data's hash>.jsonl`. A line is one write to the end of the file, so
 * that processes that append at once lose nothing; two of the same run may both get in and count once when read.
 */
export class TrialFiles implements TrialsLedger {
  readonly folder: string;

  constructor(cacheDir: string) {
    this.folder = join(cacheDir, "trials");
  }

  /** Where the trials on a dataset lie. @param data hash of its bytes */
  pathOf(data: string): string {
    return join(this.folder, `${data.slice(0, 16)}.jsonl`);
  }

  /**
   * The lines of a dataset, oldest first; none where there is no file. Lines that a kill cut short are passed over.
   * @throws InputError naming the file, and the line (from 0) that is broken
   */
  read(data: string): readonly TrialLine[] {
    const file = this.pathOf(data);
    try {
      return [...wholeLines(file)]
        .flatMap((text, row) => (text.endsWith(CUT) ? [] : [parseLine({ file, row }, text)]))
        .filter((line) => line.data === data);
    } catch (error) {
      if (error instanceof HindcastError) throw error;
      throw new InputError({ file }, "a ledger of trials", faultCode(error), { cause: error });
    }
  }

  append(line: TrialLine): void {
    const text = canonicalJson(line);
    if (this.read(line.data).some((known) => canonicalJson(known) === text)) return;
    const file = this.pathOf(line.data);
    try {
      mkdirSync(dirname(file), { recursive: true });
      appendLine(file, JSON.stringify(line));
    } catch (cause) {
      throw new UsageError(
        `trials: expected a folder to write to, was ${this.folder} (${faultCode(cause)})`,
        { cause },
      );
    }
  }
}

/** Trials on a dataset, oldest first. @param data hash of its bytes. @throws InputError as `TrialFiles.read` does */
export function readTrials(cacheDir: string, data: string): readonly TrialLine[] {
  return new TrialFiles(cacheDir).read(data);
}

function appendLine(file: string, line: string): void {
  const handle = openSync(file, "a+");
  try {
    const bytes = Buffer.from(`${endsWhole(handle) ? "" : `${CUT}\n`}${line}\n`);
    if (writeSync(handle, bytes) < bytes.length) throw new Error("the line was cut off");
  } finally {
    closeSync(handle);
  }
}

function endsWhole(handle: number): boolean {
  const { size } = fstatSync(handle);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(handle, last, 0, 1, size - 1) === 1 && last.toString() === "\n");
}

function parseLine(
  place: { readonly file: string; readonly row: number },
  text: string,
): TrialLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(place, "JSON", "something else", { cause: error });
  }
  const line = trialLineSchema.safeParse(value);
  if (line.success) return line.data;
  throw new InputError(place, "a trial", schemaFaults(line.error));
}
