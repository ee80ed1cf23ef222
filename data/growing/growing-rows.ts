/** The rows of a CSV file that is still being written: each counts once its line has ended. */
import { createHash } from "node:crypto";
import { RecordSorter, emptyFile, parseRecord } from "../csv-records.ts";
import { InputError } from "../errors.ts";
import { sha256 } from "../hash.ts";
import { type LoadOptions, type MarketData, RowReader, noRows } from "../load-rows.ts";
import type { MarketRow } from "../row.ts";
import { GrowingFile } from "./growing-file.ts";
import { RecordSplitter } from "./record-splitter.ts";

/** A place between two lines of the file. */
interface Cut {
  /** Bytes before it. */
  readonly bytes: number;
  /** Hex SHA-256 of the bytes before it. */
  readonly sha256: string;
}

/** Reads rows as they are appended, checked cell by cell as `loadRows` checks them. */
export class GrowingRows {
  readonly #file: GrowingFile;
  readonly #splitter = new RecordSplitter();
  readonly #hash = createHash("sha256");
  readonly #reader: RowReader;
  readonly #sorter: RecordSorter;
  /** By number of rows before them; behind the row's own line comes one more for each empty line. */
  readonly #cuts: Cut[][] = [];
  readonly #arrived: MarketRow[] = [];
  #bytes = 0;
  #isFirst = true;
  #fault: InputError | null = null;

  /** @throws UsageError for a column map or timezone that makes no sense */
  constructor(file: string, options: Omit<LoadOptions, "numberColumn"> = {}) {
    this.#file = new GrowingFile(file);
    this.#reader = new RowReader(file, options);
    this.#sorter = new RecordSorter(file, this.#reader.onHeader, this.#reader.onRecord);
    this.live = { ...this.#reader.dataset(sha256("")), rows: this.#arrived };
  }

  get file(): string {
    return this.#file.file;
  }

  /**
   * The dataset to build a pipeline over: its rows are those that arrived, and no more, and its array grows with
   * them. It has no hash of its own; `dataset` gives that of any number of rows.
   */
  readonly live: MarketData;

  /** Every row read so far. */
  get rows(): readonly MarketRow[] {
    return this.#reader.rows;
  }

  /** What is wrong with the row behind the last one, or with the file itself; nothing is read after it. */
  get fault(): InputError | null {
    return this.#fault;
  }

  /** Whether the file goes on behind the last row with a line that has not ended. */
  get isCut(): boolean {
    return this.#splitter.pending > 0;
  }

  /** Reads on, a megabyte at most. @returns whether there was anything new */
  read(): boolean {
    if (this.#fault !== null) return false;
    try {
      const piece = this.#file.read();
      for (const record of this.#splitter.push(piece)) this.#take(record);
      return piece.length > 0;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#fault = error;
      return false;
    }
  }

  /**
   * The first rows as a dataset, named by their bytes in the file.
   * @param end `row`: to the end of the last one's line; `file`: all that was read, empty lines behind it, too
   */
  dataset(rows: number, end: "row" | "file" = "row"): MarketData {
    const cuts = this.#cuts[rows] ?? [];
    const cut = end === "row" ? cuts[0] : cuts.at(-1);
    return { ...this.#reader.dataset(cut?.sha256 ?? sha256("")), rows: this.rows.slice(0, rows) };
  }

  /** Lets the next row arrive: it joins those of `live`. @throws RangeError when none was read */
  arrive(): MarketRow {
    const row = this.rows[this.#arrived.length];
    if (!row) throw new RangeError(`expected a row after the ${this.#arrived.length} that arrived`);
    this.#arrived.push(row);
    return row;
  }

  /** What `loadRows` would say of the file while no row was read. */
  noRows(): InputError {
    return this.#sorter.header === null ? emptyFile(this.file) : noRows(this.file);
  }

  /** Whether what was read begins with a dataset of so many rows and this hash; with none, it always does. */
  beginsWith(rows: number, hash: string): boolean {
    return rows === 0 || (this.#cuts[rows]?.some((cut) => cut.sha256 === hash) ?? false);
  }

  /** Whether the file, read anew, can be read and begins with a dataset that was read from it. */
  stillBeginsWith({ rows, sha256: hash }: MarketData): boolean {
    const cut = this.#cuts[rows.length]?.find((known) => known.sha256 === hash);
    return cut !== undefined && this.#file.hashOfFirst(cut.bytes) === hash;
  }

  #take(record: Buffer): void {
    const place = { file: this.file, row: this.#sorter.rows, isFirst: this.#isFirst };
    this.#sorter.take(parseRecord(record, place));
    this.#isFirst = false;
    this.#hash.update(record);
    this.#bytes += record.length;
    const cut = { bytes: this.#bytes, sha256: this.#hash.copy().digest("hex") };
    (this.#cuts[this.#sorter.rows] ??= []).push(cut);
  }
}
