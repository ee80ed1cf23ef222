/** Loads a dataset from CSV: every cell validated, nothing filled in, faults named by file, row and column. */
import type { z } from "zod";
import { readCsv } from "./csv-records.ts";
import { formatDatetime, isTimezone } from "./datetime.ts";
import { type FaultPlace, InputError, UsageError, quoted } from "./errors.ts";
import { COLUMNS, type MarketRow } from "./row.ts";
import { readNumber, rowCellsSchema } from "./row-cells.ts";

/** How to read a file whose columns or times differ from the usual. */
export interface LoadOptions {
  /** Canonical column name to the file's own, such as `{ close: "Close" }`. */
  readonly columnMap?: Readonly<Record<string, string>>;
  /** IANA zone of datetimes that carry no offset. @default "UTC" */
  readonly timezone?: string;
  /** One more numeric column to read beside the rows, such as positions. */
  readonly numberColumn?: string;
}

/** Name of a column's field, the label included. */
export type ColumnField = keyof typeof COLUMNS;

/** A loaded dataset. */
export interface MarketData {
  readonly file: string;
  /** Hex SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly rows: readonly MarketRow[];
  /** How the file was read: columns under other names, and the zone of times without an offset. */
  readonly columnMap: Readonly<Record<string, string>>;
  readonly timezone: string;
  /** Fields whose column the file does not have at all. */
  readonly absentFields: readonly ColumnField[];
  /** Values of `numberColumn`, when asked for. */
  readonly numbers: Float64Array | null;
}

/** Largest factor between two closes in a row; beyond it, a cell is in another unit or mistyped. */
const MAX_LEAP = 1e6;
const LEAP_EXPECTED = "a close within a factor of a million of the one before";

/** Fields in column order. */
export const COLUMN_FIELDS = Object.keys(COLUMNS).filter(
  (field): field is ColumnField => field in COLUMNS,
);

/**
 * Reads and validates a whole file. Times must increase from row to row.
 * @throws InputError naming file, row, column, what was expected and what it was
 * @throws UsageError for a column map or timezone that makes no sense
 */
export async function loadRows(file: string, options: LoadOptions = {}): Promise<MarketData> {
  const reader = new RowReader(file, options);
  const { sha256 } = await readCsv(file, reader.onHeader, reader.onRecord);
  if (reader.rows.length === 0) throw noRows(file);
  return reader.dataset(sha256);
}

/** A file that has a header and nothing to decide. */
export function noRows(file: string): InputError {
  return new InputError({ file }, "at least one data row", "a header only");
}

/** Turns records into rows, one after the other; times must increase from one to the next. */
export class RowReader {
  /** The rows so far. */
  readonly rows: MarketRow[] = [];
  readonly #file: string;
  readonly #options: LoadOptions;
  readonly #timezone: string;
  readonly #names: Readonly<Record<ColumnField, string>>;
  readonly #schema: ReturnType<typeof rowCellsSchema>;
  readonly #numbers: number[] = [];
  #at: readonly ColumnPlace[] = [];

