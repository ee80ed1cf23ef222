/** The schema of a row as the file writes it: one zod schema a column, from cell text to value. */
import { z } from "zod";
import { DATETIME_EXPECTED, parseDatetime } from "./datetime.ts";
import { NUMBER_FIELDS, type Label } from "./row.ts";

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const MISSING = new Set(["", "nan", "null", "none", "na", "n/a"]);

/** A cell schema: `read` gives the value, or undefined for a cell that is not what was `expected`. */
function cell<T>(expected: string, read: (text: string) => T | undefined) {
  return z.string().transform((text, context): T => {
    const value = read(text.trim());
    if (value !== undefined) return value;
    context.issues.push({ code: "custom", message: expected, input: text });
    return z.NEVER;
  });
}

/** A finite number, or undefined for text that is none. */
export function readNumber(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

const optionalNumber = ({ min, max, expected }: { min: number; max: number; expected: string }) =>
  cell<number | null>(expected, (text) => {
    if (MISSING.has(text.toLowerCase())) return null;
    const value = readNumber(text);
    return value !== undefined && value >= min && value <= max ? value : undefined;
  });

const optionalText = cell<string | null>("text", (text) => (text === "" ? null : text));

function readLabel(text: string): Label | null | undefined {
  if (MISSING.has(text.toLowerCase())) return null;
  const value = readNumber(text);
  return value === 1 || value === -1 ? value : undefined;
}

/**
 * Cells of one row, by field. An empty cell of an optional column gives null.
 * @param timezone IANA zone of datetimes without an offset
 */
export function rowCellsSchema(timezone: string) {
  return z.object({
    timeMs: cell(DATETIME_EXPECTED, (text) => parseDatetime(text, timezone) ?? undefined),
    close: cell("a number above 0", (text) => {
      const value = readNumber(text);
      return value !== undefined && value > 0 ? value : undefined;
    }),
    label: cell<Label | null>("-1, 1 or nothing", readLabel),
    mvrvMomentum: optionalNumber(NUMBER_FIELDS.mvrvMomentum),
    volume: optionalNumber(NUMBER_FIELDS.volume),
    sentimentIndex: optionalNumber(NUMBER_FIELDS.sentimentIndex),
    intensity: optionalNumber(NUMBER_FIELDS.intensity),
    summary: optionalText,
    newsPrediction: optionalText,
    sentiment: optionalText,
    keyFactors: optionalText,
    dominantEmotions: optionalText,
    dominantSentiment: optionalText,
    psychology: optionalText,
  });
}
