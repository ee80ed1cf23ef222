/** The ledger of trials on disk: one file a dataset, one line a finished run, only ever added to. */
import { closeSync, fstatSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError, UsageError, faultCode } from "../../data/errors.ts";
import { canonicalJson } from "../../data/hash.ts";
import { wholeLines } from "../../data/line-file.ts";
import { makeFolders } from "../../data/make-folders.ts";
import { type TrialLine, trialLineSchema } from "./trial-line.ts";

/** Where finished runs are counted. */
export interface TrialsLedger {
  /**
   * Puts a run down, unless the same line is there; on return it survives a kill.
   * @throws UsageError when it cannot be written; InputError when what is there cannot be read
   */
  append(line: TrialLine): void;
}

/** What a ledger holds of a dataset. */
export interface TrialsRead {
  /** Oldest first. */
  readonly lines: readonly TrialLine[];
  /** Lines that are no trial as this version knows them, whatever dataset they are of. */
  readonly unread: number;
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
   * The lines of a dataset; none where there is no file. One that is broken, or that a later version wrote in
   * another form, blocks none of the others: it is counted. Lines that a kill cut short are passed over.
   * @throws InputError naming the file that cannot be read
   */
  readAll(data: string): TrialsRead {
    const file = this.pathOf(data);
    try {
      mustBeReachable(file);
      const read = [...wholeLines(file)].filter((text) => !text.endsWith(CUT)).map(parseLine);
      const known = read.filter((line) => line !== null);
      return {
        lines: known.filter((line) => line.data === data),
        unread: read.length - known.length,
      };
    } catch (error) {
      throw new InputError({ file }, "a ledger of trials", faultCode(error), { cause: error });
    }
  }

  /** The lines alone. @throws InputError as `readAll` does */
  read(data: string): readonly TrialLine[] {
    return this.readAll(data).lines;
  }

  append(line: TrialLine): void {
    const text = canonicalJson(line);
    const file = this.pathOf(line.data);
    this.#writing(() => makeFolders(dirname(file)));
    if (this.read(line.data).some((known) => canonicalJson(known) === text)) return;
    this.#writing(() => appendLine(file, JSON.stringify(line)));
  }

  #writing(work: () => void): void {
    try {
      work();
    } catch (cause) {
      throw new UsageError(
        `trials: expected a folder to write to, was ${this.folder} (${faultCode(cause)})`,
        { cause },
      );
    }
  }
}

/** Trials on a dataset, oldest first. @param data hash of its bytes. @throws InputError as `TrialFiles.readAll` does */
export function readTrials(cacheDir: string, data: string): readonly TrialLine[] {
  return new TrialFiles(cacheDir).read(data);
}

/** A folder that cannot be looked into must not read as one without a ledger. */
function mustBeReachable(file: string): void {
  try {
    statSync(file);
  } catch (error) {
    if (faultCode(error) !== "ENOENT") throw error;
  }
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

/** Null for what is no trial. */
function parseLine(text: string): TrialLine | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return trialLineSchema.safeParse(value).data ?? null;
}
