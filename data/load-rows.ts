/** Loads a dataset from CSV: every cell validated, nothing filled in, faults named by file, row and column. */
import { openCsv } from "./csv-records.ts";
import { formatDatetime, isTimezone } from "./datetime.ts";
import { InputError, UsageError, quoted } from "./errors.ts";
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
  /** Fields whose column the file does not have at all. */
  readonly absentFields: readonly ColumnField[];
  /** Values of `numberColumn`, when asked for. */
  readonly numbers: Float64Array | null;
}

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
  const timezone = options.timezone ?? "UTC";
  if (!isTimezone(timezone)) {
    throw new UsageError(`timezone: expected an IANA zone name, was ${quoted(timezone)}`);
  }
  const names = namesInFile(options.columnMap ?? {});
  const csv = await openCsv(file);
  const at = locateColumns(file, csv.header, names);
  const numberAt =
    options.numberColumn === undefined ? -1 : csv.header.indexOf(options.numberColumn);
  if (options.numberColumn !== undefined && numberAt < 0) {
    throw new InputError({ file, column: options.numberColumn }, "that column", listed(csv.header));
  }

  const schema = rowCellsSchema(timezone);
  const rows: MarketRow[] = [];
  const numbers: number[] = [];
  let lastTimeMs = -Infinity;
  for await (const record of csv.records) {
    const row = rows.length;
    const cells = Object.fromEntries(at.map(({ field, index }) => [field, record[index] ?? ""]));
    const parsed = schema.safeParse(cells);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = COLUMN_FIELDS.find((name) => name === issue?.path[0]) ?? "close";
      const place = { file, row, column: names[field] };
      throw new InputError(place, issue?.message ?? "a valid cell", quoted(cells[field] ?? ""));
    }
    const { label, ...observation } = parsed.data;
    if (observation.timeMs <= lastTimeMs) {
      const place = { file, row, column: names.timeMs };
      const expected = `a time after ${formatDatetime(lastTimeMs)}`;
      throw new InputError(place, expected, formatDatetime(observation.timeMs));
    }
    lastTimeMs = observation.timeMs;
    if (options.numberColumn !== undefined) {
      numbers.push(readCellNumber(file, row, options.numberColumn, record[numberAt] ?? ""));
    }
    rows.push({ observation: { row, ...observation }, label });
  }
  if (rows.length === 0) throw new InputError({ file }, "at least one data row", "a header only");
  return {
    file,
    sha256: csv.sha256(),
    rows,
    absentFields: at.filter(({ index }) => index < 0).map(({ field }) => field),
    numbers: options.numberColumn === undefined ? null : Float64Array.from(numbers),
  };
}

/**
 * Reads one numeric column of a CSV file, every cell filled.
 * @throws InputError as `loadRows` does
 */
export async function loadNumberColumn(file: string, column: string): Promise<Float64Array> {
  const csv = await openCsv(file);
  const index = csv.header.indexOf(column);
  if (index < 0) throw new InputError({ file, column }, "that column", listed(csv.header));
  const numbers: number[] = [];
  for await (const record of csv.records) {
    numbers.push(readCellNumber(file, numbers.length, column, record[index] ?? ""));
  }
  return Float64Array.from(numbers);
}

function readCellNumber(file: string, row: number, column: string, cell: string): number {
  const value = readNumber(cell.trim());
  if (value === undefined) throw new InputError({ file, row, column }, "a number", quoted(cell));
  return value;
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
): readonly { readonly field: ColumnField; readonly index: number }[] {
  const at = COLUMN_FIELDS.map((field) => ({ field, index: header.indexOf(names[field]) }));
  for (const { field, index } of at) {
    const mustExist = field === "timeMs" || field === "close" || names[field] !== COLUMNS[field];
    if (index < 0 && mustExist) {
      throw new InputError({ file, column: names[field] }, "that column", listed(header));
    }
  }
  return at;
}

function listed(header: readonly string[]): string {
  return quoted(`columns ${header.filter((name) => name !== "").join(", ")}`);
}
