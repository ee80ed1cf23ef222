/** Reads a CSV file record by record, and says where it is broken; the only importer of csv-parse. */
import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { CsvError, parse } from "csv-parse";
import { InputError, quoted } from "./errors.ts";

/** A CSV file open for reading: its header, then its data rows in order. */
export interface CsvFile {
  readonly header: readonly string[];
  /** Data rows, each as long as the header. Ends with the file; may be read once. */
  readonly records: AsyncIterable<readonly string[]>;
  /** Hex SHA-256 of the bytes read; call it when `records` has ended. */
  sha256(): string;
}

/**
 * Opens a CSV file with a header line.
 * @throws InputError for no file, an empty or binary file, a header with two equal names,
 *   and, while reading, for a ragged row or a broken quote
 */
export async function openCsv(file: string): Promise<CsvFile> {
  mustBeFile(file);
  const hash = createHash("sha256");
  const source = createReadStream(file);
  source.on("data", (chunk) => hash.update(chunk));
  const parser = source.pipe(
    parse({ bom: true, relax_column_count: true, skip_empty_lines: true }),
  );
  source.on("error", (error) => parser.destroy(error));
  const iterator = readRecords(file, parser);
  const first = await iterator.next();
  if (first.done) throw new InputError({ file }, "a header line and data rows", "an empty file");
  const header = first.value.map((name) => name.trim());
  if (header.some((name) => name.includes("\0") || name.includes("\uFFFD"))) {
    throw new InputError({ file }, "a CSV text file", "binary content");
  }
  const twice = header.find((name, i) => name !== "" && header.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new InputError({ file, column: twice }, "each column once", "two columns of that name");
  }
  return { header, records: checkWidths(file, header, iterator), sha256: () => hash.digest("hex") };
}

function mustBeFile(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) throw new InputError({ file }, "a CSV file", "no file of that name");
  if (!stats.isFile()) throw new InputError({ file }, "a CSV file", "not a file");
}

async function* readRecords(
  file: string,
  parser: AsyncIterable<unknown>,
): AsyncGenerator<readonly string[], undefined> {
  let row = -1;
  try {
    for await (const record of parser) {
      if (!isRecord(record)) throw new TypeError("expected csv-parse to give arrays of strings");
      yield record;
      row += 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const place = row < 0 ? { file } : { file, row };
    throw new InputError(place, "well-formed CSV", firstLine(error.message), { cause: error });
  }
}

async function* checkWidths(
  file: string,
  header: readonly string[],
  records: AsyncIterable<readonly string[]>,
): AsyncGenerator<readonly string[], undefined> {
  let row = 0;
  for await (const record of records) {
    if (record.length !== header.length) {
      const was = `${record.length}, starting ${quoted(record[0] ?? "")}`;
      throw new InputError({ file, row }, `${header.length} cells`, was);
    }
    yield record;
    row += 1;
  }
}

function isRecord(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((cell) => typeof cell === "string");
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
