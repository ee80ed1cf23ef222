/** Writes rows as CSV in the dataset's own columns and order as a stream. */
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { InputError, faultCode } from "./errors.ts";
import { COLUMN_FIELDS, type ColumnField } from "./load-rows.ts";
import { COLUMNS, type MarketRow } from "./row.ts";

/** The canonical header: an unnamed index column, then every column in the dataset's order. */
export const CSV_HEADER: readonly string[] = ["", ...COLUMN_FIELDS.map((field) => COLUMNS[field])];

/**
 * The cells of one row under `CSV_HEADER`; null gives an empty cell, numbers keep every digit.
 * Times are UTC as `M/D/YYYY H:MM`, with seconds only where there are some.
 * @throws RangeError for a time that is not a whole second
 */
export function csvRecord(row: MarketRow): readonly string[] {
  return [
    String(row.observation.row),
    ...COLUMN_FIELDS.map((field) =>
      field === "timeMs" ? csvDatetime(row.observation.timeMs) : csvCell(valueOf(row, field)),
    ),
  ];
}

/**
 * Writes rows to a CSV file, whole or not at all, holding only a few in memory.
 * @throws RangeError for a time that is not a whole second; the file is then as it was before
 */
export async function writeRows(file: string, rows: Iterable<MarketRow>): Promise<void> {
  await writeCsv(file, CSV_HEADER, recordsOf(rows));
}

/** Writes a header and records of cells as CSV, whole or not at all; quotes only where needed. */
export async function writeCsv(
  file: string,
  header: readonly string[],
  records: Iterable<readonly string[]>,
): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await pipeline(
      Readable.from(withHeader(header, records)),
      stringify({ record_delimiter: "unix" }),
      createWriteStream(draft),
    );
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    if (!(error instanceof Error) || !("syscall" in error)) throw error;
    throw new InputError({ file }, "a place that can be written", faultCode(error), {
      cause: error,
    });
  }
}

function* withHeader(
  header: readonly string[],
  records: Iterable<readonly string[]>,
): Generator<readonly string[]> {
  yield header;
  yield* records;
}

function* recordsOf(rows: Iterable<MarketRow>): Generator<readonly string[]> {
  for (const row of rows) yield csvRecord(row);
}

function valueOf(row: MarketRow, field: ColumnField): string | number | null {
  return field === "label" ? row.label : row.observation[field];
}

function csvCell(value: string | number | null): string {
  return value === null ? "" : String(value);
}

function csvDatetime(timeMs: number): string {
  if (timeMs % 1000 !== 0) {
    throw new RangeError(`timeMs: expected a whole second, was ${timeMs}`);
  }
  const time = new Date(timeMs);
  const date = `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}`;
  const clock = `${time.getUTCHours()}:${twoDigits(time.getUTCMinutes())}`;
  const seconds = time.getUTCSeconds();
  return `${date} ${clock}${seconds === 0 ? "" : `:${twoDigits(seconds)}`}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, "0");
}