  /** @throws UsageError for a column map or timezone that makes no sense */
  constructor(file: string, options: LoadOptions) {
    this.#file = file;
    this.#options = options;
    this.#timezone = options.timezone ?? "UTC";
    if (!isTimezone(this.#timezone)) {
      throw new UsageError(`timezone: expected an IANA zone name, was ${quoted(this.#timezone)}`);
    }
    this.#names = namesInFile(options.columnMap ?? {});
    this.#schema = rowCellsSchema(this.#timezone);
  }

  /** Finds the columns. @throws InputError for one that is not there */
  readonly onHeader = (header: readonly string[]): void => {
    const { numberColumn } = this.#options;
    this.#at = locateColumns(this.#file, header, this.#names);
    if (numberColumn !== undefined) mustHaveColumn(this.#file, header, numberColumn);
  };

  /** Adds one row. @throws InputError naming row and column */
  readonly onRecord = (record: readonly string[], row: number, header: readonly string[]): void => {
    const [file, names] = [this.#file, this.#names];
    const { numberColumn } = this.#options;
    const cells = Object.fromEntries(
      this.#at.map(({ field, index }) => [field, record[index] ?? ""]),
    );
    const parsed = this.#schema.safeParse(cells);
    if (!parsed.success) throw cellFault({ file, row }, names, cells, parsed.error);
    const { label, ...observation } = parsed.data;
    const last = this.rows.at(-1)?.observation;
    if (last && observation.timeMs <= last.timeMs) {
      const place = { file, row, column: names.timeMs };
      const expected = `a time after ${formatDatetime(last.timeMs)}`;
      throw new InputError(place, expected, formatDatetime(observation.timeMs));
    }
    const leap = observation.close / (last?.close ?? observation.close);
    if (!(leap <= MAX_LEAP && leap >= 1 / MAX_LEAP)) {
      const place = { file, row, column: names.close };
      throw new InputError(place, LEAP_EXPECTED, quoted(cells["close"] ?? ""));
    }
    if (numberColumn !== undefined) {
      const cell = record[header.indexOf(numberColumn)] ?? "";
      this.#numbers.push(readCellNumber({ file, row, column: numberColumn }, cell));
    }
    this.rows.push({ observation: { row, ...observation }, label });
  };

  /** The rows so far as a dataset, which shares their array. @param sha256 of the bytes they were read from */
  dataset(sha256: string): MarketData {
    return {
      file: this.#file,
      sha256,
      rows: this.rows,
      columnMap: this.#options.columnMap ?? {},
      timezone: this.#timezone,
      absentFields: this.#at.filter(({ index }) => index < 0).map(({ field }) => field),
      numbers: this.#options.numberColumn === undefined ? null : Float64Array.from(this.#numbers),
    };
  }
}

/**
 * Reads one numeric column of a CSV file, every cell filled.
 * @throws InputError as `loadRows` does
 */
export async function loadNumberColumn(file: string, column: string): Promise<Float64Array> {
  const numbers: number[] = [];
  await readCsv(
    file,
    (header) => mustHaveColumn(file, header, column),
    (record, row, header) => {
      numbers.push(readCellNumber({ file, row, column }, record[header.indexOf(column)] ?? ""));
    },
  );
  return Float64Array.from(numbers);
}

function cellFault(
  place: { readonly file: string; readonly row: number },
  names: Readonly<Record<ColumnField, string>>,
  cells: Readonly<Record<string, string>>,
  { issues: [issue] }: z.ZodError,
): InputError {
  const field = COLUMN_FIELDS.find((name) => name === issue?.path[0]) ?? "close";
  const expected = issue?.message ?? "a valid cell";
  return new InputError({ ...place, column: names[field] }, expected, quoted(cells[field] ?? ""));
}

function readCellNumber(place: FaultPlace, cell: string): number {
  const value = readNumber(cell.trim());
  if (value === undefined) throw new InputError(place, "a number", quoted(cell));
  return value;
}

function mustHaveColumn(file: string, header: readonly string[], column: string): void {
  if (!header.includes(column)) {
    throw new InputError({ file, column }, "that column", listed(header));
  }
}

interface ColumnPlace {
  readonly field: ColumnField;
  /** Position in the record, -1 when the file has no such column. */
  readonly index: number;
}

function namesInFile(columnMap: Readonly<Record<string, string>>): Record<ColumnField, string> {
  const canonical: readonly string[] = Object.values(COLUMNS);
  for (const name of Object.keys(columnMap)) {
    if (!canonical.includes(name)) {
      throw new UsageError(
        `column map: expected one of ${canonical.join(", ")}, was ${quoted(name)}`,
      );
    }
  }
  return { ...COLUMNS, ...mappedFields(columnMap) };
}

function mappedFields(
  columnMap: Readonly<Record<string, string>>,
): Partial<Record<ColumnField, string>> {
  return Object.fromEntries(
    COLUMN_FIELDS.flatMap((field) => {
      const name = columnMap[COLUMNS[field]];
      return name === undefined ? [] : [[field, name]];
    }),
  );
}

function locateColumns(
  file: string,
  header: readonly string[],
  names: Readonly<Record<ColumnField, string>>,
): readonly ColumnPlace[] {
  const at = COLUMN_FIELDS.map((field) => ({ field, index: header.indexOf(names[field]) }));
  for (const { field, index } of at) {
    const mustExist = field === "timeMs" || field === "close" || names[field] !== COLUMNS[field];
    if (index < 0 && mustExist) {
      const expected = `that column (another name: --map ${COLUMNS[field]}=NAME)`;
      throw new InputError({ file, column: names[field] }, expected, listed(header));
    }
  }
  return at;
}

function listed(header: readonly string[]): string {
  return quoted(`columns ${header.filter((name) => name !== "").join(", ")}`);
}
