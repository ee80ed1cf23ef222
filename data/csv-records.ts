/** Reads a CSV file record by record, and says where it is broken; the only importer of papaparse. */
import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import Papa from "papaparse";
import { InputError, faultCode, quoted } from "./errors.ts";

/** Takes one data row: its cells, as many as the header has, its number from 0, and the header. */
export type RecordSink = (
  record: readonly string[],
  row: number,
  header: readonly string[],
) => void;

/** What was read. */
export interface CsvRead {
  readonly header: readonly string[];
  readonly rows: number;
  /** Hex SHA-256 of the file's bytes. */
  readonly sha256: string;
}

/**
 * Reads a whole CSV file with a header line, holding a few records in memory. Empty lines are passed over where
 * there is more than one column.
 * @param onHeader called once, before any record
 * @throws InputError for no file, one that cannot be read, an empty or binary file, one not in UTF-8,
 *   a header with two equal names, a ragged row or a broken quote; and whatever the sinks throw
 */
export async function readCsv(
  file: string,
  onHeader: (header: readonly string[]) => void,
  onRecord: RecordSink,
): Promise<CsvRead> {
  mustBeFile(file);
  const hash = createHash("sha256");
  const text = Readable.from(readText(file, (bytes) => hash.update(bytes)));
  const sorter = new RecordSorter(file, onHeader, onRecord);
  await parseChunks(text, (chunk) => {
    const broken = chunk.errors.find(({ type }) => type === "Quotes");
    for (const record of broken ? chunk.data.slice(0, broken.row ?? 0) : chunk.data) {
      sorter.take(record);
    }
    if (broken) throw brokenQuote(file, sorter.rows);
  });
  const { header, rows } = sorter;
  if (header === null) throw emptyFile(file);
  return { header, rows, sha256: hash.digest("hex") };
}

/** A file without so much as a header. */
export function emptyFile(file: string): InputError {
  return new InputError({ file }, "a header line and data rows", "an empty file");
}

/** Takes a file's records in order: the first is its header, empty lines are passed over, the others are its rows. */
export class RecordSorter {
  readonly #file: string;
  readonly #onHeader: (header: readonly string[]) => void;
  readonly #onRecord: RecordSink;
  #header: readonly string[] | null = null;
  #rows = 0;
  #blank = false;

  /** @param onHeader called once, before any record */
  constructor(file: string, onHeader: (header: readonly string[]) => void, onRecord: RecordSink) {
    this.#file = file;
    this.#onHeader = onHeader;
    this.#onRecord = onRecord;
  }

  /** Null until it was taken. */
  get header(): readonly string[] | null {
    return this.#header;
  }

  /** Rows taken so far. */
  get rows(): number {
    return this.#rows;
  }

  /** @throws InputError for a header or a row of the wrong form; whatever the sinks throw */
  take(record: readonly string[]): void {
    if (isBlank(record)) {
      this.#blank = true;
      return;
    }
    if (this.#header === null) {
      this.#header = readHeader(this.#file, record);
      this.#onHeader(this.#header);
      this.#blank = false;
      return;
    }
    // In a file of one column a blank line is a missing value, unless it ends the file.
    if (this.#blank && this.#header.length === 1) {
      throw new InputError({ file: this.#file, row: this.#rows }, "a value", "an empty line");
    }
    this.#blank = false;
    mustBeAsWide(this.#file, this.#header, record, this.#rows);
    this.#onRecord(record, this.#rows, this.#header);
    this.#rows += 1;
  }
}

/** Where a record is. */
interface RecordPlace {
  readonly file: string;
  readonly row: number;
  /** It begins the file, where a byte order mark may be. */
  readonly isFirst: boolean;
}

/**
 * The cells of one record by itself.
 * @param bytes with the end of its last line
 * @throws InputError for a broken quote, or text not in UTF-8
 */
export function parseRecord(
  bytes: Uint8Array,
  { file, row, isFirst }: RecordPlace,
): readonly string[] {
  const text = toNewlines(decodeRecord(file, bytes, isFirst));
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ",", newline: "\n" });
  if (errors.some(({ type }) => type === "Quotes")) throw brokenQuote(file, row);
  return data[0] ?? [""];
}

function decodeRecord(file: string, bytes: Uint8Array, isFirst: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: !isFirst }).decode(bytes);
  } catch (error) {
    throw wrongEncoding(file, error);
  }
}

function brokenQuote(file: string, row: number): InputError {
  return new InputError({ file, row }, "every quote closed", "an open or misplaced quote");
}

function wrongEncoding(file: string, cause: unknown): InputError {
  return new InputError({ file }, "text in UTF-8", "another encoding", { cause });
}

/** Text of a file piece by piece, lines ending in \n whatever they ended in; no character straddles two pieces. */
async function* readText(file: string, onBytes: (bytes: Buffer) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let held = "";
  try {
    for await (const bytes of createReadStream(file)) {
      if (!Buffer.isBuffer(bytes)) throw new TypeError("expected the file stream to give bytes");
      onBytes(bytes);
      const text = `${held}${decoder.decode(bytes, { stream: true })}`;
      // A \n that belongs to it may come first in the next piece.
      held = text.endsWith("\r") ? "\r" : "";
      yield toNewlines(text.slice(0, text.length - held.length));
    }
    yield toNewlines(`${held}${decoder.decode()}`);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    const { code } = error;
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") throw wrongEncoding(file, error);
    throw new InputError({ file }, "a file that can be read", faultCode(error), { cause: error });
  }
}

function toNewlines(text: string): string {
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

/** Feeds parsed chunks to `take`; rejects with what it throws, or with what the stream reports. */
function parseChunks(
  source: Readable,
  take: (chunk: Papa.ParseResult<string[]>) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(source, {
      delimiter: ",",
      newline: "\n",
      chunk: (results, parser) => {
        try {
          take(results);
        } catch (error) {
          reject(error instanceof Error ? error : new Error("a record sink threw no error"));
          parser.abort();
          source.destroy();
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });
}

function isBlank(record: readonly string[]): boolean {
  return record.length === 1 && record[0] === "";
}

/** @throws InputError unless there is a file of that name */
export function mustBeFile(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) throw new InputError({ file }, "a CSV file", "no file of that name");
  if (!stats.isFile()) throw new InputError({ file }, "a CSV file", "not a file");
}

function readHeader(file: string, record: readonly string[]): readonly string[] {
  const header = record.map((name) => name.replace(/^\uFEFF/, "").trim());
  if (header.some((name) => name.includes("\0") || name.includes("\uFFFD"))) {
    throw new InputError({ file }, "a CSV text file", "binary content");
  }
  const separator = /[;\t|]/.exec(header.length === 1 ? (header[0] ?? "") : "")?.[0];
  if (separator !== undefined) {
    throw new InputError({ file }, "columns separated by commas", quoted(separator));
  }
  const twice = header.find((name, i) => name !== "" && header.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new InputError({ file, column: twice }, "each column once", "two columns of that name");
  }
  return header;
}

function mustBeAsWide(
  file: string,
  header: readonly string[],
  record: readonly string[],
  row: number,
): void {
  if (record.length === header.length) return;
  const was = `${record.length}, starting ${quoted(record[0] ?? "")}`;
  throw new InputError({ file, row }, `${header.length} cells`, was);
}
