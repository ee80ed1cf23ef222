/** Reads `positions.csv` of a run directory, the one file that has bars, labels and every position series. */
import { RULES } from "../backtest/rules.ts";
import type { RulePositions } from "../backtest/score.ts";
import { readCsv } from "../data/csv-records.ts";
import { formatDatetime, parseDatetime } from "../data/datetime.ts";
import { InputError, quoted } from "../data/errors.ts";
import type { Label } from "../data/row.ts";
import { readNumber } from "../data/row-cells.ts";
import { POSITION_COLUMNS } from "./run-files.ts";
import { KNN_VOTE, type RunPositions } from "./run-positions.ts";

/** The rows of a run as they were scored; every series has one value a row, in row order. */
export interface ReadPositions extends Pick<RunPositions, "action" | "score"> {
  /** Row of the dataset that the first value is of; the others follow without a gap. */
  readonly firstRow: number;
  /** Bar closes, milliseconds since the epoch, strictly rising. */
  readonly timeMs: Float64Array;
  /** Close prices in the quote currency. */
  readonly closes: Float64Array;
  readonly labels: readonly (Label | null)[];
  /** The trivial rules in the order of reports; the vote of the cases last, where the run had cases. */
  readonly rules: readonly Omit<RulePositions, "explain">[];
}

/** Where a cell is and what the row before it held, for checks of one against the other. */
interface CellPlace {
  readonly at: { readonly file: string; readonly row: number; readonly column: string };
  readonly before: number | null;
}

type CellReader = (text: string, place: CellPlace) => number;

/**
 * Reads the file whole.
 * @throws InputError naming file, row (from 0, in the file) and column of what is missing, unknown or broken
 */
export async function readPositions(file: string): Promise<ReadPositions> {
  const columns: number[][] = [];
  let rules: readonly string[] = [];
  const { header } = await readCsv(
    file,
    (names) => {
      rules = ruleColumns(file, names);
      columns.push(...names.map(() => []));
    },
    (record, row, names) => {
      for (const [i, column] of names.entries()) {
        const values = columns[i] ?? [];
        const place = { at: { file, row, column }, before: values.at(-1) ?? null };
        values.push((READERS[column] ?? readHeld)(record[i] ?? "", place));
      }
    },
  );
  const column = (name: string): readonly number[] => columns[header.indexOf(name)] ?? [];
  const [firstRow] = column("row");
  if (firstRow === undefined) throw new InputError({ file }, "at least one row", "a header only");
  return {
    firstRow,
    timeMs: Float64Array.from(column("datetime")),
    closes: Float64Array.from(column("close")),
    labels: column("label").map((code) => (code === 1 || code === -1 ? code : null)),
    action: Float64Array.from(column("agent")),
    score: Float64Array.from(column("agent_by_score")),
    rules: rules.map((name) => ({ name, positions: Float64Array.from(column(name)) })),
  };
}

/** Names of the rules. @throws InputError unless the header is one that a run writes */
function ruleColumns(file: string, header: readonly string[]): readonly string[] {
  const needed = [...POSITION_COLUMNS, ...RULES.map(({ name }) => name)];
  for (const [i, column] of needed.entries()) {
    if (header[i] === column) continue;
    throw new InputError({ file, column }, `it as column ${i + 1}`, was(header[i]));
  }
  const [vote, ...others] = header.slice(needed.length);
  const unknown = [...(vote === KNN_VOTE ? [] : [vote]), ...others].find(
    (name) => name !== undefined,
  );
  if (unknown === undefined) return header.slice(POSITION_COLUMNS.length);
  throw new InputError({ file, column: unknown }, "no column of that name", "one");
}

function was(name: string | undefined): string {
  return name === undefined ? "no further column" : quoted(name);
}

/** A cell that one test is enough for. */
function cell(expected: string, holds: (value: number) => boolean): CellReader {
  return (text, { at }) => {
    const value = readNumber(text);
    if (value !== undefined && holds(value)) return value;
    throw new InputError(at, expected, quoted(text));
  };
}

const readHeld = cell("-1, 0 or 1", (value) => value === -1 || value === 0 || value === 1);
const readLabel = cell("-1, 1 or nothing", (value) => value === -1 || value === 1);
const readRow = cell("a row number from 0", (value) => Number.isSafeInteger(value) && value >= 0);

const READERS: Readonly<Record<string, CellReader>> = {
  row: (text, { at, before }) => {
    const row = readRow(text, { at, before });
    if (before === null || row === before + 1) return row;
    throw new InputError(at, `row ${before + 1}`, quoted(text));
  },
  datetime: (text, { at, before }) => {
    const timeMs = parseDatetime(text);
    if (timeMs === null) throw new InputError(at, "a datetime in ISO 8601", quoted(text));
    if (before === null || timeMs > before) return timeMs;
    throw new InputError(at, `a time after ${formatDatetime(before)}`, quoted(text));
  },
  close: cell("a number above 0", (value) => value > 0),
  label: (text, place) => (text === "" ? 0 : readLabel(text, place)),
  agent_by_score: cell("a number between -1 and 1", (value) => Math.abs(value) < 1),
};
