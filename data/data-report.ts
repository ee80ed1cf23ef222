/** What a dataset is like, for a person who is about to trust it. */
import { formatDatetime } from "./datetime.ts";
import { languageOf } from "./language.ts";
import { COLUMN_FIELDS, type ColumnField, type MarketData } from "./load-rows.ts";
import { COLUMNS, type MarketRow, TEXT_FIELDS } from "./row.ts";

/** A value and how often it occurs. */
export interface Count {
  readonly value: string;
  readonly count: number;
}

/** Spellings of one word that differ in case only. */
interface CaseVariants {
  readonly column: string;
  readonly spellings: readonly Count[];
}

/** Facts about a dataset; counts are of rows. */
export interface DataReport {
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  /** First and last bar, ISO 8601 in UTC. */
  readonly from: string;
  readonly to: string;
  /** Minutes between bars, commonest first. */
  readonly stepsMinutes: readonly Count[];
  /** Bars that follow a step longer than the commonest one. */
  readonly gaps: number;
  readonly absentColumns: readonly string[];
  /** Missing cells by column, for columns that are there and miss some. */
  readonly missing: Readonly<Record<string, number>>;
  /** Columns with one value in every row. */
  readonly constantColumns: readonly string[];
  /** Confidences, out of ten, that the upstream forecast states in its text, commonest first. */
  readonly upstreamConfidences: readonly Count[];
  /** True when nine rows in ten state the same confidence: it then says nothing. */
  readonly upstreamConfidenceNearConstant: boolean;
  /** Languages of the summaries, ISO 639-3, commonest first; `unknown` where it cannot be told. */
  readonly languages: readonly Count[];
  readonly caseVariants: readonly CaseVariants[];
  /** Mean characters of each text column. */
  readonly meanTextLength: Readonly<Record<string, number>>;
}

const CONFIDENCE = /CONFIDENCE(?: SCORE)?\s*:?\s*(\d+(?:\.\d+)?)/i;

/** Words with few values, whose spelling should not vary. */
const WORD_FIELDS = ["sentiment", "dominantSentiment"] as const;

/** Describes a loaded dataset. */
export function reportData({ file, sha256, rows, absentFields }: MarketData): DataReport {
  const present = COLUMN_FIELDS.filter((field) => !absentFields.includes(field));
  const steps = countValues(
    rows.slice(1).map((row, i) => String((timeOf(row) - timeOf(rows[i])) / 60_000)),
  );
  const [commonest] = steps;
  const confidences = countValues(
    rows.flatMap(({ observation }) => CONFIDENCE.exec(observation.newsPrediction ?? "")?.[1] ?? []),
  );
  const stated = confidences.reduce((sum, { count }) => sum + count, 0);
  const values = new Map(present.map((field) => [field, rows.map((row) => cellOf(row, field))]));
  return {
    file,
    sha256,
    rows: rows.length,
    from: formatDatetime(timeOf(rows[0])),
    to: formatDatetime(timeOf(rows.at(-1))),
    stepsMinutes: steps,
    gaps: steps
      .filter(({ value }) => Number(value) > Number(commonest?.value))
      .reduce((sum, { count }) => sum + count, 0),
    absentColumns: absentFields.map((field) => COLUMNS[field]),
    missing: Object.fromEntries(
      [...values]
        .map(
          ([field, cells]) =>
            [COLUMNS[field], cells.filter((cell) => cell === null).length] as const,
        )
        .filter(([, count]) => count > 0),
    ),
    constantColumns: [...values]
      .filter(([, cells]) => rows.length > 1 && cells[0] !== null && new Set(cells).size === 1)
      .map(([field]) => COLUMNS[field]),
    upstreamConfidences: confidences,
    upstreamConfidenceNearConstant: stated > 1 && (confidences[0]?.count ?? 0) >= 0.9 * stated,
    languages: countValues(
      rows.flatMap(({ observation }) =>
        observation.summary === null ? [] : (languageOf(observation.summary) ?? "unknown"),
      ),
    ),
    caseVariants: WORD_FIELDS.flatMap((field) =>
      variantsOf(COLUMNS[field], values.get(field) ?? []),
    ),
    meanTextLength: Object.fromEntries(
      TEXT_FIELDS.filter((field) => values.has(field)).map((field) => [
        COLUMNS[field],
        Math.round(meanLength(values.get(field) ?? [])),
      ]),
    ),
  };
}

/** Distinct values, commonest first; equals in order of value. */
export function countValues(values: readonly string[]): readonly Count[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function variantsOf(column: string, cells: readonly Cell[]): readonly CaseVariants[] {
  const spellings = countValues(cells.flatMap((cell) => (typeof cell === "string" ? [cell] : [])));
  const words = new Set(spellings.map(({ value }) => value.toLowerCase()));
  return [...words]
    .map((word) => spellings.filter(({ value }) => value.toLowerCase() === word))
    .filter((group) => group.length > 1)
    .map((group) => ({ column, spellings: group }));
}

type Cell = string | number | null;

function cellOf({ observation, label }: MarketRow, field: ColumnField): Cell {
  return field === "label" ? label : observation[field];
}

function timeOf(row: MarketRow | undefined): number {
  return row?.observation.timeMs ?? Number.NaN;
}

function meanLength(cells: readonly Cell[]): number {
  const lengths = cells.flatMap((cell) => (typeof cell === "string" ? [cell.length] : []));
  return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
}
